from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.spans import Span, merged, trimmed, uncovered

offsets = st.integers(0, 40)
spans = st.tuples(offsets, offsets).map(lambda ends: Span(min(ends), max(ends)))


def covered(*parts: Span) -> set[int]:
    return {offset for part in parts for offset in range(part.start, part.end)}


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 2), (-2, -1)])
def test_what_is_reversed_or_negative_is_no_span(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


def test_an_empty_span_is_false_and_has_no_words() -> None:
    assert not Span(2, 2)
    assert Span(2, 2).of("abcd") == ""
    assert Span(1, 3).of("a\U0001f600cd") == "\U0001f600c"


@given(spans, spans)
def test_meet_and_hull_are_those_of_the_offsets(one: Span, other: Span) -> None:
    both = covered(one) & covered(other)
    meet = one.meet(other)
    assert (covered(meet) if meet else set()) == both
    hull = one.hull(other)
    assert (hull.start, hull.end) == (min(one.start, other.start), max(one.end, other.end))
    assert hull.contains(one)
    assert hull.contains(other)


@given(spans.filter(bool), spans.filter(bool), offsets)
def test_overlapping_and_covering_are_those_of_the_offsets(one: Span, other: Span, offset: int) -> None:
    assert one.overlaps(other) is bool(covered(one) & covered(other))
    assert one.contains(other) is (covered(other) <= covered(one))
    assert one.covers(offset) is (offset in covered(one))


@given(st.lists(spans))
def test_merging_covers_the_same_in_ascending_order_with_room_between(parts: list[Span]) -> None:
    result = merged(parts)
    assert covered(*result) == covered(*parts)
    assert all(left.end < right.start for left, right in itertools.pairwise(result))
    assert merged(result) == result


@given(spans, st.lists(spans))
def test_what_is_uncovered_is_the_rest_in_ascending_order(whole: Span, covers: list[Span]) -> None:
    rest = uncovered(whole, covers)
    assert covered(*rest) == covered(whole) - covered(*covers)
    assert all(rest)
    assert all(left.end < right.start for left, right in itertools.pairwise(rest))


@given(st.text(st.sampled_from("a \u00a0\n\u3000.\U0001f600"), max_size=12), st.data())
def test_trimming_takes_white_space_alone(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    inner = trimmed(text, span)
    assert span.contains(inner)
    assert inner.of(text) == span.of(text).strip()
    assert inner or inner.start == span.start
