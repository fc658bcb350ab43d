"""The words of a line that is read from the right, from the places of its characters.

The order in which a PDF is painted, and that in which PDFium gives it, are torn where marks stand above
letters and where directions mix; places are not. So the line is gone through from its right end, and what is
read from the left in it is turned round: the rules of Unicode's bidirectional algorithm (UAX 9), backwards.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final, Protocol

_KINDS: Final = {"EN": "1", "AN": "2", "L": "L", "R": "R", "AL": "R", "ES": "+", "CS": ",", "ET": "%"}
_STRONG: Final = frozenset({"L", "R", "AL"})
_FROM_LEFT: Final = re.compile(
    # Foreign words, with the numbers and signs between them and at their ends.
    r"(?:[L1][^R2]*)?L(?:[^R2]*[L1])?"
    # Numbers with what belongs to them: 1,000.5 and 12:30 and 2018-2019, 50% and $5.
    r"|%*1(?:[+,]?1)*%*|2(?:,?2)*"
)
_TURNED: Final = str.maketrans("\u2018\u2019\u201c\u201d", "\u2019\u2018\u201d\u201c")
"""PDFium turns these quotation marks round in words from the right, which no one who paints does."""


_CLOSED: Final = {"(": ")", "[": "]", "{": "}", "\u00ab": "\u00bb", "\u2039": "\u203a"}
_OPENED: Final = {closed: opened for opened, closed in _CLOSED.items()}
_CLOSING: Final = re.compile(r"(?<=[^\s([{\u00ab\u2039])[([{\u00ab\u2039](?=[\s.,;:!?\u060c\u061b\u061f]|$)")
_OPENING: Final = re.compile(r"(?:(?<=\s)|^)[)\]}\u00bb\u203a](?=\w)")
"""Brackets that can only be meant the other way round: PDFium turns some of them, and some not."""


class Placed(Protocol):
    """A character in its box. `is_spaced` says that PDFium saw a space before it."""

    @property
    def text(self) -> str: ...

    @property
    def left(self) -> float: ...

    @property
    def right(self) -> float: ...

    @property
    def is_spaced(self) -> bool: ...


def from_right(glyphs: Sequence[Placed], *, space: float) -> str:
    """What the line says in the order of reading. A gap wider than `space` stands between two words.

    `glyphs` are in PDFium's order; a space that it saw between neighbours counts, too.
    """
    parted = {(id(before), id(glyph)) for before, glyph in pairwise(glyphs) if glyph.is_spaced}
    characters: list[str] = []
    last, end = None, 0.0
    for glyph, marks in _with_marks(glyphs):
        if last is not None:
            is_seen = not parted.isdisjoint({(id(last), id(glyph)), (id(glyph), id(last))})
            if end - glyph.right > (space / 4 if is_seen else space):
                characters.append(" ")
            end = min(end, glyph.left)
        else:
            end = glyph.left
        last = glyph
        characters.append(glyph.text + "".join(marks))
    return _turned(characters)


def _with_marks(glyphs: Iterable[Placed]) -> list[tuple[Placed, list[str]]]:
    """The letters from the right end on, each with what stands above or below it, or shares its sign."""
    letters: list[Placed] = []
    marks: list[Placed] = []
    for glyph in glyphs:
        (marks if unicodedata.category(glyph.text[:1]) == "Mn" else letters).append(glyph)
    found: list[tuple[Placed, list[str]]] = []
    for letter in sorted(letters, key=_centre, reverse=True):
        if found and (found[-1][0].left, found[-1][0].right) == (letter.left, letter.right):
            found[-1][1].append(letter.text)
        else:
            found.append((letter, []))
    bases = [each for each in found if each[0].text[:1].isalpha()] or found
    for mark in marks if bases else ():
        at = _centre(mark)
        _, own = min(bases, key=lambda each: (_outside(each[0], at), abs(_centre(each[0]) - at)))
        own.append(mark.text)
    return found


def _centre(glyph: Placed) -> float:
    return (glyph.left + glyph.right) / 2


def _outside(glyph: Placed, at: float) -> float:
    """How far a place is from the box."""
    return max(glyph.left - at, at - glyph.right, 0.0)


def _turned(characters: Sequence[str]) -> str:
    """Characters as seen from the right, with what is read from the left turned round."""
    found: list[str] = []
    end = 0
    for run in _FROM_LEFT.finditer(_kinds(characters)):
        found += [each.translate(_TURNED) for each in characters[end : run.start()]]
        found += reversed(characters[run.start() : run.end()])
        end = run.end()
    found += [each.translate(_TURNED) for each in characters[end:]]
    words = _CLOSING.sub(lambda match: _CLOSED.get(match[0], match[0]), "".join(found))
    return _OPENING.sub(lambda match: _OPENED.get(match[0], match[0]), words)


def _kinds(characters: Sequence[str]) -> str:
    """A letter for the kind of each character. Numbers after Arabic letters are Arabic numbers."""
    directions = [unicodedata.bidirectional(each[:1]) for each in characters]
    strong = next((each for each in directions if each in _STRONG), "R")
    found: list[str] = []
    for each in directions:
        strong = each if each in _STRONG else strong
        found.append("2" if each == "EN" and strong == "AL" else _KINDS.get(each, " "))
    return "".join(found)
