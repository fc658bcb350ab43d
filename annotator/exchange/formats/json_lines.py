"""One JSON value a line, in UTF-8."""

from __future__ import annotations

import json
from typing import Final

_encode: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
# JSON may hold these as they are, but readers that split at every line end of Unicode would cut a record.
_LINE_ENDS: Final = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def json_line(value: object) -> bytes:
    line = _encode(value)
    if not line.isascii():
        line = line.translate(_LINE_ENDS)
    return f"{line}\n".encode()
