from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from annotator.views.find_bar import FindBar
from tests.views.panes import Paper, child, names


@pytest.fixture
def bar(qtbot: QtBot) -> FindBar:
    bar = FindBar(Paper())
    qtbot.addWidget(bar)
    bar.open("bridge")
    bar.activateWindow()
    return bar


@pytest.fixture
def field(bar: FindBar) -> QLineEdit:
    return child(bar, QLineEdit)


def test_it_opens_with_the_words_selected_to_type_over(bar: FindBar, field: QLineEdit, qtbot: QtBot) -> None:
    assert field.selectedText() == "bridge"
    with qtbot.waitSignal(bar.words_changed) as changed:
        QTest.keyClicks(field, "d")
    assert changed.args == ["d"]
    assert bar.words == "d"
    bar.open()
    assert bar.words == "d", "the last words stay"


def test_enter_goes_on_and_shift_enter_back(bar: FindBar, field: QLineEdit, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bar.next_requested):
        QTest.keyClick(field, Qt.Key.Key_Return)
    with qtbot.waitSignal(bar.previous_requested):
        QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)


def test_escape_closes_it(bar: FindBar, field: QLineEdit, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bar.closed):
        QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not bar.isVisible()


def test_it_counts_what_was_found(bar: FindBar, field: QLineEdit) -> None:
    count = child(bar, QLabel)
    bar.set_count(12, current=3)
    assert count.text() == "3 of 12"
    bar.set_count(12, current=0)
    assert count.text() == "12 found"
    bar.set_count(0, current=0)
    assert count.text() == "Not found"
    named = {button.accessibleName(): button for button in bar.findChildren(QToolButton)}
    assert not named["Next place"].isEnabled()
    field.clear()
    assert count.text() == ""


def test_every_stop_of_the_tab_key_has_a_name_of_its_own(bar: FindBar) -> None:
    bar.set_count(12, current=3)
    expected = ("Words to find", "Previous place", "Next place", "Close the find bar")
    assert names(bar) == dict.fromkeys(expected, 1)
