"""What is measured of a team whose rates of error are known is what these rates imply."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import closing
from itertools import combinations
from pathlib import Path

import pytest

from annotator.domain.agreement.dawid_skene import Method
from annotator.domain.agreement.reliability import cases_of, estimated_of, reliability_of
from annotator.domain.agreement.sentences import NO_CLAIM as NO_CLAIM_VOTE
from annotator.domain.agreement.sentences import answered_sentences, sentence_label_votes
from annotator.domain.work import UNWATCHED
from annotator.exchange.agreement.measuring import ProjectAgreement, measured
from annotator.exchange.agreement.question import Question
from annotator.store.marked_articles import Readings, voters
from annotator.store.project import open_project
from tests.simulated_team import LABELS, NO_CLAIM, Habits, SimulatedTeam, habits, simulated_team

PEOPLE = {"Anna": 0.92, "Ben": 0.8, "Chen": 0.7}
SHARES = (0.3, 0.15, 0.25, 0.3)
HABITS: dict[str, Habits] = {name: habits(accuracy) for name, accuracy in PEOPLE.items()}


@pytest.fixture(scope="module")
def team(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> SimulatedTeam:
    """Three people who have read the articles of Wikinews."""
    folder = shared / "data" / "articles" / "wikinews_gum" / "txt"
    texts = [path.read_text("utf-8") for path in sorted(folder.glob("*.txt"))]
    made = simulated_team(tmp_path_factory.mktemp("team") / "team", texts, HABITS, shares=SHARES)
    made.project.close()
    return made


@pytest.fixture(scope="module")
def agreement(team: SimulatedTeam) -> ProjectAgreement:
    with closing(open_project(team.project.path, read_only=True)) as project:
        return measured(UNWATCHED, project, Question())


def alpha(pairs: Counter[tuple[str, str]]) -> float:
    """Krippendorff's nominal alpha of units with two or three labels, from weighted ordered pairs."""
    total = sum(pairs.values())
    frequent: Counter[str] = Counter()
    for (label, _), weight in pairs.items():
        frequent[label] += weight
    observed = sum(weight for (one, other), weight in pairs.items() if one != other) / total
    expected = 1 - sum(count * (count - 1) for count in frequent.values()) / (total * (total - 1))
    return 1 - observed / expected


def given_pairs(team: SimulatedTeam, wanted: Callable[[str], bool]) -> Counter[tuple[str, str]]:
    """The ordered pairs of labels that the annotators gave for the same sentence, weighted as alpha does."""
    pairs: Counter[tuple[str, str]] = Counter()
    for place in team.truth:
        labels = [said[place] for said in team.given.values() if wanted(said[place])]
        for one, other in combinations(labels, 2):
            pairs[one, other] += 1 / (len(labels) - 1)  # type: ignore[assignment]
            pairs[other, one] += 1 / (len(labels) - 1)  # type: ignore[assignment]
    return pairs


def implied_alpha() -> float:
    """Alpha of labels in a team of endless size, by the frequency of truths and everybody's habits."""
    pairs: Counter[tuple[str, str]] = Counter()
    for share, true in zip(SHARES, LABELS, strict=True):
        people = [HABITS[name][true] for name in HABITS]
        for mask in range(1, 8):
            marked = [person for place, person in enumerate(people) if mask >> place & 1]
            silent = [person for place, person in enumerate(people) if not mask >> place & 1]
            if len(marked) < 2:
                continue
            chance = share
            for person in silent:
                chance *= person[NO_CLAIM]
            for one, other in combinations(marked, 2):
                third = [person for person in marked if person not in (one, other)]
                others = 1.0
                for person in third:
                    others *= 1 - person[NO_CLAIM]
                for first in LABELS[:-1]:
                    for second in LABELS[:-1]:
                        weight = chance * others * one[first] * other[second] / (len(marked) - 1)
                        pairs[first, second] += weight * 1e9  # type: ignore[assignment]
                        pairs[second, first] += weight * 1e9  # type: ignore[assignment]
    return alpha(pairs)


def test_the_measured_alpha_is_that_of_what_was_given(
    team: SimulatedTeam, agreement: ProjectAgreement
) -> None:
    found = agreement.labels.alpha
    assert found.value == pytest.approx(alpha(given_pairs(team, lambda label: label != NO_CLAIM)), abs=1e-9)
    whether = Counter[tuple[str, str]]()
    for (one, other), weight in given_pairs(team, lambda _: True).items():
        whether[str(one == NO_CLAIM), str(other == NO_CLAIM)] += weight
    assert agreement.sentences.value == pytest.approx(alpha(whether), abs=1e-9)


def test_the_measured_alpha_is_what_the_simulation_implies(agreement: ProjectAgreement) -> None:
    interval = agreement.labels.alpha.interval
    assert interval is not None
    assert interval.low < implied_alpha() < interval.high
    assert interval.high - interval.low < 0.2


def test_dawid_and_skene_find_the_rates_of_error(team: SimulatedTeam) -> None:
    with closing(open_project(team.project.path, read_only=True)) as project:
        people = {person.id: person.name for person in voters(project)}
        readings = Readings(project, people)
        sentences = [
            answered
            for reading in readings.each(readings.ids())
            for answered in answered_sentences(
                reading.article, reading.sentences, left_open=reading.left_open
            )
        ]
    votes = sentence_label_votes(sentences, LABELS[:-1])
    cases = cases_of(votes)
    assert len(cases) == len(team.truth)
    found = reliability_of(votes, cases, estimated_of(votes, cases))
    assert found.method is Method.FULL
    order = [votes.labels.index(label or NO_CLAIM_VOTE) for label in LABELS]
    assert [found.shares[place] for place in order] == pytest.approx(SHARES, abs=0.06)
    for annotator in found.annotators:
        assert annotator.confusion is not None
        accuracy = PEOPLE[people[annotator.annotator]]
        right = [annotator.confusion[place][place] for place in order]
        assert sum(right) / len(right) == pytest.approx(accuracy, abs=0.05)
        assert right == pytest.approx([accuracy] * 4, abs=0.12)
