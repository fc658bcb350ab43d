"""Code points to other units and back: UTF-16 for Qt, UTF-8 bytes for other tools' files."""

from __future__ import annotations

import re
from bisect import bisect_left

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_BLOCK = 512

# Qt breaks a line at the first three, takes U+FFFC for an embedded object and the rest for its own marks.
_SHOWN_AS = str.maketrans(
    {
        "\r": "\u240d",
        "\u2028": "\u2424",
        "\u2029": "\u2424",
        "\ufdd0": "\ufffd",
        "\ufdd1": "\ufffd",
        "\ufffc": "\ufffd",
        "\ufffe": "\ufffd",
    }
)

_NOT_SHOWN = re.compile(f"[{''.join(map(chr, _SHOWN_AS))}]")


class OffsetMap:
    """Converts offsets of one text. `text` holds no lone surrogates (see `normalise`)."""

    __slots__ = ("_astral", "_astral_utf16", "_block_bytes", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._astral = [match.start() for match in _ASTRAL.finditer(text)]
        self._astral_utf16 = [offset + number for number, offset in enumerate(self._astral)]
        self._block_bytes: list[int] | None = None

    def to_utf16(self, offset: int) -> int:
        """UTF-16 code units before the code point at `offset`; ValueError outside the text."""
        self._check(offset)
        return offset + bisect_left(self._astral, offset)

    def from_utf16(self, position: int) -> int:
        """The offset of the code point that UTF-16 `position` is at or in; ValueError outside the text."""
        before = bisect_left(self._astral_utf16, position)
        if before and self._astral_utf16[before - 1] + 1 == position:
            return self._astral[before - 1]
        offset = position - before
        self._check(offset)
        return offset

    def to_utf8(self, offset: int) -> int:
        """UTF-8 bytes before the code point at `offset`; ValueError outside the text."""
        self._check(offset)
        if self._text.isascii():
            return offset
        block, rest = divmod(offset, _BLOCK)
        start = offset - rest
        return self._bytes_before_blocks()[block] + len(self._text[start:offset].encode())

    def _bytes_before_blocks(self) -> list[int]:
        if self._block_bytes is None:
            self._block_bytes = [0]
            for start in range(0, len(self._text), _BLOCK):
                size = len(self._text[start : start + _BLOCK].encode())
                self._block_bytes.append(self._block_bytes[-1] + size)
        return self._block_bytes

    def _check(self, offset: int) -> None:
        if not 0 <= offset <= len(self._text):
            raise ValueError(f"offset {offset} is outside a text of {len(self._text)} code points")


def displayed(text: str) -> str:
    """`text` for a Qt text widget: code point for code point, each of the same width in UTF-16.

    Qt swallows a leading U+FEFF, swaps the bytes after a leading U+FFFE, breaks lines at U+2028 and U+2029
    and uses some noncharacters itself. Only for showing: quotes are cut from the stored text.
    """
    shown = text.translate(_SHOWN_AS) if _NOT_SHOWN.search(text) else text
    return "\ufffd" + shown[1:] if shown.startswith("\ufeff") else shown
