"""Which claims of several annotators are about the same words: the units that a review goes through.

A region is a run of marks that overlap one another; within it, marks of different annotators are joined where
they overlap enough, best first, and only where every two members of the unit do (complete linkage), so that a
chain of half-overlaps does not become one unit. Nothing here depends on the order of annotators or marks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import combinations
from math import lcm
from typing import Final

from annotator.domain.agreement.marks import Mark, MarkedArticle
from annotator.domain.agreement.overlap import Overlap, check_threshold, covered_length, overlap
from annotator.domain.immutable import immutable
from annotator.domain.spans import Span

DEFAULT_THRESHOLD: Final = 50
"""Percent of intersection over union from which two marks are candidates for one unit."""


class Presence(StrEnum):
    """What an annotator has in a unit. Missing is whoever did not finish the article: it says nothing."""

    MARKED = "marked"
    NO_MARK = "no_mark"
    MISSING = "missing"


@immutable
class Cell:
    """One annotator's part of a unit; `mark` is there exactly where `presence` is MARKED."""

    annotator_id: str
    presence: Presence
    mark: Mark | None = None

    @property
    def label(self) -> str | None:
        return self.mark.label if self.mark else None


@immutable
class ReviewUnit:
    """Marks of different annotators on the same words, with one cell for each annotator, by annotator id.

    `region` counts the regions of the article from 0: what a lead sees at once. `medoid` is the member
    whose boundary is proposed, being nearest to all others; its label is one vote like any other.
    """

    article_id: str
    region: int
    cells: tuple[Cell, ...]
    medoid: Mark

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Its members, by annotator id."""
        return tuple(cell.mark for cell in self.cells if cell.mark)

    @property
    def key(self) -> tuple[str, ...]:
        """The sorted ids of its members, by which the unit is found again after any recomputation."""
        return tuple(sorted(cell.mark.id for cell in self.cells if cell.mark))

    @property
    def span(self) -> Span:
        """From the first start to the last end of its members."""
        marks = self.marks
        return Span(min(mark.start for mark in marks), max(mark.end for mark in marks))

    @property
    def absent_ids(self) -> tuple[str, ...]:
        """The annotators who finished the article and marked nothing here."""
        return tuple(cell.annotator_id for cell in self.cells if cell.presence is Presence.NO_MARK)

    @property
    def missing_ids(self) -> tuple[str, ...]:
        """The annotators who did not finish the article."""
        return tuple(cell.annotator_id for cell in self.cells if cell.presence is Presence.MISSING)

    def cell(self, annotator_id: str) -> Cell | None:
        """The cell of an annotator, or None for one who was not asked."""
        return next((cell for cell in self.cells if cell.annotator_id == annotator_id), None)


def align(article: MarkedArticle, *, threshold: int = DEFAULT_THRESHOLD) -> tuple[ReviewUnit, ...]:
    """The review units of an article in text order; empty where nobody who finished marked anything.

    Raises ValueError for a `threshold` that is no percentage from 0 to 100; 0 asks for any overlap.
    """
    check_threshold(threshold)
    absent = {
        annotator: Cell(annotator, Presence.NO_MARK if annotator in article.finished else Presence.MISSING)
        for annotator in sorted(article.annotators | article.finished)
    }
    units: list[ReviewUnit] = []
    for region, marks in enumerate(_regions(article.counted_marks())):
        for members in _clusters(marks, threshold):
            cells = absent | {mark.annotator_id: _marked(mark) for mark in members}
            units.append(ReviewUnit(article.article_id, region, tuple(cells.values()), medoid(members)))
    return tuple(units)


def medoid(marks: Sequence[Mark]) -> Mark:
    """The mark with the greatest sum of overlap with the others, none of them by the same annotator.

    Of equals the one of which there are most identical copies, then the shorter, the earlier, and the one
    of the first annotator by id.
    """
    copies = [mark.spans for mark in marks]
    if copies.count(copies[0]) == len(copies):
        return min(marks, key=lambda mark: mark.annotator_id)
    found = {pair: overlap(copies[pair[0]], copies[pair[1]]) for pair in combinations(range(len(marks)), 2)}
    # Sums of fractions in whole numbers: over one denominator they need not be rounded.
    scale = lcm(*(each.union for each in found.values()))
    nearness = [0] * len(marks)
    for pair, each in found.items():
        for place in pair:
            nearness[place] += each.shared * (scale // each.union)
    best = min(
        range(len(marks)),
        key=lambda place: (
            -nearness[place],
            -copies.count(copies[place]),
            covered_length(copies[place]),
            copies[place],
            marks[place].annotator_id,
        ),
    )
    return marks[best]


def _marked(mark: Mark) -> Cell:
    return Cell(mark.annotator_id, Presence.MARKED, mark)


def _regions(marks: Sequence[Mark]) -> Iterator[list[Mark]]:
    """Runs of marks in document order whose hulls overlap; a new one starts where all before have ended."""
    region: list[Mark] = []
    furthest = 0
    for mark in marks:
        if region and mark.start >= furthest:
            yield region
            region = []
        region.append(mark)
        furthest = max(furthest, mark.end)
    if region:
        yield region


def _clusters(marks: list[Mark], threshold: int) -> list[list[Mark]]:
    """The units of one region, by the least start and end of their members."""
    if len(marks) == 1:
        return [marks]
    pairs = _candidates(marks, threshold)
    clusters = [[place] for place in range(len(marks))]
    for one, other in sorted(pairs, key=lambda pair: _preference(marks, pair, pairs[pair])):
        left, right = clusters[one], clusters[other]
        if left is right or not _fit(left, right, pairs):
            continue
        left += right
        for place in right:
            clusters[place] = left
    distinct = {id(cluster): sorted(cluster) for cluster in clusters}.values()
    units = [[marks[place] for place in cluster] for cluster in sorted(distinct)]
    return sorted(units, key=lambda unit: (unit[0].start, min(mark.end for mark in unit)))


def _candidates(marks: Sequence[Mark], threshold: int) -> dict[tuple[int, int], Overlap]:
    """The overlaps of marks by different annotators that reach the threshold, by places in the region."""
    result: dict[tuple[int, int], Overlap] = {}
    for one, mark in enumerate(marks):
        for other in range(one + 1, len(marks)):
            second = marks[other]
            if second.start >= mark.end:
                break
            if second.annotator_id == mark.annotator_id:
                continue
            found = overlap(mark.spans, second.spans)
            if found.reaches(threshold):
                result[one, other] = found
    return result


def _preference(
    marks: Sequence[Mark], pair: tuple[int, int], found: Overlap
) -> tuple[float, bool, int, tuple[int, int]]:
    """Most overlap first, then equal labels, then nearer edges, then document order.

    The quotient orders as the exact fractions do: in texts of less than 2**26 code points two different
    fractions lie further apart than floating point rounds.
    """
    one, other = marks[pair[0]], marks[pair[1]]
    edges = abs(one.start - other.start) + abs(one.end - other.end)
    return -found.shared / found.union, one.label != other.label, edges, pair


def _fit(left: list[int], right: list[int], pairs: dict[tuple[int, int], Overlap]) -> bool:
    """Whether every two members of both overlap enough; two marks of one annotator are never a pair."""
    return all(((a, b) if a < b else (b, a)) in pairs for a in left for b in right)
