"""How much two claims have in common, in whole numbers, so that no threshold depends on rounding."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from annotator.domain.spans import Span


class Overlap(NamedTuple):
    """The code points that both claims cover and that at least one covers. Touching is not overlap."""

    shared: int
    union: int

    def reaches(self, threshold: int) -> bool:
        """Whether they overlap, and intersection over union is at least `threshold` percent."""
        return self.shared > 0 and self.shared * 100 >= threshold * self.union

    @property
    def iou(self) -> Fraction:
        """Intersection over union, exact."""
        return Fraction(self.shared, self.union)


def overlap(one: Sequence[Span], other: Sequence[Span]) -> Overlap:
    """The overlap of two claims, each the union of its fragments (ascending, apart, none empty)."""
    if len(one) == 1 and len(other) == 1:
        a, b = one[0], other[0]
        shared = max(0, min(a.end, b.end) - max(a.start, b.start))
        return Overlap(shared, a.end - a.start + b.end - b.start - shared)
    shared = shared_length(one, other)
    return Overlap(shared, covered_length(one) + covered_length(other) - shared)


def covered_length(spans: Sequence[Span]) -> int:
    """The number of code points under spans that lie apart."""
    return sum(span.end - span.start for span in spans)


def shared_length(one: Sequence[Span], other: Sequence[Span]) -> int:
    """The number of code points under both; each side ascending and apart."""
    shared = first = second = 0
    while first < len(one) and second < len(other):
        a, b = one[first], other[second]
        shared += max(0, min(a.end, b.end) - max(a.start, b.start))
        if a.end <= b.end:
            first += 1
        else:
            second += 1
    return shared


def check_threshold(threshold: int) -> None:
    """Raise ValueError unless `threshold` is a whole percentage; 0 asks for any overlap."""
    if not 0 <= threshold <= 100:
        raise ValueError(f"not a threshold of overlap: {threshold} %")
