"""How reliable annotators seem beside each other, and how often they say what was decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from annotator.domain.agreement.dawid_skene import Case, Estimated, Method, estimated
from annotator.domain.agreement.votes import Votes
from annotator.domain.agreement.wilson import wilson_interval
from annotator.domain.immutable import immutable

FEWEST_GOLD: Final = 20
"""Below this many decided items no accuracy is given."""


@immutable(kw_only=True)
class AnnotatorReliability:
    """One annotator, who gave `labels` labels.

    `confusion` has a row for each true label, with the estimated probability of each label she gives. Of
    `gold_units`, `right` had her label; `accuracy` and its Wilson interval are None below 20 of them.
    """

    annotator: str
    labels: int
    confusion: tuple[tuple[float, ...], ...] | None
    gold_units: int
    right: int
    accuracy: float | None
    low: float | None
    high: float | None


@immutable(kw_only=True)
class Reliability:
    """Estimates for a whole team, which are advice and never become gold.

    `method` is less than Dawid & Skene's where there is too little for it. `shares` are how frequent labels
    are in truth, by the estimate, in the order of `true_labels`, which has also those that only gold has.
    `is_settled` is False where the estimate stopped before it stood still.
    """

    method: Method
    true_labels: tuple[str, ...]
    units: int
    gold_units: int
    shares: tuple[float, ...]
    annotators: tuple[AnnotatorReliability, ...]
    log_likelihood: float | None
    rounds: int
    is_settled: bool


def cases_of(votes: Votes) -> list[Case]:
    """The case of each item, in their order."""
    return [
        (votes.ballots[ballot], gold) for ballot, gold in zip(votes.ballot_of, votes.gold_of, strict=True)
    ]


def estimated_of(votes: Votes, cases: Iterable[Case], *, method: Method | None = None) -> Estimated:
    """What the items hold and how annotators confuse labels, with the most that so many items allow."""
    return estimated(
        Counter(cases), labels=len(votes.true_labels), annotators=len(votes.annotators), method=method
    )


def reliability_of(
    votes: Votes, cases: Iterable[Case], estimate: Estimated, *, confidence: float = 0.95
) -> Reliability:
    """The estimate by annotators, with their accuracy against gold."""
    asked: Counter[int] = Counter()
    right: Counter[int] = Counter()
    units = gold_units = 0
    for ballot, gold in cases:
        units += bool(ballot) or gold is not None
        if gold is not None:
            gold_units += 1
            for annotator, label in ballot:
                asked[annotator] += 1
                right[annotator] += label == gold
    people = [
        _of_one(name, estimate, place, right=right[place], asked=asked[place], confidence=confidence)
        for place, name in enumerate(votes.annotators)
    ]
    return Reliability(
        method=estimate.method,
        true_labels=votes.true_labels,
        units=units,
        gold_units=gold_units,
        shares=estimate.shares,
        annotators=tuple(people),
        log_likelihood=estimate.log_likelihood,
        rounds=estimate.rounds,
        is_settled=estimate.is_settled,
    )


def _of_one(
    name: str, estimate: Estimated, place: int, *, right: int, asked: int, confidence: float
) -> AnnotatorReliability:
    is_known = asked >= FEWEST_GOLD
    low, high = wilson_interval(right, asked, confidence=confidence) if is_known else (None, None)
    return AnnotatorReliability(
        annotator=name,
        labels=estimate.counts[place],
        confusion=estimate.confusion[place],
        gold_units=asked,
        right=right,
        accuracy=right / asked if is_known else None,
        low=low,
        high=high,
    )
