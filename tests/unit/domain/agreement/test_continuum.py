from __future__ import annotations

from collections import Counter
from itertools import permutations as pairs_of
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotator.domain.agreement.continuum import (
    coverage,
    detection_agreement,
    labelling_agreement,
    unitizing_agreement,
)
from annotator.domain.agreement.figure import Reason
from annotator.domain.agreement.marks import MarkedArticle
from tests.unit.domain.agreement.marked import (
    LABELS,
    LENGTH,
    Spot,
    apart_articles,
    apart_spots,
    article,
    articles,
    permutations,
    reference,
    renamed,
)

FIVE: list[Spot] = [(start, start + 40, "disputed") for start in range(50, 500, 100)]


def test_reference_values(shared: Path) -> None:
    for case in reference(shared, "u_alpha_2016"):
        data = case["data"]
        spots = {
            str(number): [(start, end, label) for start, end, label in each]
            for number, each in enumerate(data["annotators"])
        }
        one = article(spots, length=data["length"])
        if case["expected"] is None:
            assert unitizing_agreement([one]).reason is Reason.NO_VARIATION
            continue
        for name, measure in (
            ("u", unitizing_agreement),
            ("bar_u", detection_agreement),
            ("cu", labelling_agreement),
            ("coverage", coverage),
        ):
            if name in case["expected"]:
                expected = pytest.approx(case["expected"][name], abs=case["tolerance"])
                assert measure([one]).value == expected, (case["name"], name)


def test_by_hand() -> None:
    """Ten letters; Anna marks 0–4, Ben 0–2. Under both: gap 6, claim 2; 2 letters differ.

    l = (14, 6), t = 20, s = 4² + 2² + 6 + 8 = 34, observed 2 * 2, expected 20 (400 - 196 - 36) / 366.
    """
    one = article({"anna": [(0, 4, "c")], "ben": [(0, 2, "c")]}, length=10)
    found = unitizing_agreement([one])
    expected = 20 * 168 / 366
    assert found.value == pytest.approx(1 - 4 / expected)
    assert found.observed == pytest.approx(4 / 20)
    assert found.expected == pytest.approx(expected / 20)
    assert coverage([one]).value == pytest.approx(2 / 10)


def test_it_falls_as_claims_move_apart() -> None:
    second: list[list[Spot]] = [
        [(250, 290, "disputed")],
        [(250, 295, "disputed")],
        [(250, 310, "disputed")],
        [(270, 310, "disputed")],
        [(300, 340, "disputed")],
    ]
    for measure in (unitizing_agreement, detection_agreement):
        values = [measure([article({"anna": FIVE, "ben": spots}, length=600)]).value for spots in second]
        assert all(value is not None for value in values)
        assert values == sorted(values, key=lambda value: value or 0, reverse=True)
        assert len(set(values)) == len(values)


def nominal_alpha(columns: list[tuple[str, ...]]) -> float:
    """Krippendorff's alpha of complete data, from pairs of values."""
    observed = sum(
        sum(one != other for one, other in pairs_of(column, 2)) / (len(column) - 1) for column in columns
    )
    used = Counter(value for column in columns for value in column)
    number = used.total()
    expected = sum(used[one] * used[other] for one, other in pairs_of(used, 2)) / (number - 1)
    return 1 - observed / expected


@given(
    st.integers(2, 4).flatmap(
        lambda people: st.lists(st.tuples(*[st.sampled_from(LABELS)] * people), min_size=1, max_size=12)
    )
)
def test_with_claims_of_one_letter_and_no_gaps_it_is_nominal_alpha(columns: list[tuple[str, ...]]) -> None:
    assume(len({value for column in columns for value in column}) > 1)
    spots: dict[str, list[Spot]] = {
        str(row): [(place, place + 1, label) for place, label in enumerate(values)]
        for row, values in enumerate(zip(*columns, strict=True))
    }
    one = article(spots, length=len(columns))
    assert unitizing_agreement([one]).value == pytest.approx(nominal_alpha(columns))


@given(apart_spots(), st.sets(st.integers(0, 9)))
def test_two_who_share_nothing_score_at_most_zero(spots: list[Spot], chosen: set[int]) -> None:
    assume(spots)
    ones = [spot for place, spot in enumerate(spots) if place in chosen]
    others = [spot for place, spot in enumerate(spots) if place not in chosen]
    one = article({"anna": ones, "ben": others})
    for measure in (unitizing_agreement, detection_agreement):
        value = measure([one, one]).value
        assert value is None or value <= 1e-12
    assert labelling_agreement([one]).value is None


@given(st.lists(articles(), max_size=3), permutations)
def test_neither_names_nor_order_change_it(some: list[MarkedArticle], names: dict[str, str]) -> None:
    turned = [renamed(one, names) for one in reversed(some)]
    for measure in (unitizing_agreement, detection_agreement, labelling_agreement, coverage):
        assert measure(some) == measure(turned)


@given(apart_articles())
def test_perfect_agreement_is_one(one: MarkedArticle) -> None:
    same = article({by: [(m.start, m.end, m.label) for m in one.marks_of("anna")] for by in one.finished})
    for measure in (unitizing_agreement, detection_agreement, labelling_agreement):
        value = measure([same]).value
        assert value is None or value == pytest.approx(1)


def test_whoever_has_not_finished_is_missing_and_does_not_say_no_claim() -> None:
    spots: dict[str, list[Spot]] = {"anna": [(0, 10, "c")], "ben": [(0, 12, "c")], "chen": []}
    two = article({by: spots[by] for by in ("anna", "ben")})
    missing = unitizing_agreement([article(spots, unfinished=["chen"])])
    empty = unitizing_agreement([article(spots)])
    assert missing.value == unitizing_agreement([two]).value
    assert missing.missing == pytest.approx(1 / 3)
    assert empty.value is not None
    assert missing.value is not None
    assert empty.value < missing.value


def test_overlapping_claims_of_one_label_are_one() -> None:
    one = article({"anna": [(0, 10, "c"), (5, 20, "c")], "ben": [(0, 20, "c")]})
    assert unitizing_agreement([one]).value == pytest.approx(1)


def test_overlapping_claims_of_two_labels_make_each_label_a_text_of_its_own() -> None:
    both: list[Spot] = [(0, 20, "confirmed"), (10, 30, "disputed")]
    one = article({"anna": both, "ben": both[:1]})
    whole = unitizing_agreement([one])
    single = [unitizing_agreement([one], label=label) for label in ("confirmed", "disputed")]
    assert single[0].value == pytest.approx(1)
    assert single[1].value is not None
    assert single[1].value <= 0
    assert whole.value is not None
    assert single[1].value < whole.value < 1
    assert labelling_agreement([one]).reason is Reason.UNEQUAL_LABELS
    assert detection_agreement([one]).value is not None


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (article({"anna": [], "ben": []}), Reason.NO_PAIRABLE_UNITS),
        (article({"anna": [(0, 9, "c")], "ben": []}, unfinished=["ben"]), Reason.NO_PAIRABLE_UNITS),
        (article({by: [(0, LENGTH, "c")] for by in ("anna", "ben")}), Reason.NO_VARIATION),
    ],
)
def test_undefined_is_told_with_its_reason(one: MarkedArticle, reason: Reason) -> None:
    for measure in (unitizing_agreement, detection_agreement):
        assert measure([one]).value is None
        assert measure([one]).reason is reason


def test_articles_are_pooled_with_an_interval_that_leaves_each_out() -> None:
    agreed = article({"anna": [(0, 10, "c")], "ben": [(0, 10, "c")]})
    apart = article({"anna": [(0, 10, "c")], "ben": [(30, 40, "c")]})
    found = unitizing_agreement([agreed, apart] * 5)
    assert found.units == 10
    assert found.interval is not None
    assert found.value is not None
    assert found.interval.low < found.value < found.interval.high
    assert unitizing_agreement([agreed, apart]).interval_reason is Reason.TOO_FEW_DOCUMENTS
