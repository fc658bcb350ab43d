from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import given

from annotator.domain.agreement.dawid_skene import Case, Method, estimated, method_for
from annotator.domain.agreement.item_opinions import item_opinions
from annotator.domain.agreement.opinion import opinion_of
from annotator.domain.agreement.reliability import cases_of, estimated_of, reliability_of
from annotator.domain.agreement.votes import Vote, gathered
from tests.unit.domain.agreement.teams import NEWSROOM
from tests.unit.domain.agreement.voted import votes_of_few, votes_on

# Dawid & Skene 1979, table 1: what the first of five anaesthetists said at three times, then the others.
PATIENTS = """
    1111111 3334334 1122122 2223121 2223222 2223322 1222111 3333433 2222223 2322223 4444444 2223343
    1111111 2223212 1211111 1112111 1111111 1111111 2222221 2221322 2222222 2222221 2223222 2212222
    1111111 1111111 2322222 1111111 1111111 1121121 1111111 3333233 1111111 2222222 2223232 4334333
    2212232 2323233 3333432 1111111 1111111 1212111 2322222 1211111 2222222
"""


def patients() -> Counter[Case]:
    return Counter(
        (tuple((max(place - 2, 0), int(grade) - 1) for place, grade in enumerate(row)), None)
        for row in PATIENTS.split()
    )


def test_the_published_example_without_smoothing() -> None:
    found = estimated(patients(), labels=4, annotators=5, method=Method.FULL, smoothing=1e-9)
    assert found.shares == pytest.approx((0.40, 0.42, 0.11, 0.07), abs=0.005)
    assert found.shares == pytest.approx((0.3996, 0.4220, 0.1118, 0.0667), abs=0.0001)
    assert found.log_likelihood == pytest.approx(-192.891, abs=0.001)
    assert found.counts == (135, 45, 45, 45, 45)
    assert found.is_settled


def test_small_smoothing_moves_the_published_example_little() -> None:
    found = estimated(patients(), labels=4, annotators=5, method=Method.FULL)
    assert found.shares == pytest.approx((0.3996, 0.4220, 0.1118, 0.0667), abs=0.001)


@pytest.mark.parametrize(
    ("units", "annotators", "method"),
    [
        (50, 3, Method.FULL),
        (49, 3, Method.ONE_COIN),
        (1, 3, Method.ONE_COIN),
        (500, 2, Method.MAJORITY),
        (0, 0, Method.MAJORITY),
    ],
)
def test_little_data_gets_a_smaller_model(units: int, annotators: int, method: Method) -> None:
    assert method_for(units, annotators) is method


def test_what_was_decided_is_certain_and_teaches() -> None:
    rows = [("x", "y", "y")] * 30 + [("y", "x", "x")] * 30
    votes = [
        (f"{item:02}", who, label)
        for item, row in enumerate(rows)
        for who, label in zip("abc", row, strict=True)
    ]
    told = gathered(votes, gold={f"{item:02}": row[0] for item, row in enumerate(rows) if item % 30 < 5})
    before, after = (estimated_of(each, cases_of(each)) for each in (gathered(votes), told))
    free: Case = (told.ballots[0], None)
    assert before.posterior[free][0] < 0.5 < after.posterior[free][0]
    assert after.posterior[told.ballots[0], 0] == (1, 0)


def test_everybody_alike_is_the_shares_of_votes() -> None:
    votes = votes_on([("x", "y"), ("x", "x"), ("x", None), (None, None)])
    estimate = estimated_of(votes, cases_of(votes))
    assert (estimate.method, estimate.log_likelihood, estimate.rounds) == (Method.MAJORITY, None, 0)
    assert [each.posterior for each in item_opinions(votes, estimate)] == [(0.5, 0.5), (1, 0), (1, 0), None]


@pytest.mark.parametrize("rows", [[], [(None, None)], [("x", "x", "x")], [("x", None, None)] * 60])
def test_next_to_nothing_is_estimated_without_a_fuss(rows: list[tuple[str | None, ...]]) -> None:
    votes = votes_on(rows)
    estimate = estimated_of(votes, cases_of(votes))
    assert all(sum(each) == pytest.approx(1) for each in estimate.posterior.values())
    assert [each is None for each in estimate.confusion] == [count == 0 for count in estimate.counts]


@given(votes_of_few)
def test_the_order_of_votes_changes_no_bit(votes: list[Vote]) -> None:
    first, second = gathered(votes), gathered(votes[::-1])
    assert estimated_of(first, cases_of(first)) == estimated_of(second, cases_of(second))


def test_too_little_gold_gives_counts_and_no_accuracy() -> None:
    drawn, truth = NEWSROOM.votes(Random(1), 60)
    votes = gathered(drawn, gold={item: truth[item] for item in list(truth)[:19]})
    cases = cases_of(votes)
    for each in reliability_of(votes, cases, estimated_of(votes, cases)).annotators:
        assert each.gold_units == 19
        assert (each.accuracy, each.low, each.high) == (None, None, None)


def test_an_opinion_is_divided_evenly_or_has_a_majority() -> None:
    even, most, none = opinion_of((2, 2, 1)), opinion_of((3, 2, 0)), opinion_of((0, 0, 0))
    assert (even.majority, even.tied) == (None, (0, 1))
    assert even.shares == (0.4, 0.4, 0.2)
    assert (most.majority, most.tied) == (0, ())
    assert most.pairwise == pytest.approx(0.6)
    assert most.evenness == pytest.approx(0.673012 / 1.098612, abs=1e-6)
    assert (none.majority, none.tied, none.shares, none.entropy) == (None, (), None, None)
    assert (opinion_of((1,)).evenness, opinion_of((1,)).pairwise) == (None, None)
    assert opinion_of((1, 1, 1)).evenness == pytest.approx(1)
