from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QMenu
from pytestqt.qtbot import QtBot

from annotator.views.actions import ActionTable
from annotator.views.context_menus import Place, context_menu


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def table(window: QMainWindow) -> ActionTable:
    return ActionTable(window)


def actions(menu: QMenu) -> list[QAction]:
    return [action for action in menu.actions() if not action.isSeparator()]


@pytest.mark.parametrize("place", Place)
def test_a_menu_holds_at_most_nine_actions_of_the_table(
    window: QMainWindow, table: ActionTable, place: Place
) -> None:
    found = actions(context_menu(table, place, window))
    assert 3 <= len(found) <= 9
    assert all(action is table.action(action.objectName()) for action in found)


@pytest.mark.parametrize("place", Place)
def test_everything_in_it_is_in_the_menu_bar_too(
    window: QMainWindow, table: ActionTable, place: Place
) -> None:
    in_bar = {
        action.objectName() for menu in table.fill(window.menuBar()).values() for action in actions(menu)
    }
    assert {action.objectName() for action in actions(context_menu(table, place, window))} <= in_bar


def test_it_shows_keys_and_does_what_is_pressed(
    window: QMainWindow, table: ActionTable, qtbot: QtBot
) -> None:
    menu = context_menu(table, Place.SENTENCE, window)
    assert actions(menu)[0].text() == "&Confirmed\t1"
    menu.popup(window.mapToGlobal(QPoint(10, 10)))
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Down)
    with qtbot.waitSignal(table.action("claim.label.2").triggered):
        QTest.keyClick(menu, Qt.Key.Key_Return)
    assert not menu.isVisible()


def test_what_cannot_be_done_is_shown_and_not_done(window: QMainWindow, table: ActionTable) -> None:
    table.set_available("claim.join", False, "last sentence")
    menu = context_menu(table, Place.SENTENCE, window)
    (join,) = [action for action in actions(menu) if action.objectName() == "claim.join"]
    assert not join.isEnabled()
    assert menu.toolTipsVisible()
    assert "last sentence" in join.toolTip()


def test_names_of_the_project_s_labels_are_used(window: QMainWindow, table: ActionTable) -> None:
    table.retitle("claim.label.1", "Bestätigt")
    assert actions(context_menu(table, Place.CLAIM, window))[0].iconText() == "Bestätigt"
