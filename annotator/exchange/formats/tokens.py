"""Tokens, for formats that are made of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from annotator.domain.boundaries import is_grapheme_edge, words
from annotator.domain.spans import Span, uncovered

_OTHER: Final = re.compile(r"\S")
_RUN: Final = re.compile(r"\S+")
_LONGEST_KNOWN: Final = 40


def tokens(text: str, within: Span) -> Iterator[Span]:
    """Words, and every other character that is not white space by itself, in text order.

    They never overlap, and everything in `within` that is not white space lies in one.
    """
    # No word runs across white space, and the same runs of letters come again and again.
    for run in _RUN.finditer(text, within.start, within.end):
        start, letters = run.start(), run.group()
        if len(letters) <= _LONGEST_KNOWN and (letters.isascii() or is_grapheme_edge(text, start)):
            for first, last in _known(letters):
                yield Span(start + first, start + last)
        else:
            yield from _tokens(text, Span(start, run.end()))


@lru_cache(maxsize=50_000)
def _known(letters: str) -> tuple[tuple[int, int], ...]:
    """The tokens of a run, which are the same wherever it stands unless a mark joins it to what is before."""
    return tuple((span.start, span.end) for span in _tokens(letters, Span(0, len(letters))))


def _tokens(text: str, within: Span) -> list[Span]:
    found = [word for word in words(text, within) if word]
    for gap in uncovered(within, found):
        found += [Span(match.start(), match.end()) for match in _OTHER.finditer(text, gap.start, gap.end)]
    return sorted(found)
