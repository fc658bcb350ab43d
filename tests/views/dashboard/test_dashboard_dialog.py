"""The dashboard shows its figures as charts and tables, copies them, and keeps to what one may see."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from annotator.desk.dashboard import Dashboard
from annotator.domain.identity import new_id
from annotator.domain.records import Role
from annotator.domain.steps import Edit, Step, Verb
from annotator.store.project import Project
from annotator.views.dashboard.dashboard_dialog import DashboardDialog
from annotator.views.dashboard.figures_card import FiguresCard
from annotator.views.theme import Theme
from benchmarks.simulated_team import habits, simulated_team
from tests.at_once import AtOnce

TEXTS = [f"Report {number}. The dam broke at noon. Nobody was hurt, they say." for number in range(6)]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    people = {"Anna": habits(0.9), "Ben": habits(0.6), "=Chen": habits(0.7)}
    return simulated_team(tmp_path / "team", TEXTS, people).project


@pytest.fixture
def dialog(qtbot: QtBot, qapp: QApplication, project: Project) -> DashboardDialog:
    return _opened(qtbot, qapp, project)


def _opened(qtbot: QtBot, qapp: QApplication, project: Project) -> DashboardDialog:
    dashboard = Dashboard(project, project.people.named("Ben"), AtOnce())
    dialog = DashboardDialog(dashboard, Theme(qapp))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def _card(dialog: DashboardDialog, key: str) -> FiguresCard:
    return next(card for card in dialog.cards if card.figures.key == key)


def _words(dialog: DashboardDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisibleTo(dialog))


def _button(dialog: DashboardDialog, text: str) -> QPushButton:
    return next(button for button in dialog.findChildren(QPushButton) if button.text() == text)


def _left_edges(dialog: DashboardDialog) -> set[int]:
    QApplication.processEvents()
    return {card.mapTo(dialog, card.rect().topLeft()).x() for card in dialog.cards}


def test_a_lead_sees_everybody(dialog: DashboardDialog) -> None:
    assert [card.figures.key for card in dialog.cards] == [
        "labels",
        "agreement",
        "progress",
        "pace",
        "confusions",
    ]
    assert "18 of 18 finished · 0 in work · 0 flagged" in _words(dialog)
    names = [row[0] for row in _card(dialog, "progress").figures.rows]
    assert names == sorted(names) == ["=Chen", "Anna", "Ben"]


@pytest.mark.parametrize(("role", "seen"), [(Role.ADJUDICATOR, []), (Role.LEAD, ["=Chen", "Anna", "Ben"])])
def test_the_pace_of_others_is_seen_by_a_lead_alone(
    qtbot: QtBot, qapp: QApplication, project: Project, role: Role, seen: list[str]
) -> None:
    for name, given in (("Anna", Role.LEAD), ("Ben", role)):
        person = project.people.named(name)
        assert person is not None
        edit = Edit(person, replace(person, role=given))
        project.ledger.commit(Step(new_id(), Verb.ROLE, person.id, "", (edit,)))
    dialog = _opened(qtbot, qapp, project)
    assert [row[0] for row in _card(dialog, "pace").figures.rows] == seen
    assert {"=Chen", "Anna"} <= {row[0] for row in _card(dialog, "progress").figures.rows}


def test_my_day_is_of_one_person(dialog: DashboardDialog) -> None:
    scope = dialog.findChildren(QComboBox)[0]
    scope.setCurrentIndex(scope.findText("My Day"))
    assert [card.figures.key for card in dialog.cards] == ["labels", "progress", "pace"]
    assert [row[0] for row in _card(dialog, "progress").figures.rows] == ["Ben"]
    assert "Anna" not in _words(dialog)


def test_every_chart_has_a_table(dialog: DashboardDialog) -> None:
    card = _card(dialog, "labels")
    switch = card.findChildren(QToolButton)[0]
    assert not card.table.isVisible()
    switch.click()
    assert card.table.isVisible()
    model = card.table.model()
    shown = [model.index(row, 1).data() for row in range(model.rowCount())]
    assert shown == [row[1] for row in card.figures.rows]
    assert sum(map(int, shown)) == 3 * 18 - 0
    spoken = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Label Confirmed, Count ")


def test_a_table_is_copied_as_csv_that_no_spreadsheet_runs(dialog: DashboardDialog) -> None:
    card = _card(dialog, "pace")
    next(button for button in card.findChildren(QPushButton) if button.text() == "Copy").click()
    rows = list(csv.reader(io.StringIO(QGuiApplication.clipboard().text())))
    assert rows[0] == ["Annotator", "Decisions", "Seconds each"]
    assert [row[0] for row in rows[1:]] == ["'=Chen", "Anna", "Ben"]
    _button(dialog, "Copy All as CSV").click()
    copied = QGuiApplication.clipboard().text()
    assert all(card.figures.csv in copied for card in dialog.cards)


def test_what_waits_can_be_reviewed_from_here(qtbot: QtBot, dialog: DashboardDialog) -> None:
    with qtbot.waitSignal(dialog.review_requested):
        _button(dialog, "Review Them").click()
    table = _card(dialog, "confusions").table
    table.setCurrentIndex(table.model().index(0, 0))
    with qtbot.waitSignal(dialog.review_requested):
        QTest.keyClick(table, Qt.Key.Key_Return)


def test_letters_stand_for_those_who_gave_labels_until_they_are_revealed(dialog: DashboardDialog) -> None:
    dialog.reveal_requested.connect(dialog.reveal)
    hidden = _card(dialog, "confusions").figures
    assert hidden.rows
    assert {row[0] for row in hidden.rows} <= {"A – B", "A – C", "B – C"}
    assert [(-int(row[3]), *row[:3]) for row in hidden.rows] == sorted(
        (-int(row[3]), *row[:3]) for row in hidden.rows
    )
    _button(dialog, "Re&veal Names").click()
    shown = _card(dialog, "confusions").figures
    assert {row[0] for row in shown.rows} <= {"=Chen – Anna", "=Chen – Ben", "Anna – Ben"}
    assert sorted(row[3] for row in shown.rows) == sorted(row[3] for row in hidden.rows)
    assert not _button(dialog, "Re&veal Names").isVisible()


def test_an_empty_project_says_so(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    empty = simulated_team(tmp_path / "empty", [], {"Ben": habits(1.0)}).project
    dialog = _opened(qtbot, qapp, empty)
    assert "0 of 0 finished" in _words(dialog)
    assert "There is nothing to show yet." in _words(dialog)
    assert not _button(dialog, "Review Them").isVisible()


def test_the_cards_stand_below_one_another_where_it_is_narrow(dialog: DashboardDialog) -> None:
    em = dialog.fontMetrics().height()
    dialog.resize(em * 60, em * 40)
    assert len(_left_edges(dialog)) == 2
    dialog.resize(em * 40, em * 40)
    assert len(_left_edges(dialog)) == 1
