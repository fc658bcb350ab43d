"""Looks for words in a text, in time that grows with the text and not with how often the words nearly fit."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property
from itertools import accumulate
from typing import Final

from annotator.domain.spans import Span

_WORD: Final = re.compile(r"\S+")


class Search:
    """Searches one text, which offsets refer to as code points."""

    def __init__(self, text: str) -> None:
        self._text = text

    def two_places(self, quote: str, within: Span) -> list[Span]:
        """The first two places of `quote` inside: exact ones, else with any white space between its words.

        Places may overlap. `quote` holds a word at least, and neither begins nor ends with white space.
        """
        found = _two(self._text, quote, within, lambda offset: offset)
        if found:
            return found
        # A regular expression would try again at every word, and nobody could stop it meanwhile.
        inside = Span(self._squeezed_at(within.start), self._squeezed_at(within.end))
        return _two(self._squeezed, " ".join(quote.split()), inside, self._text_at)

    @cached_property
    def _words(self) -> list[int]:
        """Where each word begins in the text."""
        return [match.start() for match in _WORD.finditer(self._text)]

    @cached_property
    def _squeezed(self) -> str:
        """The words with a single space between them."""
        return " ".join(self._text.split())

    @cached_property
    def _squeezed_words(self) -> list[int]:
        """Where each word begins there, and where one more would."""
        return list(accumulate((len(word) + 1 for word in self._squeezed.split(" ")), initial=0))

    def _squeezed_at(self, offset: int) -> int:
        """The place of `offset` in the squeezed text; of white space, the end of the word before it."""
        word = bisect_right(self._words, offset) - 1
        if word < 0:
            return 0
        begin, following = self._squeezed_words[word : word + 2]
        return min(begin + offset - self._words[word], following - 1)

    def _text_at(self, offset: int) -> int:
        """The place in the text of a character of a word in the squeezed text."""
        word = bisect_right(self._squeezed_words, offset) - 1
        return self._words[word] + offset - self._squeezed_words[word]


def _two(text: str, quote: str, within: Span, place: Callable[[int], int]) -> list[Span]:
    """The first two places of `quote` in `text`; `place` says of a character where it really is."""
    found: list[Span] = []
    at = text.find(quote, within.start, within.end)
    while at >= 0 and len(found) < 2:
        found.append(Span(place(at), place(at + len(quote) - 1) + 1))
        at = text.find(quote, at + 1, within.end)
    return found
