"""Letters: nobody can tell from them who is who."""

from __future__ import annotations

from collections import Counter

from annotator.domain.review.cases import cases
from annotator.domain.review.letters import drawn, letter_of, lettered, sides
from tests.unit.domain.agreement.marked import article

PEOPLE = ("anna", "ben", "chen")


def test_every_order_is_about_equally_likely_and_nobody_has_a_letter_of_her_own() -> None:
    orders = [tuple(drawn(PEOPLE, seed=7, key=f"item {number}")) for number in range(1200)]
    counts = Counter(orders)
    assert len(counts) == 6
    assert all(150 <= count <= 250 for count in counts.values())
    first_200 = Counter(order[0] for order in orders[:200])
    assert all(50 <= count <= 84 for count in first_200.values())


def test_letters_stay_for_an_item_and_a_seed() -> None:
    assert drawn(PEOPLE, seed=7, key="one") == drawn(reversed(PEOPLE), seed=7, key="one")
    assert any(drawn(PEOPLE, seed=7, key=key) != drawn(PEOPLE, seed=8, key=key) for key in "abcdef")


def test_who_has_not_finished_comes_last() -> None:
    spots = {one: [(0, 9, "disputed")] for one in (*PEOPLE, "dee")}
    for seed in range(20):
        (case,) = cases(article(spots, unfinished=["ben"]))
        assert lettered(case, seed=seed)["D"].annotator_id == "ben"


def test_there_is_a_letter_for_everybody() -> None:
    assert [letter_of(place) for place in (0, 25, 26, 51, 52)] == ["A", "Z", "AA", "AZ", "BA"]


def test_sides_say_who_is_of_one_mind() -> None:
    (same,) = cases(article({one: [(0, 9, "disputed")] for one in PEOPLE}))
    assert sides(same, seed=1) == ("A=B=C", ("disputed",) * len(PEOPLE))
    (words,) = cases(article({"anna": [(0, 9, "disputed")], "ben": [(0, 8, "disputed")]}))
    assert sides(words, seed=1) == ("A≈B", ("disputed", "disputed"))
    (labels,) = cases(article({"anna": [(0, 9, "disputed")], "ben": [(0, 9, "confirmed")]}))
    letters = lettered(labels, seed=1)
    assert sides(labels, seed=1) == ("A≠B", (*letters["A"].labels, *letters["B"].labels))


def test_labels_stand_in_the_order_of_the_letters_also_where_a_and_c_agree() -> None:
    spots = {"anna": [(0, 9, "disputed")], "ben": [(0, 9, "disputed")], "chen": []}
    (case,) = cases(article(spots))
    found = {sides(case, seed=seed) for seed in range(40)}
    assert found == {
        ("A=B≠C", ("disputed", "disputed", "")),
        ("A=C≠B", ("disputed", "disputed", "")),
        ("A≠B=C", ("", "disputed", "disputed")),
    }
