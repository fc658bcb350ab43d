"""What is measured of a team whose rates of error are known is what these rates imply."""

from __future__ import annotations

from collections import defaultdict
from contextlib import closing
from pathlib import Path

import pytest

from annotator.domain.agreement.dawid_skene import Method
from annotator.domain.work import UNWATCHED
from annotator.exchange.agreement.measuring import ProjectAgreement, measured
from annotator.exchange.agreement.question import Question
from annotator.store.marked_articles import voters
from annotator.store.project import open_project
from benchmarks.simulated_team import NO_CLAIM, SimulatedTeam, simulated_team
from benchmarks.team_figures import (
    HABITS,
    PEOPLE,
    RATE_ERROR,
    SHARES,
    Pairs,
    alpha,
    estimate,
    given_pairs,
    implied_alpha,
    rates_of,
)


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


def test_the_measured_alpha_is_that_of_what_was_given(
    team: SimulatedTeam, agreement: ProjectAgreement
) -> None:
    found = agreement.labels.alpha
    assert found.value == pytest.approx(alpha(given_pairs(team, lambda label: label != NO_CLAIM)), abs=1e-9)
    whether: Pairs = defaultdict(float)
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
        found, order, cases = estimate(project)
    assert cases == len(team.truth)
    assert found.method is Method.FULL
    assert [found.shares[place] for place in order] == pytest.approx(SHARES, abs=0.06)
    rates = rates_of(found, order)
    assert set(rates) == set(people)
    for id_, right in rates.items():
        accuracy = PEOPLE[people[id_]]
        assert sum(right) / len(right) == pytest.approx(accuracy, abs=RATE_ERROR)
        assert right == pytest.approx([accuracy] * 4, abs=0.12)
