"""Offsets of one text in the unit that a file is to have."""

from __future__ import annotations

from collections.abc import Callable

from annotator.domain.offsets import OffsetMap
from annotator.domain.records import Fragment
from annotator.exchange.choices import OffsetUnit


class Ruler:
    """`at` converts; `fits` takes the words out of the text again as a reader of the file will.

    Where the file has no offsets, `unit` is None and nothing is converted.
    """

    def __init__(self, text: str, unit: OffsetUnit | None) -> None:
        self._text = text
        offsets = OffsetMap(text)
        # In a text of ASCII alone all units are the same, and in most others UTF-16 is like code points.
        is_narrow = unit is OffsetUnit.UTF16 and offsets.to_utf16(len(text)) == len(text)
        self._unit = OffsetUnit.CODE_POINT if unit is None or text.isascii() or is_narrow else unit
        self.at: Callable[[int], int] = int
        match self._unit:
            case OffsetUnit.UTF16:
                self.at = offsets.to_utf16
                self._encoded = text.encode("utf-16-le")
            case OffsetUnit.UTF8:
                self.at = offsets.to_utf8
                self._encoded = text.encode()

    def fits(self, part: Fragment) -> bool:
        if part.end > len(self._text) or self._text[part.start : part.end] != part.quote:
            return False
        match self._unit:
            case OffsetUnit.CODE_POINT:
                return True
            case OffsetUnit.UTF16:
                return self._slice(part, 2) == part.quote.encode("utf-16-le")
            case OffsetUnit.UTF8:
                return self._slice(part, 1) == part.quote.encode()

    def _slice(self, part: Fragment, width: int) -> bytes:
        return self._encoded[width * self.at(part.start) : width * self.at(part.end)]
