"""Puts claims of a file on the text that will be stored: never on other words than the file says.

Every claim is tried in the measure of its file, then in the others, then by its words; what stays ambiguous
is not placed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import Final, NamedTuple

from annotator.domain.boundaries import is_grapheme_edge
from annotator.domain.spans import Span, merged, trimmed
from annotator.domain.text import normalise
from annotator.exchange.annotations.foreign import ForeignArticle, ForeignClaim, ForeignSpan, Measure
from annotator.exchange.annotations.measures import Measures
from annotator.exchange.annotations.searching import Search

_UNSTATED: Final = (Measure.CODE_POINT, Measure.UTF16, Measure.GRAPHEME)
"""What files without words are known to count; where these differ, a person has to say which it is."""
_EVERY: Final = tuple(Measure)
_MOST_SEARCHED: Final = 500_000_000
"""Code points of one article that are looked through for words that are not where the file says."""


class How(StrEnum):
    """How a claim found its place."""

    AS_STATED = "where the file says"
    OTHER_MEASURE = "where the file says, but counted otherwise than the rest of it"
    BY_WORDS = "by its words, which the article has only once"
    NEARBY = "by its words, which the article has only once near the place in the file"


class Why(StrEnum):
    """Why a claim could not be placed."""

    NO_WORDS = "it covers no words"
    OUTSIDE = "it lies outside the text or cuts a character in two"
    UNSURE = "the file does not say what its offsets count, and here that makes a difference"
    NOT_FOUND = "its words are not in the article"
    AMBIGUOUS = "its words are in the article more than once"
    GIVEN_UP = "too many claims of its article are not where the file says"


class Placed(NamedTuple):
    """`spans` are code points of the stored text, in its order, trimmed and not overlapping."""

    spans: tuple[Span, ...]
    how: How
    is_trimmed: bool


class Ground:
    """The text of an article as a file has it, and `text`, as it is stored."""

    def __init__(self, raw: str) -> None:
        self._raw = raw
        self.text, self.normalisation = normalise(raw)
        self._measures = Measures(raw)
        self._search = Search(self.text)
        self._searched = 0
        self._removed = _removed(raw) if len(self.text) != len(raw) else ()

    def fitting(self, claim: ForeignClaim) -> tuple[Measure, ...]:
        """The measures in which the words of the claim stand where it says; () where it says no words."""
        spans = claim.spans
        if not spans or any(span.quote is None for span in spans):
            return ()
        is_plain = all(span.end <= self._measures.plain for span in spans)
        if is_plain or len(self._measures.distinct) == 1:
            return _EVERY if self._fit(spans, Measure.CODE_POINT) else ()
        fit = {measure: self._fit(spans, measure) for measure in self._measures.distinct}
        return tuple(measure for measure in Measure if fit.get(measure, fit[Measure.CODE_POINT]))

    def place(self, claim: ForeignClaim, measure: Measure | None) -> Placed | Why:
        """Where the claim is, `measure` being that of its file, None where that is not known."""
        if not claim.spans:
            return Why.NO_WORDS
        if None in [span.quote for span in claim.spans]:
            return self._place_unquoted(claim.spans, measure)
        first = measure or Measure.CODE_POINT
        if first is Measure.CODE_POINT and not self._removed and len(claim.spans) == 1:
            # What most files have, and nothing is to be converted.
            (span,) = claim.spans
            start, end, quote = span.start, span.end, span.quote
            if 0 <= start < end <= len(self._raw) and self._raw[start:end] == quote:
                place = Span(start, end)
                if quote.strip() == quote:
                    return Placed((place,), How.AS_STATED, is_trimmed=False)
                return self._ordered((place,), How.AS_STATED)
        if self._fit(claim.spans, first):
            return self._kept(claim.spans, first, How.AS_STATED)
        others = [each for each in self._measures.distinct if each is not first]
        found = {
            self._kept(claim.spans, each, How.OTHER_MEASURE)
            for each in others
            if self._fit(claim.spans, each)
        }
        if len(found) == 1:
            return found.pop()
        return self._looked_for(claim.spans, first)

    def span(self, start: int, end: int, measure: Measure) -> Span | None:
        """The span of the stored text; None outside it or inside a character."""
        first, last = self._measures.place(measure, start), self._measures.place(measure, end)
        if first is None or last is None or first > last:
            return None
        return Span(self._stored(first), self._stored(last))

    def _fit(self, spans: Sequence[ForeignSpan], measure: Measure) -> bool:
        if measure is Measure.CODE_POINT and len(spans) == 1:
            (span,) = spans
            is_inside = 0 <= span.start <= span.end <= len(self._raw)
            if is_inside and self._raw[span.start : span.end] == span.quote:
                return True
        for span in spans:
            start = self._measures.place(measure, span.start)
            end = self._measures.place(measure, span.end)
            if start is None or end is None or start > end:
                return False
            if not _same(self._raw[start:end], span.quote or ""):
                return False
        return True

    def _kept(self, spans: Sequence[ForeignSpan], measure: Measure, how: How) -> Placed | Why:
        found = [self.span(span.start, span.end, measure) for span in spans]
        return self._ordered([span for span in found if span is not None], how)

    def _ordered(self, spans: Sequence[Span], how: How) -> Placed | Why:
        if len(spans) == 1:
            (span,) = spans
            part = trimmed(self.text, span)
            return Placed((part,), how, is_trimmed=part != span) if part else Why.NO_WORDS
        parts = sorted(trimmed(self.text, span) for span in spans)
        if not all(parts):
            return Why.NO_WORDS
        if any(left.end > right.start for left, right in pairwise(parts)):
            parts = list(merged(parts))
        return Placed(tuple(parts), how, is_trimmed=sum(map(len, parts)) < sum(map(len, spans)))

    def _place_unquoted(self, spans: Sequence[ForeignSpan], measure: Measure | None) -> Placed | Why:
        found = [self._unquoted(span, measure) for span in spans]
        for part in found:
            if isinstance(part, Why):
                return part
        return self._ordered([part for part in found if isinstance(part, Span)], How.AS_STATED)

    def _unquoted(self, span: ForeignSpan, measure: Measure | None) -> Span | Why:
        possible = _UNSTATED if measure is None else (measure,)
        if span.end <= self._measures.plain:
            possible = possible[:1]
        found = {self.span(span.start, span.end, each) for each in possible}
        if len(found) > 1:
            return Why.UNSURE
        place = found.pop()
        if place is None or not (
            is_grapheme_edge(self.text, place.start) and is_grapheme_edge(self.text, place.end)
        ):
            return Why.OUTSIDE
        if span.quote is not None and not _same(place.of(self.text), stored_words(span.quote)):
            return Why.NOT_FOUND
        return place

    def _looked_for(self, spans: Sequence[ForeignSpan], measure: Measure) -> Placed | Why:
        """Each span by its words; as a whole no surer than the least sure of them."""
        places, how = [], How.BY_WORDS
        for span in spans:
            quote = stored_words(span.quote or "").strip()
            if not quote:
                return Why.NO_WORDS
            self._searched += len(self.text)
            if self._searched > _MOST_SEARCHED:
                return Why.GIVEN_UP
            found = self._search.two_places(quote, Span(0, len(self.text)))
            if not found:
                return Why.NOT_FOUND
            if len(found) > 1:
                found, how = self._near(quote, span, measure), How.NEARBY
            if len(found) != 1:
                return Why.AMBIGUOUS
            places += found
        if any(left.end > right.start for left, right in pairwise(sorted(places))):
            return Why.AMBIGUOUS
        return self._ordered(places, how)

    def _near(self, quote: str, span: ForeignSpan, measure: Measure) -> list[Span]:
        """The places of the words that overlap the stated one, at most two."""
        stated = self.span(span.start, span.end, measure)
        if not stated:
            return []
        first = max(0, stated.start - len(quote) + 1)
        last = min(len(self.text), stated.end + len(quote) - 1)
        return self._search.two_places(quote, Span(first, last))

    def _stored(self, offset: int) -> int:
        """The offset in the stored text for one in the raw text."""
        return offset - bisect_left(self._removed, offset) if self._removed else offset


def measure_of(votes: Counter[Measure], declared: Measure | None) -> Measure | None:
    """The measure under which most claims of a file fit; None where no claim says its words.

    Of equals it is the declared one, or the first in the order of `Measure`.
    """
    if not votes.total():
        return declared
    order = [declared, *Measure] if declared else list(Measure)
    return max(order, key=lambda measure: votes[measure])


def vote(articles: Iterable[ForeignArticle]) -> Counter[Measure]:
    """How many claims fit under each measure."""
    votes: Counter[Measure] = Counter()
    for article in articles:
        ground = Ground(article.text)
        for claim in article.claims:
            votes.update(ground.fitting(claim))
    return votes


def _same(words: str, quote: str) -> bool:
    """Whether these are the same words, apart from how much white space is between and around them."""
    return words == quote or (words.split() == quote.split() and not words.isspace())


def stored_words(quote: str) -> str:
    """Words of the file as they are in the stored text, also where they begin with a byte order mark."""
    return normalise(f" {quote}")[0][1:]


def _removed(raw: str) -> tuple[int, ...]:
    """The raw offsets of what is not stored: a byte order mark in front, and CR before LF."""
    mark = (0,) if raw.startswith("\ufeff") else ()
    return (*mark, *(match.start() for match in re.finditer("\r\n", raw)))
