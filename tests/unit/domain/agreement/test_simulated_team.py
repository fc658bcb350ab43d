"""Figures come out as the error rates of a simulated team imply."""

from __future__ import annotations

from random import Random

import pytest

from annotator.domain.agreement.alpha import alpha_of
from annotator.domain.agreement.dawid_skene import Method
from annotator.domain.agreement.item_opinions import item_opinions
from annotator.domain.agreement.reliability import cases_of, estimated_of, reliability_of
from annotator.domain.agreement.tally import tally_of
from annotator.domain.agreement.votes import gathered
from tests.unit.domain.agreement.teams import NEWSROOM

ITEMS = 5_000


@pytest.mark.parametrize("missing", [0.0, 0.3])
def test_alpha_is_what_the_error_rates_imply(missing: float) -> None:
    votes, _ = NEWSROOM.votes(Random(4), ITEMS, missing=missing)
    figure = alpha_of(tally_of(gathered(votes)))
    assert figure.value == pytest.approx(NEWSROOM.alpha, abs=0.01)
    assert figure.interval is not None
    assert figure.interval.low < NEWSROOM.alpha < figure.interval.high
    assert figure.missing == pytest.approx(missing, abs=0.01)


@pytest.mark.parametrize("missing", [0.0, 0.3])
def test_the_estimate_finds_the_error_rates_again(missing: float) -> None:
    drawn, truth = NEWSROOM.votes(Random(4), ITEMS, missing=missing)
    votes = gathered(drawn)
    cases = cases_of(votes)
    estimate = estimated_of(votes, cases)
    assert (estimate.method, estimate.is_settled) == (Method.FULL, True)
    assert estimate.shares == pytest.approx(NEWSROOM.shares, abs=0.02)
    for name, confusion in zip(votes.annotators, estimate.confusion, strict=True):
        assert confusion is not None
        for found, row in zip(confusion, NEWSROOM.confusions[name], strict=True):
            assert found == pytest.approx(row, abs=0.05)
    known = [each for each in item_opinions(votes, estimate) if each.posterior is not None]
    right = sum(votes.labels[likeliest(each.posterior)] == truth[each.item] for each in known)
    assert right / len(known) > (0.88 if missing else 0.93)


def likeliest(posterior: tuple[float, ...] | None) -> int:
    assert posterior is not None
    return posterior.index(max(posterior))


def test_accuracy_against_gold_lies_in_its_interval() -> None:
    drawn, truth = NEWSROOM.votes(Random(7), 400)
    gold = {item: truth[item] for item in list(truth)[:200]}
    votes = gathered(drawn, gold=gold)
    cases = cases_of(votes)
    found = reliability_of(votes, cases, estimated_of(votes, cases))
    assert (found.units, found.gold_units) == (400, 200)
    for each in found.annotators:
        confusion = NEWSROOM.confusions[each.annotator]
        accuracy = sum(share * confusion[true][true] for true, share in enumerate(NEWSROOM.shares))
        assert each.gold_units == 200
        assert each.accuracy == each.right / 200
        assert each.low is not None
        assert each.high is not None
        assert each.low < accuracy < each.high
