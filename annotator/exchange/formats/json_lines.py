"""One JSON value a line, in UTF-8."""

from __future__ import annotations

import json
from typing import Final

_encode: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
# JSON may hold these as they are, but readers that split at every line end of Unicode would cut a record.
_LINE_ENDS: Final = ("\x85", "\u2028", "\u2029")


def json_line(value: object) -> bytes:
    line = _encode(value)
    for end in _LINE_ENDS:
        if end in line:
            line = line.replace(end, f"\\u{ord(end):04x}")
    return f"{line}\n".encode()
