from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.agreement.overlap import Overlap, check_threshold, overlap, shared_length
from annotator.domain.spans import Span, merged
from tests.unit.domain.agreement.marked import spans

_covers = st.lists(spans, min_size=1, max_size=4).map(merged)


@given(_covers, _covers)
def test_overlap_counts_the_letters_under_both_and_under_any(
    one: tuple[Span, ...], other: tuple[Span, ...]
) -> None:
    first = {place for span in one for place in range(span.start, span.end)}
    second = {place for span in other for place in range(span.start, span.end)}
    assert overlap(one, other) == (len(first & second), len(first | second))
    assert overlap(one, other) == overlap(other, one)


def test_touching_is_no_overlap_at_any_threshold() -> None:
    found = overlap([Span(0, 10)], [Span(10, 20)])
    assert found == Overlap(0, 20)
    assert not found.reaches(0)


def test_what_lies_in_the_hole_of_a_claim_is_not_shared() -> None:
    assert shared_length([Span(0, 5), Span(20, 25)], [Span(5, 20)]) == 0


def test_the_threshold_is_met_exactly() -> None:
    half = overlap([Span(0, 40)], [Span(0, 20)])
    assert half.iou == Fraction(1, 2)
    assert half.reaches(50)
    assert not half.reaches(51)


@pytest.mark.parametrize("threshold", [-1, 101])
def test_a_threshold_is_a_percentage(threshold: int) -> None:
    with pytest.raises(ValueError, match="threshold"):
        check_threshold(threshold)
