"""What people call the encodings that Python has names of its own for."""

from __future__ import annotations

import re

_NAMES = {
    "big5hkscs": "Big5-HKSCS",
    "gb18030": "GB 18030",
    "shift_jis": "Shift JIS",
    "utf-16-le": "UTF-16 (little-endian)",
    "utf-16-be": "UTF-16 (big-endian)",
    "utf-32-le": "UTF-32 (little-endian)",
    "utf-32-be": "UTF-32 (big-endian)",
}


def encoding_name(codec: str) -> str:
    """The name of `codec` for people: "Windows-1252" for "cp1252"."""
    if codec in _NAMES:
        return _NAMES[codec]
    if found := re.fullmatch(r"cp(125\d)", codec):
        return f"Windows-{found[1]}"
    if found := re.fullmatch(r"iso8859_(\d+)", codec):
        return f"ISO 8859-{found[1]}"
    return codec.upper().replace("_", "-")
