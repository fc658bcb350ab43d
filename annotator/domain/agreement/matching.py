"""Which claims of two annotators are the same one: the best pairs, each claim in at most one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import lcm

from annotator.domain.agreement.assignment import (
    Weights,
    components,
    free_assignment,
    ordered_assignment,
)
from annotator.domain.agreement.marks import Mark, document_order
from annotator.domain.agreement.overlap import Overlap, check_threshold, overlap


def match(
    ones: Sequence[Mark], others: Sequence[Mark], *, threshold: int = 50, labelled: bool = False
) -> tuple[tuple[Mark, Mark], ...]:
    """Pairs of marks that overlap by at least `threshold` percent, in document order of the first.

    They are those with the greatest sum of intersection over union; of equals those with more equal labels,
    then nearer edges, then those that stand first in the document. Which side is which makes no difference.
    Labels need not be equal, so that a dispute on a label stays one; with `labelled` they have to be.
    A `threshold` of 0 asks for any overlap. Ids are unique among all marks.
    """
    check_threshold(threshold)
    left, right = sorted(ones, key=document_order), sorted(others, key=document_order)
    candidates = {
        pair: found
        for pair, found in _candidates(left, right, threshold).items()
        if not labelled or left[pair[0]].label == right[pair[1]].label
    }
    result: list[tuple[int, int]] = []
    for group in components(candidates):
        result += group if len(group) == 1 else _best(left, right, {pair: candidates[pair] for pair in group})
    return tuple((left[one], right[other]) for one, other in sorted(result))


def _candidates(
    left: Sequence[Mark], right: Sequence[Mark], threshold: int
) -> dict[tuple[int, int], Overlap]:
    """The overlaps that reach the threshold, by places; both sides in document order."""
    result: dict[tuple[int, int], Overlap] = {}
    # The furthest end among the marks on the right up to each, so that those far before are passed over.
    reach: list[int] = []
    for mark in right:
        reach.append(max(mark.end, reach[-1] if reach else 0))
    first = 0
    for one, mark in enumerate(left):
        while first < len(right) and reach[first] <= mark.start:
            first += 1
        for other in range(first, len(right)):
            if right[other].start >= mark.end:
                break
            found = overlap(mark.spans, right[other].spans)
            if found.reaches(threshold):
                result[one, other] = found
    return result


def _best(
    left: Sequence[Mark], right: Sequence[Mark], candidates: Mapping[tuple[int, int], Overlap]
) -> list[tuple[int, int]]:
    """The best pairs of one component, in places of the two sides."""
    rows = sorted({one for one, _ in candidates})
    columns = sorted({other for _, other in candidates})
    weights = {
        (rows.index(one), columns.index(other)): weight
        for (one, other), weight in _weights(left, right, candidates).items()
    }
    are_apart = _lie_apart([left[one] for one in rows]) and _lie_apart([right[other] for other in columns])
    assign = ordered_assignment if are_apart else free_assignment
    return [(rows[row], columns[column]) for row, column in assign(len(rows), len(columns), weights)]


def _weights(
    left: Sequence[Mark], right: Sequence[Mark], candidates: Mapping[tuple[int, int], Overlap]
) -> Weights:
    """One whole number for each pair, the sums of which order as all four wishes one after the other.

    Overlap over a common denominator counts most; below it equal labels, then nearer edges; and in the last
    place a power of two, greater for what stands earlier, so that no two sets of pairs have equal sums.
    """
    scale = lcm(*(found.union for found in candidates.values()))
    errors = {(one, other): _edges(left[one], right[other]) for one, other in candidates}
    most_pairs, most_error = len(candidates) + 1, sum(errors.values()) + 1
    order = sorted(candidates, key=lambda pair: _place(left[pair[0]], right[pair[1]]))
    result: dict[tuple[int, int], int] = {}
    for place, pair in enumerate(order):
        found = candidates[pair]
        weight = found.shared * (scale // found.union)
        weight = weight * most_pairs + (left[pair[0]].label == right[pair[1]].label)
        weight = weight * most_error - errors[pair]
        result[pair] = (weight << len(order)) + (1 << (len(order) - 1 - place))
    return result


def _edges(one: Mark, other: Mark) -> int:
    """The code points between the two starts and between the two ends."""
    return abs(one.start - other.start) + abs(one.end - other.end)


def _place(one: Mark, other: Mark) -> tuple[tuple[int, int, str, str], ...]:
    """Where a pair stands in the document, whichever side is which."""
    return tuple(sorted((document_order(one), document_order(other))))


def _lie_apart(marks: Sequence[Mark]) -> bool:
    return all(first.end <= second.start for first, second in pairwise(marks))
