from __future__ import annotations

from itertools import combinations, product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.agreement.assignment import Weights, free_assignment, ordered_assignment
from annotator.domain.agreement.marks import Mark, document_order
from annotator.domain.agreement.matching import match
from annotator.domain.agreement.overlap import overlap
from annotator.domain.agreement.span_f1 import Likeness, pair_counts
from annotator.domain.spans import Span
from tests.unit.domain.agreement.marked import Spot, apart_spots, mark, marks_of, reference

_apart = apart_spots()


def sides(ones: list[Spot], others: list[Spot]) -> tuple[list[Mark], list[Mark]]:
    return (
        [mark(start, end, label, by="anna") for start, end, label in ones],
        [mark(start, end, label, by="ben") for start, end, label in others],
    )


def best_by_trial(ones: list[Mark], others: list[Mark], threshold: int) -> tuple[tuple[Mark, Mark], ...]:
    """Every set of pairs tried, and the best by the four wishes one after the other."""
    edges = [
        pair for pair in product(ones, others) if overlap(pair[0].spans, pair[1].spans).reaches(threshold)
    ]
    edges.sort(key=lambda pair: sorted(map(document_order, pair)))

    def worth(chosen: tuple[int, ...]) -> tuple[object, ...]:
        pairs = [edges[place] for place in chosen]
        return (
            sum(overlap(one.spans, other.spans).iou for one, other in pairs),
            sum(one.label == other.label for one, other in pairs),
            -sum(abs(one.start - other.start) + abs(one.end - other.end) for one, other in pairs),
            [place in chosen for place in range(len(edges))],
        )

    possible = [
        chosen
        for size in range(min(len(ones), len(others)) + 1)
        for chosen in combinations(range(len(edges)), size)
        if len({edges[place][0].id for place in chosen}) == size
        and len({edges[place][1].id for place in chosen}) == size
    ]
    pairs = (edges[place] for place in max(possible, key=worth))
    return tuple(sorted(pairs, key=lambda pair: document_order(pair[0])))


def test_reference_values(shared: Path) -> None:
    for case in reference(shared, "span_match"):
        data, expected = case["data"], case["expected"]
        ones, others = sides(data["A"], data["B"])
        threshold, labelled = data["tau_percent"], data["labelled"]
        pairs = match(ones, others, threshold=threshold, labelled=labelled)
        places = [[ones.index(one), others.index(other)] for one, other in pairs]
        assert places == expected["matches"], case["name"]
        asked = Likeness.RELAXED if labelled else Likeness.BOUNDARY
        for name, likeness, at in (
            ("f1", asked, threshold),
            ("soft_f1", Likeness.SOFT, None),
            ("char_f1", Likeness.CHARACTER, None),
        ):
            common, size = pair_counts(ones, others, likeness, threshold=at)
            found = float(common / size) if size else None
            assert found == pytest.approx(expected[name], abs=case["tolerance"]), (case["name"], name)


@given(marks_of("anna"), marks_of("ben"), st.sampled_from([0, 10, 30, 50, 51, 100]))
def test_the_match_is_the_best_there_is(ones: list[Mark], others: list[Mark], threshold: int) -> None:
    few = (ones[:4], others[:4])
    assert match(*few, threshold=threshold) == best_by_trial(*few, threshold)


@given(_apart, _apart, st.sampled_from([0, 20, 50]))
def test_claims_that_lie_apart_match_as_well_as_can_be(
    ones: list[Spot], others: list[Spot], threshold: int
) -> None:
    left, right = sides(ones[:4], others[:4])
    assert match(left, right, threshold=threshold) == best_by_trial(left, right, threshold)


@given(marks_of("anna"), marks_of("ben"), st.sampled_from([0, 30, 50]), st.booleans())
def test_who_is_compared_to_whom_makes_no_difference(
    ones: list[Mark], others: list[Mark], threshold: int, labelled: bool
) -> None:
    found = match(ones, others, threshold=threshold, labelled=labelled)
    turned = match(others[::-1], ones[::-1], threshold=threshold, labelled=labelled)
    assert set(found) == {(other, one) for one, other in turned}


@given(_apart, _apart)
def test_above_half_a_claim_has_at_most_one_candidate(ones: list[Spot], others: list[Spot]) -> None:
    left, right = sides(ones, others)
    candidates = [
        (one, other) for one in left for other in right if overlap(one.spans, other.spans).reaches(51)
    ]
    assert len({one.id for one, _ in candidates}) == len(candidates)
    assert len({other.id for _, other in candidates}) == len(candidates)
    assert list(match(left, right, threshold=51)) == candidates


def test_greed_is_not_the_best() -> None:
    left, right = sides([(0, 20, "c"), (20, 34, "c")], [(0, 7, "c"), (7, 30, "c")])
    pairs = match(left, right, threshold=0)
    assert pairs == ((left[0], right[0]), (left[1], right[1]))
    # 7/20 + 10/27, where the best single pair, 13/30, would leave nothing for the others.
    assert float(sum(overlap(one.spans, other.spans).iou for one, other in pairs)) == pytest.approx(0.72037)


def test_of_equals_the_pair_with_the_same_label_is_taken() -> None:
    left, right = sides([(0, 40, "c")], [(0, 20, "d"), (20, 40, "c")])
    assert match(left, right, threshold=50) == ((left[0], right[1]),)


def test_a_dispute_on_the_label_is_a_match_unless_labels_are_asked_for() -> None:
    left, right = sides([(0, 40, "c")], [(0, 40, "d")])
    assert match(left, right) == ((left[0], right[0]),)
    assert match(left, right, labelled=True) == ()


def test_fragments_are_compared_by_what_they_cover() -> None:
    one = Mark("one", "anna", "c", (Span(0, 10), Span(30, 40)))
    hull = Mark("hull", "ben", "c", (Span(0, 40),))
    same = Mark("same", "ben", "c", (Span(0, 10), Span(30, 40)))
    assert match([one], [hull, same], threshold=50) == ((one, same),)
    assert overlap(one.spans, hull.spans) == (20, 40)


_places = st.tuples(st.integers(0, 4), st.integers(0, 4))
_weights = st.dictionaries(_places, st.integers(1, 50), max_size=12)


def _worth(pairs: list[tuple[int, int]], weights: Weights) -> int:
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
    return sum(weights[pair] for pair in pairs)


@given(_weights)
def test_a_free_assignment_is_worth_as_much_as_the_best_of_all(weights: dict[tuple[int, int], int]) -> None:
    possible = (
        chosen
        for size in range(6)
        for chosen in combinations(weights, size)
        if len({row for row, _ in chosen}) == size and len({column for _, column in chosen}) == size
    )
    best = max(sum(weights[pair] for pair in chosen) for chosen in possible)
    assert _worth(free_assignment(5, 5, weights), weights) == best


@given(_weights)
def test_an_ordered_assignment_is_the_best_without_crossings(weights: dict[tuple[int, int], int]) -> None:
    possible = (
        chosen
        for size in range(6)
        for chosen in combinations(sorted(weights), size)
        if all(one[0] < other[0] and one[1] < other[1] for one, other in combinations(chosen, 2))
    )
    best = max(sum(weights[pair] for pair in chosen) for chosen in possible)
    found = ordered_assignment(5, 5, weights)
    assert _worth(found, weights) == best
    assert all(one[0] < other[0] and one[1] < other[1] for one, other in combinations(found, 2))


def test_nested_claims_are_assigned_crossing_or_not() -> None:
    outer, inner = (0, 50, "c"), (10, 20, "c")
    left, right = sides([outer, inner], [inner, outer])
    assert {(one.start, other.start) for one, other in match(left, right)} == {(0, 0), (10, 10)}
