"""Lines of a page from the places of its characters. The measure is the unit of PDF, 1/72 inch; y goes up."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from annotator.domain.immutable import immutable
from annotator.exchange.articles.pdf_directions import from_right

_OPEN_LINES: Final = 4
"""So many of the last lines may still grow: a page may be painted in any order, but mostly is not."""
_SAME_LINE: Final = 0.5
_WIDEST_GAP: Final = 2.0
_SPACE: Final = 0.14
_FEW_LINES: Final = 4.0
"""Shares of a line's height: what has to overlap, what may lie between words, a space, and a few lines."""
_LIGATURES: Final = re.compile(
    "[\u2e9f\u2ef3\u2f00-\u2fd5\ufb00-\ufb06\ufb13-\ufb17\ufb1d-\ufb4f\ufb50-\ufd3d\ufd50-\ufdff\ufe70-\ufefc]"
)
_CONTROLS: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
_SPACES: Final = re.compile("[ \t\n\r]+")
_STOPS: Final = frozenset(".,;:!?…")


@immutable
class Glyph:
    """A character in its box. `is_spaced` says that a space stands before it in the reading order."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    is_spaced: bool = False


@dataclass(slots=True)
class Line:
    """Words on one line; `start` and `end` are where a reader begins and stops, seen from the left."""

    left: float
    bottom: float
    right: float
    top: float
    glyphs: list[Glyph] = field(default_factory=list)
    text: str = ""
    is_right_to_left: bool = False

    @property
    def height(self) -> float:
        return self.top - self.bottom

    def takes(self, other: Glyph | Line) -> bool:
        """Whether a character, or a part of a line, stands in this line."""
        height = min(self.height, other.top - other.bottom)
        overlap = min(self.top, other.top) - max(self.bottom, other.bottom)
        gap = max(other.left - self.right, self.left - other.right)
        return overlap >= _SAME_LINE * height and gap <= _WIDEST_GAP * self.height

    def is_just_above(self, other: Line) -> bool:
        """Whether it is one of the few lines above another in the same column."""
        is_beside = self.left >= other.right or other.left >= self.right
        return (
            not is_beside and _SAME_LINE * self.height < self.bottom - other.bottom < _FEW_LINES * self.height
        )

    def absorb(self, other: Line) -> None:
        """Take in a part of this line that was painted apart."""
        for glyph in other.glyphs:
            self.add(glyph)

    def add(self, glyph: Glyph) -> None:
        self.glyphs.append(glyph)
        self.left, self.right = min(self.left, glyph.left), max(self.right, glyph.right)
        self.bottom, self.top = min(self.bottom, glyph.bottom), max(self.top, glyph.top)


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines in the order in which they were painted, with their words in the order of reading."""
    lines: list[Line] = []
    for glyph in glyphs:
        recent = reversed(lines[-_OPEN_LINES:])
        line = next((line for line in recent if line.takes(glyph)), None)
        if line is None:
            line = Line(glyph.left, glyph.bottom, glyph.right, glyph.top)
            lines.append(line)
        line.add(glyph)
    ordered: list[Line] = []
    for line in lines:
        _put(line, ordered)
    strong = [_strong(line) for line in ordered]
    is_page_right = sum(right for right, _ in strong) > sum(left for _, left in strong)
    for line, (right, left) in zip(ordered, strong, strict=True):
        # One of few or no such letters stands as those around it, which its full stop shows.
        is_like_page = is_page_right and (right > 0 or _first(line) in _STOPS)
        line.is_right_to_left = right > left or is_like_page
        _read(line, is_mixed=right > 0)
    return [line for line in ordered if line.text]


def _put(line: Line, before: list[Line]) -> None:
    """Put a line below those above it: where directions mix, PDFium gives neighbours in any order."""
    place = len(before)
    while place and line.is_just_above(before[place - 1]):
        place -= 1
    if place < len(before) and before[place].takes(line):
        before[place].absorb(line)
    elif place and before[place - 1].takes(line):
        before[place - 1].absorb(line)
    else:
        before.insert(place, line)


def _first(line: Line) -> str:
    """What stands at the left end."""
    return min(line.glyphs, key=lambda glyph: glyph.left).text


def _strong(line: Line) -> tuple[int, int]:
    """How many of its characters are read from the right, and from the left."""
    found = Counter(unicodedata.bidirectional(glyph.text) for glyph in line.glyphs)
    return found["R"] + found["AL"], found["L"]


def _read(line: Line, *, is_mixed: bool) -> None:
    """Find out what the line says, and let its characters go."""
    if line.is_right_to_left:
        words = from_right(line.glyphs, space=_SPACE * line.height)
    else:
        words = "".join(_as_given(line) if is_mixed else _from_left(line))
    words = _LIGATURES.sub(lambda match: unicodedata.normalize("NFKC", match[0]), _CONTROLS.sub("", words))
    line.text = _SPACES.sub(" ", words).strip()
    line.glyphs.clear()


def _from_left(line: Line) -> Iterator[str]:
    end = line.left
    for glyph in sorted(line.glyphs, key=lambda glyph: glyph.left):
        if glyph.left - end > _SPACE * line.height:
            yield " "
        yield glyph.text
        end = max(end, glyph.right)


def _as_given(line: Line) -> Iterator[str]:
    """In PDFium's order, which is that of reading also where directions are mixed."""
    for glyph in line.glyphs:
        if glyph.is_spaced:
            yield " "
        yield glyph.text
