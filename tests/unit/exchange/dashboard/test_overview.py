"""The dashboard's figures, against a project that is counted by hand and a team that is simulated."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from annotator.domain.errors import Cancelled
from annotator.domain.records import Role
from annotator.domain.team_steps import take_lead
from annotator.domain.work import UNWATCHED, Unwatched
from annotator.exchange.agreement.question import Question, terms_of
from annotator.exchange.dashboard.overview import NO_CLAIM, Confusion, Overview, overview
from annotator.exchange.dashboard.pace import pace_of
from annotator.store.marked_articles import voters
from annotator.store.project import Project
from annotator.store.team import persons
from benchmarks.simulated_team import habits, simulated_team, team_of
from tests.projects import small_project
from tests.unit.exchange.teams import adjudicate, claim_of, retag, team_project

START = datetime(2026, 5, 4, 9, tzinfo=UTC)


def shown(project: Project, *, since: str = "") -> Overview:
    return overview(UNWATCHED, project, terms_of(project, Question()), voters(project), since=since)


def test_progress_and_labels_are_those_of_the_project(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    found = shown(project)
    names = {person.id: person.name for person in project.people.all()}
    assert [
        (names[one.annotator_id], one.articles, one.finished, one.begun, one.flags) for one in found.progress
    ] == [("Anna", 3, 1, 1, 0), ("Ben", 3, 1, 0, 0)]
    assert found.labels == {"confirmed": 2, "disputed": 2, "unverified": 1, NO_CLAIM: 1}
    assert (found.weeks, found.confusions) == ((), ())
    assert (found.to_review, found.all_differ) == (0, 0)


def test_only_what_was_said_since_is_counted(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    assert sum(shown(project, since="2999-01-01T00:00:00.000Z").labels.values()) == 0
    assert [pace.decisions for pace in shown(project, since="2999-01-01T00:00:00.000Z").paces] == [0, 0]
    assert [pace.decisions for pace in shown(project).paces] == [4, 2]


def test_what_was_changed_after_a_review_raises_no_week(tmp_path: Path) -> None:
    project = team_project(tmp_path)
    before = shown(project)
    adjudicate(project, *(claim_of(project, name, "Nobody was hurt.") for name in ("Ada", "Ben")))
    retag(project, "Ada", "Nobody was hurt.", "disputed")
    after = shown(project)
    assert (after.weeks, after.confusions) == (before.weeks, before.confusions)
    project.close()


def test_what_all_agree_on_by_now_is_to_be_reviewed_where_it_was_decided_otherwise(tmp_path: Path) -> None:
    project = team_project(tmp_path)
    before = shown(project).to_review
    burned = [claim_of(project, name, "The port burned.") for name in ("Ada", "Ben", "Cy")]
    adjudicate(project, *burned[:2], key="disputed")
    assert shown(project).to_review == before + 1
    project.close()


def test_where_three_differ_is_told(tmp_path: Path) -> None:
    people = {"Anna": habits(1.0), "Ben": habits(1.0), "Chen": habits(1.0)}
    made = simulated_team(tmp_path / "made", ["The dam broke. The town is dry. Nobody knows."], {})
    places = sorted(made.truth)
    ids = [made.project.join(name).id for name in people]
    said = (
        ("confirmed", "disputed", "unverified"),
        ("confirmed", "confirmed", "disputed"),
        ("", "", ""),
    )
    given = {
        id_: {place: said[row][column] for row, place in enumerate(places)} for column, id_ in enumerate(ids)
    }
    team_of(made.project, made.truth, given)
    found = shown(made.project)
    assert (found.to_review, found.all_differ) == (2, 1)
    (week,), now = found.weeks, datetime.now(UTC).isocalendar()
    assert (week.alpha.units, week.name) == (2, f"{now.year}-W{now.week:02}")
    anna, ben, chen = ids
    assert found.confusions == (
        Confusion(annotators=(anna, ben), labels=("confirmed", "disputed"), count=1),
        Confusion(annotators=(anna, chen), labels=("confirmed", "disputed"), count=1),
        Confusion(annotators=(anna, chen), labels=("confirmed", "unverified"), count=1),
        Confusion(annotators=(ben, chen), labels=("confirmed", "disputed"), count=1),
        Confusion(annotators=(ben, chen), labels=("disputed", "unverified"), count=1),
    )


def test_who_works_blind_gets_no_figures_about_others(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    ben = project.people.named("Ben")
    assert ben is not None
    assert {person.role for person in project.people.all()} == {Role.ANNOTATOR}
    found = overview(UNWATCHED, project, terms_of(project, Question()), [ben])
    assert found.labels == {"confirmed": 1, "disputed": 1, "unverified": 0, NO_CLAIM: 0}
    assert [one.annotator_id for one in found.progress] == [ben.id]
    assert (found.weeks, found.confusions) == ((), ())


def test_it_can_be_stopped(tmp_path: Path) -> None:
    class Stopped(Unwatched):
        def check(self) -> None:
            raise Cancelled("Stopped.")

    project = small_project(tmp_path)
    with pytest.raises(Cancelled):
        overview(Stopped(), project, terms_of(project, Question()), voters(project))


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [([], None), ([2.0], 2.0), ([1.0, 3.0, 2.0], 2.0), ([1.0, 3.0, 600.0], 2.0), ([31.0, 90.0], None)],
)
def test_pauses_are_no_part_of_a_pace(seconds: list[float], expected: float | None) -> None:
    times = [START]
    for gap in seconds:
        times.append(times[-1] + timedelta(seconds=gap))
    assert pace_of("x", times).seconds == expected


def test_a_lead_who_labels_nothing_is_asked_for_nothing(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    lead = project.join("Lea")
    project.ledger.commit(take_lead(persons(project), lead))
    counted = {one.annotator_id: one.articles for one in shown(project).progress}
    assert counted.pop(lead.id) == 0
    assert set(counted.values()) == {3}
