"""How each two annotators agree on labels, in all and week by week."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import combinations
from typing import TypeAlias

from annotator.domain.agreement.alpha import alpha_of
from annotator.domain.agreement.figure import Figure
from annotator.domain.agreement.level import Level
from annotator.domain.agreement.tally import Profile, profile_of, tally_of_documents
from annotator.domain.agreement.votes import Ballot, Votes
from annotator.domain.immutable import immutable

Times: TypeAlias = Mapping[str, Iterable[tuple[str, datetime]]]
"""Who finished each article and when, by article id."""
_Articles: TypeAlias = defaultdict[str, list[Profile]]


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
    compared = [list(_pairs(ballot, len(votes.labels))) for ballot in votes.ballots]
    found: defaultdict[tuple[int, int], _Articles] = defaultdict(lambda: defaultdict(list))
    for place, document in zip(votes.ballot_of, votes.document_of, strict=True):
        for pair, profile in compared[place]:
            found[pair][votes.documents[document]].append(profile)
    result = {}
    for (one, other), articles in found.items():
        people = votes.annotators[one], votes.annotators[other]
        result[frozenset(people)] = _in_time(people, articles, finished, votes.labels, level)
    return result


def _pairs(ballot: Ballot, labels: int) -> Iterator[tuple[tuple[int, int], Profile]]:
    """Each two who voted, with how often they gave each label."""
    for one, other in combinations(ballot, 2):
        yield (one[0], other[0]), profile_of((one, other), labels)


def _in_time(
    people: tuple[str, str],
    articles: Mapping[str, Sequence[Profile]],
    finished: Mapping[str, Mapping[str, datetime]],
    labels: tuple[str, ...],
    level: Level,
) -> PairInTime:
    by_week: defaultdict[str, list[Sequence[Profile]]] = defaultdict(list)
    for article, profiles in articles.items():
        done = finished.get(article, {})
        if done.keys() >= set(people):
            by_week[week_name(max(done[person] for person in people))].append(profiles)
    whole = alpha_of(tally_of_documents(labels, articles.values(), annotators=2), level)
    tallies = {week: tally_of_documents(labels, by_week[week], annotators=2) for week in sorted(by_week)}
    weeks = (WeekOfPair(week, alpha_of(tally, level, confidence=None)) for week, tally in tallies.items())
    return PairInTime(whole, tuple(weeks))
