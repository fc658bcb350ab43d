"""What each item holds and how reliable annotators are, by expectation maximisation. Advice, never gold."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final, TypeAlias

from annotator.domain.agreement.votes import Ballot
from annotator.domain.immutable import immutable

FEWEST_UNITS: Final = 50
"""Below this many items a confusion matrix for everybody asks for more than the data can say."""
FEWEST_ANNOTATORS: Final = 3
"""Two who differ say nothing of which of them is right."""

Case: TypeAlias = tuple[Ballot, int | None]
"""Votes on an item and the label that was decided on, if any; an annotator may have voted repeatedly."""

SMOOTHING: Final = 0.01
_FEW_LABELS: Final = 50
_TRUST: Final = 10
"""How many times the smoothing goes to right answers of an annotator with few labels."""
_GAIN: Final = 1e-6
_MOST_ROUNDS: Final = 1_000


class Method(StrEnum):
    """A row of confusion for each label, one accuracy for each annotator, or everybody alike."""

    FULL = "dawid_skene"
    ONE_COIN = "one_coin"
    MAJORITY = "majority"


@immutable
class Estimated:
    """`posterior` gives for each case the probability of each label; a decided one has 1.

    `confusion` gives for each annotator, true label and given label the probability; None for an annotator
    without a label. `counts` are the labels each annotator gave. `log_likelihood` is that of the votes, in
    nats; None without votes, and for a majority, which has no model.
    """

    method: Method
    shares: tuple[float, ...]
    posterior: Mapping[Case, tuple[float, ...]]
    confusion: tuple[tuple[tuple[float, ...], ...] | None, ...]
    counts: tuple[int, ...]
    log_likelihood: float | None
    rounds: int
    is_settled: bool


def method_for(units: int, annotators: int) -> Method:
    """The most that so many labelled items and annotators allow."""
    if annotators < FEWEST_ANNOTATORS:
        return Method.MAJORITY
    return Method.FULL if units >= FEWEST_UNITS else Method.ONE_COIN


def estimated(
    cases: Mapping[Case, int],
    *,
    labels: int,
    annotators: int,
    method: Method | None = None,
    smoothing: float = SMOOTHING,
) -> Estimated:
    """The estimate for cases that occur so often; cases without votes and without a decision are left out.

    Dawid & Skene, Maximum likelihood estimation of observer error-rates using the EM algorithm, 1979. It
    starts from the shares of votes, clamps what was decided, adds `smoothing`, which is more than 0, to every
    count (ten times it to right answers of annotators with few labels), and ends when the likelihood changes
    by less than a millionth.
    """
    known = Counter({case: count for case, count in sorted(cases.items(), key=_order) if _speaks(case)})
    voters = {annotator for ballot, _ in known for annotator, _ in ballot}
    chosen = method or method_for(known.total(), len(voters))
    em = _Maximisation(known, labels, annotators, smoothing, is_full=chosen is Method.FULL)
    if not known:
        return em.result(chosen, None, 0, is_settled=True)
    if chosen is Method.MAJORITY:
        em.learn()
        return em.result(chosen, None, 0, is_settled=True)
    likelihood, before, is_settled, rounds = 0.0, -math.inf, False, 0
    while not is_settled and rounds < _MOST_ROUNDS:
        em.learn()
        likelihood = em.expect()
        rounds += 1
        is_settled = abs(likelihood - before) <= _GAIN * abs(likelihood)
        before = likelihood
    return em.result(chosen, likelihood, rounds, is_settled=is_settled)


def _speaks(case: Case) -> bool:
    ballot, gold = case
    return bool(ballot) or gold is not None


def _order(entry: tuple[Case, int]) -> tuple[Ballot, int]:
    (ballot, gold), _ = entry
    return ballot, -1 if gold is None else gold


class _Maximisation:
    """The two steps, over cases that are pressed together."""

    def __init__(
        self, cases: Mapping[Case, int], labels: int, annotators: int, smoothing: float, *, is_full: bool
    ) -> None:
        self._cases = cases
        self._labels = labels
        self._smoothing = smoothing
        self._is_full = is_full
        self._given = [0] * annotators
        for (ballot, _), count in cases.items():
            for annotator, _ in ballot:
                self._given[annotator] += count
        self._posterior = {case: self._first(case) for case in cases}
        self._shares = [1 / labels for _ in range(labels)]
        self._confusion: list[list[list[float]]] = [[] for _ in range(annotators)]

    def _first(self, case: Case) -> list[float]:
        """The shares of votes, or certainty where it was decided."""
        ballot, gold = case
        if gold is not None:
            return [float(label == gold) for label in range(self._labels)]
        counts = Counter(label for _, label in ballot)
        return [counts[label] / len(ballot) for label in range(self._labels)]

    def learn(self) -> None:
        """How frequent labels are and how annotators confuse them, from what the items hold."""
        totals = [0.0] * self._labels
        counted = [[[0.0] * self._labels for _ in range(self._labels)] for _ in self._given]
        for (ballot, gold), belief in self._posterior.items():
            count = self._cases[ballot, gold]
            weights = [count * part for part in belief]
            totals = [total + weight for total, weight in zip(totals, weights, strict=True)]
            for annotator, given in ballot:
                rows = counted[annotator]
                for true, weight in enumerate(weights):
                    rows[true][given] += weight
        self._shares = _as_shares([total + self._smoothing for total in totals])
        self._confusion = [self._smoothed(rows, own) for rows, own in zip(counted, self._given, strict=True)]

    def _smoothed(self, rows: list[list[float]], given: int) -> list[list[float]]:
        right = self._smoothing * (_TRUST if given < _FEW_LABELS else 1)
        padded = [
            [count + (right if true == place else self._smoothing) for place, count in enumerate(row)]
            for true, row in enumerate(rows)
        ]
        if self._is_full:
            return [_as_shares(row) for row in padded]
        accuracy = sum(row[true] for true, row in enumerate(padded)) / sum(map(sum, padded))
        each = (1 - accuracy) / max(self._labels - 1, 1)
        return [
            [accuracy if true == place else each for place in range(self._labels)]
            for true in range(self._labels)
        ]

    def expect(self) -> float:
        """What the items hold, from how annotators confuse labels; returns the votes' log-likelihood."""
        said = [
            [[math.log(row[given]) for row in rows] for given in range(self._labels)]
            for rows in self._confusion
        ]
        prior = [math.log(share) for share in self._shares]
        terms: list[float] = []
        for case, count in self._cases.items():
            ballot, gold = case
            columns = [prior, *(said[annotator][given] for annotator, given in ballot)]
            logs = list(map(sum, zip(*columns, strict=True)))
            if gold is not None:
                terms.append(count * logs[gold])
                continue
            top = max(logs)
            odds = [math.exp(log - top) for log in logs]
            self._posterior[case] = _as_shares(odds)
            terms.append(count * (top + math.log(sum(odds))))
        return math.fsum(terms)

    def result(
        self, method: Method, log_likelihood: float | None, rounds: int, *, is_settled: bool
    ) -> Estimated:
        return Estimated(
            method,
            tuple(self._shares),
            {case: tuple(belief) for case, belief in self._posterior.items()},
            tuple(
                tuple(map(tuple, rows)) if given else None
                for rows, given in zip(self._confusion, self._given, strict=True)
            ),
            tuple(self._given),
            log_likelihood,
            rounds,
            is_settled,
        )


def _as_shares(counts: Sequence[float]) -> list[float]:
    whole = sum(counts)
    return [count / whole for count in counts]
