"""Annotators beside each other: how each two agree, and what alpha would be without one of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations

from annotator.domain.agreement.alpha import Alpha
from annotator.domain.agreement.figure import Estimate
from annotator.domain.agreement.kappa import Kappa, kappa_of
from annotator.domain.agreement.level import Level, distances_at
from annotator.domain.agreement.tally import profile_of
from annotator.domain.agreement.votes import Votes
from annotator.domain.agreement.weights import Weights
from annotator.domain.immutable import immutable


@immutable
class AnnotatorPair:
    """Two annotators who labelled `units` of the same items; `percent` is the share with equal labels.

    `linear` and `quadratic` are None where the labels have no order.
    """

    first: str
    second: str
    units: int
    percent: float
    kappa: Kappa
    linear: Kappa | None = None
    quadratic: Kappa | None = None


@immutable
class LeftOut:
    """Alpha of all others, and what is gained (above 0) or lost without this annotator; None where undefined.

    `labels` is how many she gave.
    """

    annotator: str
    labels: int
    alpha: float | None
    gain: float | None


def annotator_pairs(
    votes: Votes, *, has_order: bool = False, confidence: float = 0.95
) -> list[AnnotatorPair]:
    """Each two annotators who labelled an item both, in order of their names."""
    size = len(votes.labels)
    tables: defaultdict[tuple[int, int], list[list[int]]] = defaultdict(
        lambda: [[0] * size for _ in range(size)]
    )
    counts = Counter(votes.ballot_of)
    for place, ballot in enumerate(votes.ballots):
        for (first, label), (second, other) in combinations(ballot, 2):
            tables[first, second][label][other] += counts[place]
    found = []
    for first, second in sorted(tables):
        table = tables[first, second]
        plain = kappa_of(table, confidence=confidence)
        found.append(
            AnnotatorPair(
                votes.annotators[first],
                votes.annotators[second],
                plain.units,
                _diagonal(table) / plain.units,
                plain,
                kappa_of(table, Weights.LINEAR, confidence=confidence) if has_order else None,
                kappa_of(table, Weights.QUADRATIC, confidence=confidence) if has_order else None,
            )
        )
    return found


def left_out(votes: Votes, level: Level = Level.NOMINAL) -> list[LeftOut]:
    """Alpha without each annotator in turn, by name. Raises Refused as `distances_at` does."""
    size = len(votes.labels)
    profiles = [profile_of(ballot, size) for ballot in votes.ballots]
    lengths = {len(ballot) for ballot in votes.ballots}
    alpha = Alpha(lengths | {length - 1 for length in lengths}, size, distances_at(level, votes.labels))
    counts = Counter(votes.ballot_of)
    totals = [0] * (size * (size + 1) // 2)
    changes = [list(totals) for _ in votes.annotators]
    given = [0] * len(votes.annotators)
    for place, ballot in enumerate(votes.ballots):
        profile, count = profiles[place], counts[place]
        own = alpha.terms(profile)
        _add(totals, own, count)
        for annotator, label in ballot:
            rest = (*profile[:label], profile[label] - 1, *profile[label + 1 :])
            _add(changes[annotator], alpha.terms(rest), count)
            _add(changes[annotator], own, -count)
            given[annotator] += count
    whole = _value(alpha, totals)
    found = []
    for annotator, name in enumerate(votes.annotators):
        value = _value(alpha, [sum(both) for both in zip(totals, changes[annotator], strict=True)])
        gain = None if value is None or whole is None else value - whole
        found.append(LeftOut(name, given[annotator], value, gain))
    return found


def _value(alpha: Alpha, sums: Sequence[int]) -> float | None:
    found = alpha.estimate(sums) if any(sums) else None
    return found.value if isinstance(found, Estimate) else None


def _add(sums: list[int], terms: Sequence[int], count: int) -> None:
    for place, term in enumerate(terms):
        sums[place] += term * count


def _diagonal(table: Sequence[Sequence[int]]) -> int:
    return sum(row[place] for place, row in enumerate(table))
