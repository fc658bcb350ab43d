"""How each two annotators agree on labels, in all and week by week."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import combinations

from annotator.domain.agreement.alpha import alpha_of
from annotator.domain.agreement.figure import Figure
from annotator.domain.agreement.level import Level
from annotator.domain.agreement.tally import tally_of
from annotator.domain.agreement.votes import Vote, Votes, gathered
from annotator.domain.immutable import immutable

Times = Mapping[str, Iterable[tuple[str, datetime]]]
"""Who finished each article and when, by article id."""


@immutable
class WeekOfPair:
    """The labels' alpha of two annotators on articles of which the later was done in this ISO week.

    `name` is as 2026-W47, and sorts in the order of time.
    """

    name: str
    alpha: Figure


@immutable
class PairInTime:
    """The labels' alpha of two annotators on the units that both labelled, in all and by week, in order."""

    alpha: Figure
    weeks: tuple[WeekOfPair, ...]


def week_name(at: datetime) -> str:
    """The ISO week of a time, as 2026-W47."""
    year, week, _ = at.isocalendar()
    return f"{year}-W{week:02}"


def pairs_in_time(votes: Votes, times: Times, level: Level) -> dict[frozenset[str], PairInTime]:
    """Each two annotators who labelled a unit both. The documents of `votes` are articles."""
    finished = {article: dict(people) for article, people in times.items()}
    found: defaultdict[tuple[int, int], list[tuple[int, int, int]]] = defaultdict(list)
    for item, place in enumerate(votes.ballot_of):
        for (one, label), (other, its_label) in combinations(votes.ballots[place], 2):
            found[one, other].append((item, label, its_label))
    return {
        frozenset((votes.annotators[one], votes.annotators[other])): _in_time(
            votes, (votes.annotators[one], votes.annotators[other]), items, finished, level
        )
        for (one, other), items in found.items()
    }


def _in_time(
    votes: Votes,
    people: tuple[str, str],
    items: list[tuple[int, int, int]],
    finished: Mapping[str, Mapping[str, datetime]],
    level: Level,
) -> PairInTime:
    by_week: defaultdict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for item in items:
        done = finished.get(votes.documents[votes.document_of[item[0]]], {})
        if done.keys() >= set(people):
            by_week[week_name(max(done[person] for person in people))].append(item)
    weeks = (
        WeekOfPair(name, alpha_of(tally_of(_votes(votes, people, by_week[name])), level, confidence=None))
        for name in sorted(by_week)
    )
    return PairInTime(alpha_of(tally_of(_votes(votes, people, items)), level), tuple(weeks))


def _votes(votes: Votes, people: tuple[str, str], items: list[tuple[int, int, int]]) -> Votes:
    """The votes of two on these items, each with the places of their labels."""
    given: list[Vote] = [
        (str(item), person, votes.labels[label])
        for item, *labels in items
        for person, label in zip(people, labels, strict=True)
    ]
    documents = {str(item): votes.documents[votes.document_of[item]] for item, *_ in items}
    return gathered(given, labels=votes.labels, documents=documents)
