"""The rules by which a selection grows, shrinks and moves: pure functions over a text.

Spans are half-open code points. `forward` is towards the end of the text, whichever way it is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from annotator.domain.boundaries import (
    Side,
    clause_at,
    next_clause_edge,
    next_grapheme_edge,
    next_word_edge,
    paragraph_at,
    previous_clause_edge,
    previous_grapheme_edge,
    previous_word_edge,
    quotation_at,
    rest_after,
    snapped,
    word_at,
    word_count,
)
from annotator.domain.cursor import Edge
from annotator.domain.immutable import immutable
from annotator.domain.sheet import Sheet
from annotator.domain.spans import Span, trimmed, uncovered

WORDS_WORTH_OFFERING: Final = 3
"""A rest of a sentence with fewer words is not offered as the next selection."""


class Measure(StrEnum):
    """By how much an edge moves."""

    CHARACTER = "character"
    WORD = "word"
    CLAUSE = "clause"


@immutable
class Selecting:
    """Selection on one sheet, with the lower-case words that start a clause in its language."""

    sheet: Sheet
    conjunctions: Sequence[str] = ()

    def moved(self, span: Span, edge: Edge, measure: Measure, *, forward: bool) -> Span:
        """`span` with one edge moved; it never becomes empty and never leaves the text."""
        limit = Span(0, len(self.sheet.text))
        offset = span.end if edge is Edge.END else span.start
        around = self._reach(offset, limit, forward=forward)
        landed = self._landed(offset, around, edge, measure, forward=forward)
        if edge is Edge.END:
            return Span(span.start, landed) if landed > span.start else span
        return Span(landed, span.end) if landed < span.end else span

    def rest_of_sentence(self, index: int, start: int) -> Span | None:
        """The first words of a sentence from `start` on that no claim covers and that are worth a label."""
        unit = self.sheet.units[index].span
        if start >= unit.end:
            return None
        after = Span(max(start, unit.start), unit.end)
        covers = [part.span for claim in self.sheet.claims_in(after) for part in claim.fragments]
        rests = (rest_after(self.sheet.text, part.start, part) for part in uncovered(after, covers))
        return next((rest for rest in rests if self._is_worth_a_label(rest)), None)

    def expanded(self, span: Span, offset: int) -> Span:
        """The next larger of word, clause, quotation, sentence and paragraph around `offset`."""
        larger = (step for step in self.steps(offset) if step.contains(span) and step != span)
        return min(larger, key=len, default=span)

    def contracted(self, span: Span, offset: int) -> Span:
        """The next smaller of them."""
        smaller = (step for step in self.steps(offset) if span.contains(step) and step != span)
        return max(smaller, key=len, default=span)

    def steps(self, offset: int) -> list[Span]:
        """Word, clause, quotation, sentence and paragraph around `offset`, without empty ones."""
        text = self.sheet.text
        steps = [word_at(text, offset), quotation_at(text, offset), paragraph_at(text, offset)]
        index = self.sheet.unit_at(offset)
        if index is not None:
            unit = self.sheet.units[index].span
            steps += [clause_at(text, offset, unit, self.conjunctions), unit]
        return [trimmed(text, step) for step in steps if step]

    def clause(self, offset: int) -> Span:
        """The clause at `offset` within its sentence."""
        index = self.sheet.unit_at(offset)
        unit = self.sheet.units[index].span if index is not None else Span(0, len(self.sheet.text))
        return clause_at(self.sheet.text, offset, unit, self.conjunctions)

    def snapped(self, start: int, end: int) -> Span:
        """What a drag from `start` to `end`, which is further on, means: whole words."""
        span = snapped(self.sheet.text, Span(start, end))
        first, last = (
            word_at(self.sheet.text, span.start),
            word_at(self.sheet.text, max(span.start, span.end - 1)),
        )
        grown = span.hull(first) if first.start < span.start < first.end else span
        grown = grown.hull(last) if last.start < span.end < last.end else grown
        return trimmed(self.sheet.text, grown)

    def _reach(self, offset: int, limit: Span, *, forward: bool) -> Span:
        """As far as one step may go: the unit at `offset` and its neighbour on that side."""
        units = self.sheet.units
        index = self.sheet.unit_at(offset if forward else max(0, offset - 1))
        if index is None:
            return limit
        first = max(0, index if forward else index - 1)
        last = min(len(units) - 1, index + 1 if forward else index)
        return Span(min(units[first].start, offset), max(units[last].end, offset))

    def _landed(self, offset: int, around: Span, edge: Edge, measure: Measure, *, forward: bool) -> int:
        text = self.sheet.text
        side: Side = "end" if edge is Edge.END else "start"
        match measure:
            case Measure.CHARACTER:
                step = next_grapheme_edge if forward else previous_grapheme_edge
                return step(text, offset, around)
            case Measure.WORD:
                by_word = next_word_edge if forward else previous_word_edge
                return by_word(text, offset, around, edge=side)
            case Measure.CLAUSE:
                within = self._clause_reach(offset, around, forward=forward)
                by_clause = next_clause_edge if forward else previous_clause_edge
                return by_clause(text, offset, within, self.conjunctions, edge=side)

    def _clause_reach(self, offset: int, around: Span, *, forward: bool) -> Span:
        """Clauses are cut within one sentence: the one that holds the edge, or the one it moves into."""
        units = [self.sheet.units[index].span for index in self.sheet.units_in(around)]
        for unit in units if forward else reversed(units):
            if (unit.start <= offset < unit.end) if forward else (unit.start < offset <= unit.end):
                return unit
        beyond = [unit for unit in units if (unit.end > offset if forward else unit.start < offset)]
        return (beyond[0] if forward else beyond[-1]) if beyond else around

    def _is_worth_a_label(self, rest: Span) -> bool:
        return word_count(self.sheet.text, rest) >= WORDS_WORTH_OFFERING
