"""Labels as names of ASCII letters, for formats whose labels can't hold a space or a sign."""

from __future__ import annotations

import re
from typing import Final

_UNSAFE: Final = re.compile(r"[^A-Za-z0-9_-]|_(?=u[0-9a-f]{6})")
_ESCAPE: Final = re.compile(r"_u([0-9a-f]{6})")
_LAST: Final = 0x10FFFF


def ascii_label(label: str) -> str:
    """The label with `_u` and six hexadecimal digits for what is no ASCII letter, digit, "_" or "-"."""
    return _UNSAFE.sub(lambda match: f"_u{ord(match[0]):06x}", label)


def label_of(name: str) -> str:
    """The label of such a name: other than the name itself only where `ascii_label` had to change it."""
    return _ESCAPE.sub(lambda match: _character(int(match[1], 16)) or match[0], name)


def _character(code: int) -> str:
    return chr(code) if code <= _LAST else ""
