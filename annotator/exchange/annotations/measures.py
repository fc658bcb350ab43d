"""From offsets as a file counts them to code points of the text that the file holds."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Final
from unicodedata import category

from annotator.domain.boundaries import is_grapheme_edge
from annotator.exchange.annotations.foreign import Measure

_ASTRAL: Final = re.compile("[\U00010000-\U0010ffff]")
_PAIR: Final = re.compile("\r\n")
_LONE_LF: Final = re.compile("(?<!\r)\n")
_NOT_PLAIN: Final = re.compile("[^\t -~]")
_BLOCK: Final = 512
_JOINING: Final = frozenset({"Mn", "Me", "Mc", "Cf"})
_ALSO_JOINING: Final = re.compile(
    "[\u0e33\u0eb3\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff\uff9e\uff9f"
    "\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]"
)
"""Besides marks and formatting characters, what may be one character for people with what is before it."""

Place = Callable[[int], int | None]


class Measures:
    """The measures of one text, which may hold CR LF, a byte order mark and lone surrogates."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._length = len(text)
        self._is_ascii = text.isascii()
        self._places: dict[Measure, Place] = {}
        wide = _NOT_PLAIN.search(text)
        # The character before it may be one with it.
        self.plain = max(0, wide.start() - 1) if wide else self._length
        """Up to here all measures are the same."""

    def place(self, measure: Measure, offset: int) -> int | None:
        """The code point at `offset`; None outside the text or inside a character."""
        if measure not in self._places:
            self._places[measure] = self._place_in(measure)
        return self._places[measure](offset) if offset >= 0 else None

    @cached_property
    def distinct(self) -> tuple[Measure, ...]:
        """The measures that may differ from one another in this text, code points first."""
        differing = {
            Measure.UTF16: bool(self._astral),
            Measure.UTF8: not self._is_ascii,
            Measure.GRAPHEME: self._has_joints,
            Measure.CRLF_AS_ONE: bool(self._pairs),
            Measure.CRLF_AS_TWO: bool(self._lone_ends),
        }
        return (Measure.CODE_POINT, *(measure for measure, differs in differing.items() if differs))

    def _place_in(self, measure: Measure) -> Place:
        """How to find a place in one measure: each but the first has to look at the whole text."""
        match measure:
            case Measure.UTF16 if self._astral:
                return self._utf16
            case Measure.UTF8 if not self._is_ascii:
                return self._utf8
            case Measure.GRAPHEME if self._has_joints:
                return self._grapheme
            case Measure.CRLF_AS_ONE if self._pairs:
                return self._crlf_as_one
            case Measure.CRLF_AS_TWO if self._lone_ends:
                return self._crlf_as_two
        return self._code_point

    def _code_point(self, offset: int) -> int | None:
        return offset if offset <= self._length else None

    def _utf16(self, offset: int) -> int | None:
        before = bisect_left(self._astral_utf16, offset)
        if before and self._astral_utf16[before - 1] + 1 == offset:
            return None
        return self._code_point(offset - before)

    def _utf8(self, offset: int) -> int | None:
        # The last entry is where the text ends, and no block begins.
        block = max(0, min(bisect_right(self._block_bytes, offset), len(self._block_bytes) - 1) - 1)
        first = block * _BLOCK
        data = self._text[first : first + _BLOCK].encode(errors="surrogatepass")
        rest = offset - self._block_bytes[block]
        if rest > len(data):
            return None
        try:
            return first + len(data[:rest].decode(errors="surrogatepass"))
        except UnicodeDecodeError:
            return None

    def _grapheme(self, offset: int) -> int | None:
        return self._edges[offset] if offset < len(self._edges) else None

    def _crlf_as_one(self, offset: int) -> int | None:
        # The pair numbered n begins at `_pairs[n]`, which is `_pairs[n] - n` where pairs count as one.
        return self._code_point(offset + bisect_left(self._pairs_as_one, offset))

    def _crlf_as_two(self, offset: int) -> int | None:
        before = bisect_left(self._ends_as_two, offset)
        if before and self._ends_as_two[before - 1] + 1 == offset:
            return None
        return self._code_point(offset - before)

    @cached_property
    def _astral(self) -> Sequence[int]:
        return [] if self._is_ascii else [match.start() for match in _ASTRAL.finditer(self._text)]

    @cached_property
    def _astral_utf16(self) -> Sequence[int]:
        return [offset + number for number, offset in enumerate(self._astral)]

    @cached_property
    def _pairs(self) -> Sequence[int]:
        return [match.start() for match in _PAIR.finditer(self._text)] if "\r" in self._text else []

    @cached_property
    def _pairs_as_one(self) -> Sequence[int]:
        return [offset - number for number, offset in enumerate(self._pairs)]

    @cached_property
    def _lone_ends(self) -> Sequence[int]:
        return [match.start() for match in _LONE_LF.finditer(self._text)]

    @cached_property
    def _ends_as_two(self) -> Sequence[int]:
        return [offset + number for number, offset in enumerate(self._lone_ends)]

    @cached_property
    def _block_bytes(self) -> Sequence[int]:
        starts = range(0, self._length, _BLOCK)
        sizes = (len(self._text[at : at + _BLOCK].encode(errors="surrogatepass")) for at in starts)
        return list(accumulate(sizes, initial=0))

    @cached_property
    def _has_joints(self) -> bool:
        """Whether there may be characters of several code points."""
        if self._is_ascii:
            return bool(self._pairs)
        return (
            bool(self._pairs)
            or any(category(character) in _JOINING for character in set(self._text))
            or _ALSO_JOINING.search(self._text) is not None
        )

    @cached_property
    def _edges(self) -> Sequence[int]:
        inside = (at for at in range(1, self._length) if is_grapheme_edge(self._text, at))
        return [0, *inside, self._length] if self._text else [0]
