"""Only who leads changes what holds for a team, whatever button was left to press."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from pytestqt.qtbot import QtBot

from annotator.desk.jobs import JobRunner
from annotator.desk.settings import Settings
from annotator.desk.team import Team
from annotator.desk.workbench import Workbench
from annotator.domain.identity import now
from annotator.domain.records import Role
from annotator.domain.team_steps import give_role
from annotator.store.allotting import allotted, plan_allotment
from tests.at_once import AtOnce
from tests.projects import small_project


def test_what_a_lead_planned_nobody_else_allots(qtbot: QtBot, tmp_path: Path) -> None:
    with closing(small_project(tmp_path)) as project:
        anna, lea = project.join("Anna"), project.join("Lea")
        project.ledger.commit(give_role(project.people.all(), lea, Role.LEAD, by=None))
        planned = plan_allotment(project, [anna], per_article=1, seed=7)
        bench = Workbench(Settings(tmp_path / "settings.json"), AtOnce())
        bench.desk.take(project, anna)
        team = Team(bench)
        with qtbot.waitSignal(team.failed) as refused, qtbot.assertNotEmitted(team.changed):
            team.allot(planned)
        assert refused.args is not None
        assert "Only a lead changes this" in refused.args[0]
        bench.desk.take(None)
        assert allotted(project) == {}


def test_what_was_allotted_is_saved_when_it_was(qtbot: QtBot, tmp_path: Path) -> None:
    with closing(small_project(tmp_path)) as project:
        anna, lea = project.join("Anna"), project.join("Lea")
        project.ledger.commit(give_role(project.people.all(), lea, Role.LEAD, by=None))
        bench = Workbench(Settings(tmp_path / "settings.json"), AtOnce())
        bench.desk.take(project, lea)
        before = now()
        Team(bench).allot(plan_allotment(project, [anna], per_article=1, seed=7))
        assert bench.desk.saved_at >= before
        bench.desk.take(None)


def test_articles_are_counted_beside_the_window(qtbot: QtBot, tmp_path: Path) -> None:
    with closing(small_project(tmp_path)) as project:
        runner = JobRunner()
        bench = Workbench(Settings(tmp_path / "settings.json"), runner)
        bench.desk.take(project, project.join("Anna"))
        team = Team(bench)
        asked: list[str] = []
        project.database.connection.set_trace_callback(asked.append)
        with qtbot.waitSignal(team.counted):
            team.count()
            assert [(load.finished, load.is_counted) for load in team.loads] == [(0, False), (0, False)]
        assert [(load.finished, load.is_counted) for load in team.loads] == [(1, True), (1, True)]
        assert asked != []
        assert [sql for sql in asked if "FROM assignment" in sql] == []
        runner.close()
        bench.desk.take(None)
        runner.deleteLater()


def test_only_the_newest_count_is_told_and_none_where_nobody_looks(qtbot: QtBot, tmp_path: Path) -> None:
    with closing(small_project(tmp_path)) as project:
        runner = JobRunner()
        bench = Workbench(Settings(tmp_path / "settings.json"), runner)
        bench.desk.take(project, project.join("Anna"))
        team, closed = Team(bench), Team(bench)
        told: list[str] = []
        team.counted.connect(lambda: told.append("open"))
        closed.counted.connect(lambda: told.append("closed"))
        closed.count()
        closed.stop()
        team.count()
        with qtbot.waitSignal(team.counted):
            team.count()
        assert told == ["open"]
        runner.close()
        bench.desk.take(None)
        runner.deleteLater()


def test_counts_of_others_are_not_kept_for_who_works_blind(qtbot: QtBot, tmp_path: Path) -> None:
    with closing(small_project(tmp_path)) as project:
        bench = Workbench(Settings(tmp_path / "settings.json"), AtOnce())
        bench.desk.take(project, project.join("Anna"))
        team = Team(bench)
        team.count()
        lea = project.join("Lea")
        project.ledger.commit(give_role(project.people.all(), lea, Role.LEAD, by=None))
        bench.desk.take(project, project.join("Anna"))
        seen = {load.person.name: (load.finished, load.is_seen) for load in team.loads}
        assert seen == {"Anna": (1, True), "Ben": (0, False), "Lea": (0, False)}
        bench.desk.take(None)
