from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QTableView,
)
from pytestqt.qtbot import QtBot

import annotator
from annotator.domain.history import HistoryRow
from annotator.domain.steps import Verb
from annotator.views.about_dialog import AboutDialog
from annotator.views.annotator_dialog import AnnotatorDialog
from annotator.views.goto_dialog import GotoDialog
from annotator.views.history_dialog import HistoryDialog
from tests.views.panes import child, clipped, names

MADE = HistoryRow("1", "2020-02-01T10:00:00.000Z", "Anna", "Disputed “the bridge”", Verb.MARK)
MOVED = HistoryRow("2", "2020-02-01T10:01:00.000Z", "Anna", "Edge", Verb.MOVE_EDGE, can_revert=False)
UNDONE = HistoryRow("3", "2020-02-01T10:02:00.000Z", "Ben", "No claim", Verb.NO_CLAIM, is_undone=True)
NEWEST = HistoryRow("4", "2020-02-01T10:03:00.000Z", "Anna", "Undo", Verb.UNDO)

D = TypeVar("D", bound=QDialog)


def opened(qtbot: QtBot, dialog: D) -> D:
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    assert not dialog.isModal()
    assert set(names(dialog).values()) == {1}
    assert clipped(dialog) == []
    return dialog


def button(dialog: QDialog, text: str) -> QPushButton:
    return next(each for each in dialog.findChildren(QPushButton) if each.text().replace("&", "") == text)


def words(dialog: QDialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel))


@pytest.fixture
def history(qtbot: QtBot) -> HistoryDialog:
    dialog = opened(qtbot, HistoryDialog())
    dialog.set_rows((NEWEST, UNDONE, MOVED, MADE))
    return dialog


def test_a_chosen_step_can_be_reverted_or_gone_back_to(history: HistoryDialog, qtbot: QtBot) -> None:
    child(history, QTableView).selectRow(3)
    with qtbot.waitSignal(history.revert_requested) as wish:
        button(history, "Revert This Step").click()
    assert wish.args == ["1"]
    with qtbot.waitSignal(history.go_back_requested) as wish:
        button(history, "Go Back to Here").click()
    assert wish.args == ["1"]


@pytest.mark.parametrize(
    ("row", "reason", "reverts", "goes_back"),
    [
        (0, "everything stays in the history", True, False),
        (1, "was taken back already", False, True),
        (2, "was changed later", False, True),
    ],
)
def test_what_cannot_be_done_says_why(
    history: HistoryDialog, row: int, reason: str, reverts: bool, goes_back: bool
) -> None:
    child(history, QTableView).selectRow(row)
    assert reason in words(history)
    assert button(history, "Revert This Step").isEnabled() is reverts
    assert button(history, "Go Back to Here").isEnabled() is goes_back


def test_after_a_revert_the_next_enter_goes_back_nowhere(history: HistoryDialog, qtbot: QtBot) -> None:
    table, revert = child(history, QTableView), button(history, "Revert This Step")
    table.selectRow(3)
    revert.setFocus()
    QTest.keyClick(revert, Qt.Key.Key_Space)
    history.set_rows((NEWEST, UNDONE, MOVED, replace(MADE, is_undone=True)))
    assert table.hasFocus()


def test_without_a_choice_nothing_can_be_done(history: HistoryDialog) -> None:
    assert "Choose a step." in words(history)
    history.set_rows(())
    assert "Nothing was done to this article yet." in words(history)
    assert not button(history, "Go Back to Here").isEnabled()


def test_the_chosen_step_stays_chosen_when_a_newer_one_comes(history: HistoryDialog) -> None:
    table = child(history, QTableView)
    table.selectRow(3)
    history.set_rows((HistoryRow("5", "", "Anna", "Redo", Verb.REDO), NEWEST, UNDONE, MOVED, MADE))
    assert table.currentIndex().row() == 4


def test_a_name_without_its_outer_spaces_is_the_annotator(qtbot: QtBot) -> None:
    dialog = opened(qtbot, AnnotatorDialog(name="anna"))
    field = child(dialog, QLineEdit)
    assert field.selectedText() == "anna"
    field.setText("  Anna   Lind ")
    with qtbot.waitSignal(dialog.annotator_chosen) as chosen:
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert chosen.args == ["Anna Lind"]


def test_nobody_is_no_annotator(qtbot: QtBot) -> None:
    dialog = opened(qtbot, AnnotatorDialog())
    assert not button(dialog, "Annotate").isEnabled()
    with qtbot.assertNotEmitted(dialog.annotator_chosen):
        button(dialog, "Cancel").click()


def test_those_who_are_already_here_can_be_chosen(qtbot: QtBot) -> None:
    dialog = opened(qtbot, AnnotatorDialog(name="anna", known=("Anna", "Ben")))
    child(dialog, QListWidget).setCurrentRow(1)
    with qtbot.waitSignal(dialog.annotator_chosen) as chosen:
        button(dialog, "Annotate").click()
    assert chosen.args == ["Ben"]


def test_a_name_that_is_spelled_nearly_like_anothers_is_told(qtbot: QtBot) -> None:
    dialog = AnnotatorDialog(name="", known=["Zoë", "Ben"])
    qtbot.addWidget(dialog)
    field, hint = dialog.findChild(QLineEdit), dialog.findChild(QLabel, "nameHint")
    assert field is not None
    assert hint is not None
    for typed, other in (("zoe", "Zoë"), ("Zoë", ""), ("Zora", "")):
        field.setText(typed)
        assert hint.isHidden() is not bool(other)
        assert other in hint.text()


def test_tab_through_the_names_leaves_what_was_typed(qtbot: QtBot) -> None:
    dialog = opened(qtbot, AnnotatorDialog(known=("Anna", "Ben")))
    field, known = child(dialog, QLineEdit), child(dialog, QListWidget)
    field.setText("Cleo")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    qtbot.waitUntil(known.hasFocus)
    with qtbot.waitSignal(dialog.annotator_chosen) as chosen:
        button(dialog, "Annotate").click()
    assert chosen.args == ["Cleo"]


def test_enter_takes_the_name_that_the_keyboard_is_on(qtbot: QtBot) -> None:
    dialog = opened(qtbot, AnnotatorDialog(name="Cleo", known=("Anna", "Ben")))
    known = child(dialog, QListWidget)
    known.setFocus()
    with qtbot.waitSignal(dialog.annotator_chosen) as chosen:
        QTest.keyClick(known, Qt.Key.Key_Return)
    assert chosen.args == ["Anna"]


def test_a_name_is_no_longer_than_a_project_takes(qtbot: QtBot) -> None:
    dialog = opened(qtbot, AnnotatorDialog(name="x" * 150))
    assert len(child(dialog, QLineEdit).text()) == 100


def test_go_to_asks_for_a_number_that_there_is(qtbot: QtBot) -> None:
    dialog = opened(qtbot, GotoDialog(count=25, number=16))
    field = child(dialog, QSpinBox)
    field.setValue(99)
    with qtbot.waitSignal(dialog.sentence_requested) as wish:
        button(dialog, "Go").click()
    assert wish.args == [25]


def test_about_names_the_version_and_the_licences(qtbot: QtBot) -> None:
    dialog = opened(qtbot, AboutDialog())
    assert annotator.__version__ in words(dialog)
    parts = child(dialog, QPlainTextEdit).toPlainText()
    assert "LGPL-3.0" in parts
    assert "pydantic" in parts
