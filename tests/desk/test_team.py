"""Only who leads changes what holds for a team, whatever button was left to press."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from pytestqt.qtbot import QtBot

from annotator.desk.settings import Settings
from annotator.desk.team import Team
from annotator.desk.workbench import Workbench
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
