"""Stretches of text, as half-open ranges of Unicode code points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from annotator.domain.immutable import immutable


@immutable(order=True)
class Span:
    """The code points `start` up to but not including `end` of an article's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        return self.end > self.start

    def of(self, text: str) -> str:
        """The words that this span covers in `text`."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def covers(self, offset: int) -> bool:
        return self.start <= offset < self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def meet(self, other: Span) -> Span | None:
        """The part that both cover, or None where they only touch or lie apart."""
        if other.start <= self.start < self.end <= other.end:
            return self
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Span(start, end) if start < end else None

    def hull(self, other: Span) -> Span:
        """The smallest span that covers both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


def runs(offsets: Iterable[int]) -> Iterator[Span]:
    """`offsets`, which ascend, as few spans as can be."""
    for _, group in groupby(enumerate(offsets), key=lambda pair: pair[1] - pair[0]):
        together = [offset for _, offset in group]
        yield Span(together[0], together[-1] + 1)


def trimmed(text: str, span: Span) -> Span:
    """`span` without the white space at its two ends; empty at its start if it holds nothing else."""
    words = span.of(text)
    stripped = words.strip()
    if len(stripped) == span.end - span.start:
        return span
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(stripped)) if stripped else Span(span.start, span.start)


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same cover in ascending order with touching and overlapping spans made one."""
    result: list[Span] = []
    for span in sorted(spans):
        if result and span.start <= result[-1].end:
            result[-1] = result[-1].hull(span)
        else:
            result.append(span)
    return tuple(result)


def uncovered(whole: Span, covers: Iterable[Span]) -> tuple[Span, ...]:
    """The parts of `whole` that none of `covers` covers, in ascending order."""
    result: list[Span] = []
    start = whole.start
    for cover in merged(cover for cover in covers if cover):
        if cover.start > start and (gap := whole.meet(Span(start, cover.start))):
            result.append(gap)
        start = max(start, cover.end)
    if start < whole.end:
        result.append(Span(max(start, whole.start), whole.end))
    return tuple(result)
