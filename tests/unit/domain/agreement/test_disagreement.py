from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given

from annotator.domain.agreement.alignment import align
from annotator.domain.agreement.disagreement import (
    Disagreement,
    Kind,
    disagreements,
    nominal_distance,
    ordinal_distance,
)
from annotator.domain.agreement.marks import MarkedArticle
from tests.unit.domain.agreement.marked import LABELS, Spot, article, articles


def found_in(spots: dict[str, Sequence[Spot]], *, unfinished: Sequence[str] = ()) -> tuple[Disagreement, ...]:
    return disagreements(align(article(spots, unfinished=unfinished)))


def only(spots: dict[str, Sequence[Spot]], *, unfinished: Sequence[str] = ()) -> Disagreement:
    (found,) = found_in(spots, unfinished=unfinished)
    return found


def same(label: str, *people: str) -> dict[str, Sequence[Spot]]:
    return {by: [(0, 20, label)] for by in people}


@pytest.mark.parametrize(
    ("spots", "value", "kinds"),
    [
        (same("c", "a", "b", "e"), 0.0, (Kind.AGREED,)),
        (same("c", "a") | {"b": [], "d": [], "e": [], "f": []}, 0.4, (Kind.MISSING,)),
        (same("c", "a", "b") | {"d": [], "e": [], "f": []}, 0.6, (Kind.MISSING,)),
        (same("c", "a", "b", "d") | same("u", "e", "f"), 0.6, (Kind.LABEL,)),
        (same("c", "a") | {"b": [(0, 10, "c")]}, 0.5, (Kind.SPAN,)),
        (same("c", "a") | {"b": [(0, 10, "u")]}, 1.0, (Kind.LABEL, Kind.SPAN)),
    ],
)
def test_by_hand(spots: dict[str, Sequence[Spot]], value: float, kinds: tuple[Kind, ...]) -> None:
    found = only(spots)
    assert found.value == pytest.approx(value)
    assert found.kinds == kinds
    assert found.kind is kinds[0]
    assert found.is_open is (value > 0)


def test_the_parts_say_where_it_comes_from() -> None:
    """Anna and Ben share 15 of 20 letters under two labels; Chen has nothing. Three pairs."""
    found = only({"anna": [(0, 20, "c")], "ben": [(0, 15, "u")], "chen": []})
    assert found.existence == pytest.approx(2 / 3)
    assert found.boundary == pytest.approx(0.25 / 3)
    assert found.label == pytest.approx(0.75 / 3)
    assert found.value == pytest.approx(1)
    assert found.kinds == (Kind.LABEL, Kind.MISSING, Kind.SPAN)
    assert found.annotator_pairs == (("anna", "ben"), ("anna", "chen"), ("ben", "chen"))
    assert found.label_pairs == (("c", "u"), ("c", None), ("u", None))


@given(articles())
def test_the_parts_add_up_and_stay_within_bounds(one: MarkedArticle) -> None:
    for found in disagreements(align(one)):
        if found.value is None:
            assert len(one.finished) < 2
            assert found.kinds == (Kind.UNCOMPARED,)
            assert not found.is_open
            continue
        assert 0 <= found.value <= 1 + 1e-12
        assert found.value == pytest.approx(found.existence + found.boundary + found.label)
        assert (found.value == 0) is (found.kinds == (Kind.AGREED,))
        assert (found.existence > 0) is (Kind.MISSING in found.kinds)
        assert (found.boundary > 0) is (Kind.SPAN in found.kinds)
        assert (found.label > 0) is (Kind.LABEL in found.kinds)


def test_one_who_has_not_finished_takes_no_part() -> None:
    agreed = only(same("c", "anna", "ben") | {"chen": []}, unfinished=["chen"])
    assert agreed.kind is Kind.AGREED
    alone = only(same("c", "anna") | {"ben": []}, unfinished=["ben"])
    assert alone.value is None
    assert alone.kind is Kind.UNCOMPARED


def test_one_claim_against_two_is_a_split() -> None:
    found = found_in({"anna": [(0, 40, "c")], "ben": [(0, 21, "c"), (22, 40, "c")]})
    assert [each.kinds for each in found] == [(Kind.SPLIT, Kind.SPAN), (Kind.SPLIT, Kind.MISSING)]


def test_an_agreed_claim_beside_a_split_is_none() -> None:
    found = found_in({"anna": [(0, 40, "c")], "ben": [(0, 21, "c"), (22, 40, "c")], "chen": [(0, 40, "c")]})
    assert all(each.kind is Kind.SPLIT for each in found)


@pytest.mark.parametrize(
    "spots",
    [
        # The second claim of Ben only touches Anna's with its edge.
        {"anna": [(0, 22, "c")], "ben": [(0, 20, "c"), (20, 40, "c")]},
        # Ben has a claim within his own.
        {"anna": [(0, 40, "c")], "ben": [(0, 40, "c"), (10, 20, "c")]},
        # The two claims are of two annotators.
        {"anna": [(0, 40, "c")], "ben": [(0, 19, "c")], "chen": [(21, 40, "c")]},
    ],
)
def test_not_everything_that_overlaps_twice_is_a_split(spots: dict[str, Sequence[Spot]]) -> None:
    assert all(Kind.SPLIT not in each.kinds for each in found_in(spots))


def test_a_region_says_nothing_of_the_next() -> None:
    found = found_in({"anna": [(0, 20, "c"), (20, 40, "c")], "ben": [(0, 20, "c"), (20, 40, "c")]})
    assert [each.kind for each in found] == [Kind.AGREED, Kind.AGREED]


def test_ordered_labels_are_apart_by_their_ranks() -> None:
    distance = ordinal_distance(LABELS)
    assert distance("confirmed", "unverified") == 1
    assert distance("confirmed", "disputed") == distance("disputed", "unverified") == 0.5
    assert distance("disputed", "disputed") == 0
    assert distance("disputed", "archived") == 1
    assert nominal_distance("disputed", "archived") == 1
    near = article({"anna": [(0, 9, "confirmed")], "ben": [(0, 9, "disputed")]})
    (found,) = disagreements(align(near), distance=distance)
    assert found.value == pytest.approx(0.5)
    assert found.kind is Kind.LABEL


def test_one_label_in_order_is_near_itself() -> None:
    assert ordinal_distance(["claim"])("claim", "claim") == 0
