"""A text with its accents composed, for comparing, and the way back to the text as it is stored."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final, NamedTuple
from unicodedata import category, is_normalized, normalize

from annotator.domain.spans import Span

_FORM: Final = "NFC"
_WORD: Final = re.compile(r"\S+|\s+")


class _Change(NamedTuple):
    """Characters that are others in the composed text, and where they stand in each."""

    composed: Span
    stored: Span


class Composed:
    """`text` is `stored` in Unicode's form NFC."""

    def __init__(self, stored: str) -> None:
        self.stored = stored
        self._changes: list[_Change] = []
        self.text = stored if is_normalized(_FORM, stored) else self._compose()
        self._starts = [change.composed.start for change in self._changes]

    def stored_span(self, span: Span) -> Span:
        """The characters of `stored` that became those of `span`: all of each that is there in part."""
        return Span(self._stored(span.start, is_end=False), self._stored(span.end, is_end=True))

    def _compose(self) -> str:
        parts: list[str] = []
        place = length = 0
        for word in _WORD.findall(self.stored):
            # Most words are as they would be.
            for part in (word,) if is_normalized(_FORM, word) else _parts(word):
                composed = part if is_normalized(_FORM, part) else normalize(_FORM, part)
                if composed is not part:
                    spans = Span(length, length + len(composed)), Span(place, place + len(part))
                    self._changes.append(_Change(*spans))
                parts.append(composed)
                place += len(part)
                length += len(composed)
        return "".join(parts)

    def _stored(self, place: int, *, is_end: bool) -> int:
        number = bisect_right(self._starts, place) - 1
        if number < 0:
            return place
        composed, stored = self._changes[number]
        if place >= composed.end:
            return stored.end + place - composed.end
        return stored.end if is_end and place > composed.start else stored.start


def _parts(word: str) -> Iterator[str]:
    """Each character with all that may be composed with it."""
    start = 0
    for place in range(1, len(word)):
        if not _may_join(word[place]):
            yield word[start:place]
            start = place
    yield word[start:]


def _may_join(character: str) -> bool:
    """Whether it may be composed with one before it: marks, and the second and third letters of Hangul."""
    return character >= "\u0300" and (category(character)[0] == "M" or "\u1160" <= character <= "\u11ff")
