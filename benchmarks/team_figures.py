"""What is measured of a team whose rates of error are known, beside what these rates imply.

The articles are those of Wikinews where the environment says where they are, else made of the sample ones.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from itertools import combinations
from pathlib import Path
from typing import Final, TypeAlias

from annotator.domain.agreement.reliability import Reliability, cases_of, estimated_of, reliability_of
from annotator.domain.agreement.sentences import NO_CLAIM as NO_CLAIM_VOTE
from annotator.domain.agreement.sentences import answered_sentences, sentence_label_votes
from annotator.domain.work import UNWATCHED
from annotator.exchange.agreement.measuring import measured
from annotator.exchange.agreement.question import Question
from annotator.store.marked_articles import Readings, voters
from annotator.store.project import Project, open_project
from benchmarks.corpus import article
from benchmarks.figures import Figure
from benchmarks.simulated_team import LABELS, NO_CLAIM, Habits, SimulatedTeam, habits, simulated_team

PEOPLE: Final = {"Anna": 0.92, "Ben": 0.8, "Chen": 0.7}
"""How often each gives the true label."""
SHARES: Final = (0.3, 0.15, 0.25, 0.3)
HABITS: Final[Mapping[str, Habits]] = {name: habits(accuracy) for name, accuracy in PEOPLE.items()}
ARTICLES: Final = 24
_NEAREST: Final = 1e-9
RATE_ERROR: Final = 0.05
"""How far from the truth the estimate of somebody's accuracy may be."""

Pairs: TypeAlias = defaultdict[tuple[str, str], float]
"""Ordered pairs of labels for the same sentence, weighted as alpha does."""


def alpha(pairs: Pairs) -> float:
    """Krippendorff's nominal alpha, from weighted ordered pairs (Content Analysis, 2004, 11.3)."""
    total = sum(pairs.values())
    frequent: defaultdict[str, float] = defaultdict(float)
    for (label, _), weight in pairs.items():
        frequent[label] += weight
    observed = sum(weight for (one, other), weight in pairs.items() if one != other) / total
    expected = 1 - sum(count * (count - 1) for count in frequent.values()) / (total * (total - 1))
    return 1 - observed / expected


def given_pairs(team: SimulatedTeam, wanted: Callable[[str], bool]) -> Pairs:
    """The pairs of labels that the annotators gave, of those labels that are `wanted`."""
    pairs: Pairs = defaultdict(float)
    for place in team.truth:
        labels = [said[place] for said in team.given.values() if wanted(said[place])]
        for one, other in combinations(labels, 2):
            pairs[one, other] += 1 / (len(labels) - 1)
            pairs[other, one] += 1 / (len(labels) - 1)
    return pairs


def implied_alpha() -> float:
    """Alpha of labels in a team of endless size, by the frequency of truths and everybody's habits."""
    pairs: Pairs = defaultdict(float)
    for share, true in zip(SHARES, LABELS, strict=True):
        people = [HABITS[name][true] for name in HABITS]
        for mask in range(1, 2 ** len(people)):
            marked = [person for place, person in enumerate(people) if mask >> place & 1]
            silent = [person for place, person in enumerate(people) if not mask >> place & 1]
            if len(marked) > 1:
                _add_implied(pairs, share, marked, silent)
    return alpha(pairs)


def estimate(project: Project) -> tuple[Reliability, list[int], int]:
    """Dawid and Skene on what was said of sentences, the places of LABELS in it, and how many there were."""
    people = {person.id for person in voters(project)}
    readings = Readings(project, people)
    sentences = [
        answered
        for reading in readings.each(readings.ids())
        for answered in answered_sentences(reading.article, reading.sentences, left_open=reading.left_open)
    ]
    votes = sentence_label_votes(sentences, LABELS[:-1])
    cases = cases_of(votes)
    order = [votes.labels.index(label or NO_CLAIM_VOTE) for label in LABELS]
    return reliability_of(votes, cases, estimated_of(votes, cases)), order, len(cases)


def rates_of(reliability: Reliability, order: list[int]) -> dict[str, list[float]]:
    """How often each annotator, by id, gives the label that is true, for each of LABELS."""
    return {
        each.annotator: [each.confusion[place][place] for place in order]
        for each in reliability.annotators
        if each.confusion is not None
    }


def measure(folder: Path, _scale: float) -> Iterator[Figure]:
    team = simulated_team(folder / "team", _texts(), HABITS, shares=SHARES)
    team.project.close()
    with closing(open_project(team.project.path, read_only=True)) as project:
        found = measured(UNWATCHED, project, Question()).labels.alpha
        reliability, order, _ = estimate(project)
        names = {person.id: person.name for person in voters(project)}
    value, interval = found.value, found.interval
    assert value is not None
    assert interval is not None
    given, implied = alpha(given_pairs(team, lambda label: label != NO_CLAIM)), implied_alpha()
    name = f"alpha of {len(team.truth):,} sentences {value:.4f}; "
    yield Figure(f"{name}of what was given {given:.4f}", abs(value - given), _NEAREST, 1.0, "")
    half = (interval.high - interval.low) / 2
    yield Figure(f"{name}by the rates {implied:.4f}", abs(value - implied), half, 1.0, "")
    for id_, rates in rates_of(reliability, order).items():
        true, rate = PEOPLE[names[id_]], sum(rates) / len(rates)
        told = f"Dawid and Skene: {names[id_]} is right {rate:.3f}; in truth {true:.3f}"
        yield Figure(told, abs(rate - true), RATE_ERROR, 1.0, "")


def _add_implied(
    pairs: Pairs, share: float, marked: list[Mapping[str, float]], silent: list[Mapping[str, float]]
) -> None:
    """The pairs of those who mark something, where the others do not."""
    chance = share
    for person in silent:
        chance *= person[NO_CLAIM]
    for one, other in combinations(marked, 2):
        others = 1.0
        for person in marked:
            if person not in (one, other):
                others *= 1 - person[NO_CLAIM]
        for first in LABELS[:-1]:
            for second in LABELS[:-1]:
                # So many that the one less of alpha's formula does not count.
                weight = chance * others * one[first] * other[second] / (len(marked) - 1) * 1e9
                pairs[first, second] += weight
                pairs[second, first] += weight


def _texts() -> list[str]:
    shared = Path(os.environ.get("CLAIMDESK_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    paths = sorted((shared / "data" / "articles" / "wikinews_gum" / "txt").glob("*.txt"))
    return [path.read_text("utf-8") for path in paths] or [article(number) for number in range(ARTICLES)]
