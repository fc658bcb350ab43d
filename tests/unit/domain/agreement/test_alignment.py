from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.agreement.alignment import Presence, ReviewUnit, align, medoid
from annotator.domain.agreement.disagreement import disagreements
from annotator.domain.agreement.marks import Mark, MarkedArticle
from annotator.domain.agreement.overlap import overlap
from annotator.domain.spans import Span
from tests.unit.domain.agreement.marked import article, articles, mark, permutations, reference, renamed

thresholds = st.sampled_from([0, 30, 50, 51, 80, 100])


def members(units: tuple[ReviewUnit, ...]) -> list[tuple[str, ...]]:
    return [unit.key for unit in units]


def test_reference_values(shared: Path) -> None:
    for case in reference(shared, "span_units"):
        data, expected = case["data"], case["expected"]
        marks = [
            Mark(str(number), by, label, (Span(start, end),))
            for by, each in data["spans"].items()
            for start, end, label, number in each
        ]
        people = frozenset(data["completed"])
        units = align(
            MarkedArticle("article", 100, people, people, tuple(marks)), threshold=data["tau_percent"]
        )
        assert [[int(name) for name in unit.key] for unit in units] == expected["units"], case["name"]
        assert [[unit.medoid.start, unit.medoid.end] for unit in units] == expected["medoids"]
        values = [found.value for found in disagreements(units)]
        assert values == pytest.approx(expected["disagreement"], abs=case["tolerance"]), case["name"]


@given(articles(), thresholds)
def test_every_mark_of_those_who_finished_is_in_one_unit(one: MarkedArticle, threshold: int) -> None:
    found = [member for unit in align(one, threshold=threshold) for member in unit.marks]
    assert sorted(found, key=lambda m: m.id) == sorted(one.counted_marks(), key=lambda m: m.id)


@given(articles(), thresholds)
def test_all_members_of_a_unit_overlap_enough(one: MarkedArticle, threshold: int) -> None:
    for unit in align(one, threshold=threshold):
        assert len({member.annotator_id for member in unit.marks}) == len(unit.marks)
        for first, second in combinations(unit.marks, 2):
            assert overlap(first.spans, second.spans).reaches(threshold)


@given(articles(), thresholds)
def test_two_units_that_could_be_one_are_one(one: MarkedArticle, threshold: int) -> None:
    for first, second in combinations(align(one, threshold=threshold), 2):
        pairs = [(a, b) for a in first.marks for b in second.marks]
        assert any(
            a.annotator_id == b.annotator_id or not overlap(a.spans, b.spans).reaches(threshold)
            for a, b in pairs
        )


@given(articles(), permutations, thresholds)
def test_neither_names_nor_order_change_the_units(
    one: MarkedArticle, names: dict[str, str], threshold: int
) -> None:
    units, turned = align(one, threshold=threshold), align(renamed(one, names), threshold=threshold)
    assert members(units) == members(turned)
    assert [unit.region for unit in units] == [unit.region for unit in turned]
    assert [unit.medoid.spans for unit in units] == [unit.medoid.spans for unit in turned]
    assert [found.value for found in disagreements(units)] == [found.value for found in disagreements(turned)]
    assert [found.kinds for found in disagreements(units)] == [found.kinds for found in disagreements(turned)]


@given(articles())
def test_units_stand_in_text_order_and_regions_do_not_overlap(one: MarkedArticle) -> None:
    units = align(one)
    starts = [unit.span.start for unit in units]
    assert starts == sorted(starts)
    for first, second in combinations(units, 2):
        assert first.region <= second.region
        if first.region < second.region:
            assert first.span.end <= second.span.start


@given(articles())
def test_every_annotator_has_a_cell_that_says_what_is_known(one: MarkedArticle) -> None:
    for unit in align(one):
        assert [cell.annotator_id for cell in unit.cells] == sorted(one.annotators)
        for cell in unit.cells:
            is_finished = cell.annotator_id in one.finished
            assert (cell.presence is Presence.MISSING) is not is_finished
            assert (cell.presence is Presence.MARKED) is (cell.mark is not None)


def test_the_key_survives_what_is_added_elsewhere() -> None:
    one = article({"anna": [(0, 10, "c")], "ben": [(0, 11, "c")]})
    more = replace(one, marks=(mark(30, 40, by="ben"), *one.marks))
    assert align(one)[0].key == align(more)[0].key
    assert align(more)[1].key == ("ben-30-40-disputed",)


def test_unfinished_work_is_missing_and_not_no_claim() -> None:
    spots = {"anna": [(0, 10, "c")], "ben": [(0, 10, "c")], "chen": []}
    (unit,) = align(article(spots, unfinished=["ben"]))
    assert unit.missing_ids == ("ben",)
    assert unit.absent_ids == ("chen",)
    assert [member.annotator_id for member in unit.marks] == ["anna"]


def test_a_stranger_has_no_cell() -> None:
    (unit,) = align(article({"anna": [(0, 10, "c")]}))
    assert unit.cell("anna") == unit.cells[0]
    assert unit.cell("ben") is None


def test_equal_overlap_prefers_the_equal_label() -> None:
    one = article({"anna": [(0, 40, "c")], "ben": [(0, 20, "d"), (20, 40, "c")]})
    assert members(align(one)) == [("ben-0-20-d",), ("anna-0-40-c", "ben-20-40-c")]


def test_a_claim_in_the_hole_of_another_is_a_unit_of_its_own() -> None:
    holed = Mark("holed", "anna", "c", (Span(0, 10), Span(20, 30)))
    inner = Mark("inner", "ben", "c", (Span(10, 20),))
    people = frozenset(("anna", "ben"))
    units = align(MarkedArticle("article", 30, people, people, (holed, inner)), threshold=0)
    assert members(units) == [("holed",), ("inner",)]
    assert [unit.region for unit in units] == [0, 0]


@pytest.mark.parametrize(
    ("spots", "expected"),
    [
        # The greatest sum of overlap, then most copies, then the shorter, then the earlier.
        ({"anna": (0, 10), "ben": (2, 12), "chen": (4, 14)}, (2, 12)),
        ({"anna": (0, 12), "ben": (0, 10), "chen": (0, 10)}, (0, 10)),
        ({"anna": (0, 12), "ben": (0, 10)}, (0, 10)),
        ({"anna": (2, 12), "ben": (0, 10)}, (0, 10)),
    ],
)
def test_the_nearest_to_all_is_proposed(spots: dict[str, tuple[int, int]], expected: tuple[int, int]) -> None:
    found = medoid([mark(start, end, by=by) for by, (start, end) in spots.items()])
    assert (found.start, found.end) == expected


def test_a_threshold_beyond_all_is_refused() -> None:
    with pytest.raises(ValueError, match="threshold"):
        align(article({}), threshold=101)
