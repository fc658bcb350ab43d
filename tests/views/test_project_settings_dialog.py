"""The settings of a project, by keyboard, as a lead and as one who is none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from annotator.desk.jobs import JobRunner, Runner
from annotator.desk.settings import Settings
from annotator.desk.team import Team
from annotator.desk.workbench import Workbench
from annotator.domain.agreement.level import Level
from annotator.domain.records import Annotator, Role
from annotator.domain.team_steps import take_lead
from annotator.store.project import Project
from annotator.store.sight import Sight
from annotator.store.team_settings import team_settings
from annotator.views.project_settings_dialog import ProjectSettingsDialog
from annotator.views.theme import Theme, ThemeChoice
from tests.at_once import AtOnce
from tests.projects import small_project
from tests.views.panes import clipped

Named = TypeVar("Named", bound=QWidget)


class Screen:
    def __init__(
        self,
        project: Project,
        qtbot: QtBot,
        folder: Path,
        *,
        who: str = "Anna",
        runner: Runner | None = None,
    ) -> None:
        self.project = project
        self.bench = Workbench(Settings(folder / "settings.json"), runner or AtOnce())
        self.bench.desk.take(project, project.join(who))
        self.dialog = ProjectSettingsDialog(Team(self.bench))
        qtbot.addWidget(self.dialog)
        self.dialog.show()

    def press(self, start: str) -> None:
        button = self.button(start)
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)

    def button(self, start: str) -> QPushButton:
        (found,) = [
            each
            for each in self.dialog.findChildren(QPushButton)
            if each.text().startswith(start) and each.isVisible()
        ]
        return found

    def named(self, kind: type[Named], name: str) -> Named:
        (found,) = [each for each in self.dialog.findChildren(kind) if each.accessibleName() == name]
        return found

    @property
    def people(self) -> QTableView:
        return self.named(QTableView, "People of this project")

    @property
    def role(self) -> QComboBox:
        (found,) = [
            each for each in self.dialog.findChildren(QComboBox) if each.accessibleName().startswith("Role")
        ]
        return found

    def cells(self) -> list[list[str]]:
        model = self.people.model()
        return [
            [str(model.index(row, column).data()) for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]

    def says(self, words: str) -> bool:
        return any(words in label.text() for label in self.dialog.findChildren(QLabel) if label.isVisible())

    def person(self, name: str) -> Annotator:
        found = self.project.people.named(name)
        assert found is not None
        return found


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    found = small_project(tmp_path)
    yield found
    found.close()


@pytest.fixture
def screen(project: Project, qtbot: QtBot, tmp_path: Path) -> Iterator[Screen]:
    found = Screen(project, qtbot, tmp_path)
    yield found
    found.bench.desk.take(None)


@pytest.fixture
def led(screen: Screen) -> Screen:
    """Anna leads, and sits at the desk."""
    screen.press("Take the Lead of")
    screen.press("Take the Lead")
    return screen


def test_taking_the_lead_says_first_what_changes(screen: Screen) -> None:
    assert screen.says("Nobody leads this project")
    screen.press("Take the Lead of")
    assert screen.says("everybody else works blind")
    assert screen.button("Take the Lead").hasFocus()
    screen.press("Not Now")
    assert not screen.says("everybody else works blind")
    assert screen.person("Anna").role is Role.ANNOTATOR


def test_who_takes_the_lead_leads(led: Screen) -> None:
    assert led.person("Anna").role is Role.LEAD
    assert led.bench.desk.annotator.role is Role.LEAD
    assert led.cells() == [["Anna", "Lead", "all", "1"], ["Ben", "Annotator", "all", "1"]]
    assert led.people.hasFocus()
    assert not led.project.database.sight.is_blind


def test_a_lead_names_another_with_the_keys(led: Screen) -> None:
    QTest.keyClick(led.people, Qt.Key.Key_Down)
    assert led.role.accessibleName().replace("\u2068", "").replace("\u2069", "") == "Role of Ben"
    led.role.setFocus()
    QTest.keyClick(led.role, Qt.Key.Key_Down)
    assert led.cells()[1][1] == "Reviewer"
    QTest.keyClick(led.role, Qt.Key.Key_Down)
    assert led.cells()[1][1] == "Lead"
    assert led.person("Ben").role is Role.LEAD


def test_the_only_lead_who_steps_back_is_told_why_not(led: Screen) -> None:
    led.role.setFocus()
    QTest.keyClick(led.role, Qt.Key.Key_Down)
    assert led.says("only lead")
    assert led.role.currentText() == "Lead"
    assert led.person("Anna").role is Role.LEAD


def test_a_lead_who_steps_back_beside_another_sees_her_own_work_from_then_on(led: Screen) -> None:
    team = led.dialog.findChild(Team)
    assert team is not None
    team.give_role(led.person("Ben").id, Role.LEAD)
    team.give_role(led.person("Anna").id, Role.ANNOTATOR)
    assert led.project.database.sight == Sight(led.person("Anna").id)
    assert not led.named(QSpinBox, "Annotators for each article").isEnabled()
    assert led.cells()[1] == ["Ben", "Lead", "not shown", "not shown"]


def test_people_are_there_before_their_articles_are_counted(
    project: Project, qtbot: QtBot, tmp_path: Path
) -> None:
    runner = JobRunner()
    screen = Screen(project, qtbot, tmp_path, runner=runner)
    assert screen.cells() == [["Anna", "Annotator", "…", "…"], ["Ben", "Annotator", "…", "…"]]
    qtbot.waitUntil(lambda: screen.cells()[1] == ["Ben", "Annotator", "all", "1"])
    runner.close()
    screen.bench.desk.take(None)
    runner.deleteLater()


def test_who_does_not_lead_changes_nothing(project: Project, qtbot: QtBot, tmp_path: Path) -> None:
    project.ledger.commit(take_lead([], project.join("Anna")))
    screen = Screen(project, qtbot, tmp_path, who="Ben")
    assert screen.says("alone changes what is set here")
    for field in (
        screen.role,
        screen.named(QSpinBox, "Seed of the draw"),
        screen.named(QCheckBox, "Blind first"),
    ):
        assert not field.isEnabled()
    told: list[str] = []
    mine = Team(screen.bench)
    mine.failed.connect(told.append)
    mine.change(blind_first=True)
    mine.give_role(screen.person("Ben").id, Role.LEAD)
    mine.take_lead()
    assert len(told) == 3
    assert not team_settings(project).blind_first
    assert screen.person("Ben").role is Role.ANNOTATOR


def test_somebody_new_is_added_by_name(led: Screen) -> None:
    line = led.named(QLineEdit, "Name of somebody new")
    line.setFocus()
    QTest.keyClicks(line, "Chen")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert [row[0] for row in led.cells()] == ["Anna", "Ben", "Chen"]
    assert line.text() == ""
    assert led.dialog.isVisible()


def test_allotting_says_first_what_everybody_gets(led: Screen) -> None:
    for name in ("Chen", "Dora"):
        led.project.join(name)
    number = led.named(QSpinBox, "Annotators for each article")
    number.setFocus()
    QTest.keyClick(number, Qt.Key.Key_Up)
    led.press("Allot…")
    assert led.says("2 in all, 2 of them new")
    assert led.button("Allot 6").hasFocus()
    assert [row[2] for row in led.cells()] == ["all"] * 4
    QTest.keyClick(led.button("Allot 6"), Qt.Key.Key_Space)
    assert [row[2] for row in led.cells()] == ["all", "2", "2", "2"]
    assert led.button("Allot…").hasFocus()
    led.press("Allot…")
    assert led.says("Everything is allotted already.")


def test_a_plan_that_no_longer_holds_is_put_away(led: Screen) -> None:
    led.press("Allot…")
    assert led.button("Allot 3").isVisible()
    seed = led.named(QSpinBox, "Seed of the draw")
    seed.setFocus()
    QTest.keyClick(seed, Qt.Key.Key_Up)
    assert led.button("Allot…").isVisible()
    assert team_settings(led.project).seed == 8


def test_too_few_annotators_are_told(led: Screen) -> None:
    number = led.named(QSpinBox, "Annotators for each article")
    number.setFocus()
    QTest.keyClick(number, Qt.Key.Key_Up)
    led.press("Allot…")
    assert led.says("can't be found among 1")


def test_review_is_set_with_the_keys(led: Screen) -> None:
    for name in ("Blind first", "Unanimous"):
        box = led.named(QCheckBox, name)
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Space)
    threshold = led.named(QSpinBox, "Overlap of words that counts as the same place")
    threshold.setFocus()
    QTest.keyClick(threshold, Qt.Key.Key_Up)
    found = team_settings(led.project)
    assert (found.blind_first, found.accept_unanimous, found.overlap_threshold) == (True, True, 55)


def test_the_order_of_labels_is_asked_for_where_it_counts(led: Screen) -> None:
    order = led.named(QListWidget, "Order of the labels")
    assert not order.isVisible()
    led.named(QRadioButton, "Labels are: nearer and farther, in this order").click()
    assert order.isVisible()
    order.setFocus()
    QTest.keyClick(order, Qt.Key.Key_Down)
    led.press("Move Down")
    found = team_settings(led.project)
    assert found.level is Level.ORDINAL
    assert found.label_order == ("confirmed", "unverified", "disputed")
    assert order.currentRow() == 2


def test_reasons_are_kept_when_the_keyboard_leaves(led: Screen) -> None:
    field = led.named(QPlainTextEdit, "Reasons to choose from, one a line, at most nine")
    field.setFocus()
    field.moveCursor(field.textCursor().MoveOperation.End)
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClicks(field, "Irony")
    assert len(team_settings(led.project).reasons) == 5
    led.button("Close").setFocus()
    assert [reason.key for reason in team_settings(led.project).reasons][-2:] == ["not_a_claim", "irony"]


@pytest.mark.parametrize("theme", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_everything_can_be_reached_at_200_per_cent_in_a_small_window(
    led: Screen, qapp: QApplication, theme: ThemeChoice
) -> None:
    Theme(qapp, choice=theme, zoom=200)
    led.dialog.resize(1024 - 24, 640 - 40)
    QApplication.processEvents()
    assert led.dialog.width() <= 1024
    assert led.dialog.height() <= 640
    assert clipped(led.dialog) == []
