"""What shows the work of everybody goes before somebody else sits down at the desk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.desk.team import Team
from annotator.domain.records import Role
from annotator.domain.team_steps import give_role
from annotator.store.team import persons
from annotator.views.main_window import MainWindow
from tests.teams import team_project
from tests.views.main_windows import bare_window, settings_of, showing

SHOWS_EVERYBODY = {"agreementDialog", "dashboardDialog", "exportDialog", "historyDialog", "reviewWindow"}


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """Lea leads, and has everything open in which she sees the work of others."""
    text = "The ferry sank at noon.\nNobody was hurt.\n"
    marked = {"Anna": [("The ferry sank", "confirmed")], "Ben": [("The ferry sank", "disputed")]}
    with closing(team_project(tmp_path, [(text, marked)])) as project:
        for name in ("Lea", "Mia"):
            lead = project.join(name)
            by = next((person for person in persons(project) if person.role is Role.LEAD), None)
            project.ledger.commit(give_role(persons(project), lead, Role.LEAD, by=by))
        path = project.path
    with showing(qtbot, bare_window(settings_of("Lea", tmp_path))) as window:
        window.session.open(path)
        for action in ("edit.history", "file.export", "view.dashboard", "review.matrix", "view.review"):
            window.parts.table.action(action).trigger()
        assert _shown() == SHOWS_EVERYBODY
        yield window


def _shown() -> set[str]:
    """Object names of the windows of SHOWS_EVERYBODY that are in sight."""
    seen = {widget.objectName() for widget in QApplication.topLevelWidgets() if widget.isVisible()}
    return seen & SHOWS_EVERYBODY


def test_nothing_of_others_is_in_sight_while_somebody_is_asked_who_she_is(window: MainWindow) -> None:
    window.parts.table.action("file.switch_annotator").trigger()
    assert _shown() == set()


def test_nothing_of_others_is_in_sight_of_the_next_one(window: MainWindow) -> None:
    window.session.sit_down("Anna")
    assert window.bench.desk.project.database.sight.is_blind
    assert _shown() == set()


def test_a_lead_who_becomes_an_annotator_keeps_only_the_dialog_she_did_it_in(window: MainWindow) -> None:
    window.parts.table.action("file.project_settings").trigger()
    Team(window.bench).give_role(window.bench.desk.annotator.id, Role.ANNOTATOR)
    assert window.bench.desk.project.database.sight.is_blind
    assert _shown() == set()
    assert any(
        widget.objectName() == "projectSettingsDialog" and widget.isVisible()
        for widget in QApplication.topLevelWidgets()
    )
