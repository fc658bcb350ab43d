from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from annotator.views.actions import ActionTable
from annotator.views.keys_overlay import KeysOverlay
from annotator.views.tokens import ThemeName, colours


class Light:
    def color(self, token: str) -> QColor:
        return colours(ThemeName.LIGHT)[token]


class Article(QWidget):
    """A pane that opens the overlay with its key and does what other keys mean."""

    def __init__(self, table: ActionTable) -> None:
        super().__init__()
        self._table = table
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._table.press(event, "article")


class Desk:
    def __init__(self, qtbot: QtBot) -> None:
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.table = ActionTable(self.window)
        self.pane = Article(self.table)
        self.window.setCentralWidget(self.pane)
        self.overlay = KeysOverlay(self.window, self.table, Light())
        self.table.action("help.keys_quick").triggered.connect(lambda: self.overlay.open("article"))
        self.window.resize(640, 480)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.pane.setFocus()


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


def test_it_shows_the_keys_of_the_focused_pane_only(desk: Desk) -> None:
    desk.overlay.open("queue")
    told = desk.overlay.accessibleDescription()
    assert "Enter  Return Open Article" in told
    assert "Confirmed" not in told
    desk.overlay.open("article")
    assert "1 Confirmed" in desk.overlay.accessibleDescription()
    assert "Save Now" not in desk.overlay.accessibleDescription()


def test_keys_of_the_window_are_added_where_there_is_room(desk: Desk) -> None:
    desk.window.resize(1280, 800)
    desk.overlay.open("queue")
    assert "Ctrl+S Save Now" in desk.overlay.accessibleDescription()


def test_what_cannot_be_done_now_is_not_shown(desk: Desk) -> None:
    desk.table.set_available("claim.flag", False, "No claim here.")
    desk.table.keymap.take_key("claim.note", "Z")
    desk.overlay.open("article")
    assert "Flag" not in desk.overlay.accessibleDescription()
    assert "Z Note…" in desk.overlay.accessibleDescription()


def test_the_next_key_takes_it_away_and_still_acts(desk: Desk, qtbot: QtBot) -> None:
    QTest.keyClicks(desk.pane, "?")
    assert desk.overlay.isVisible()
    assert desk.pane.hasFocus()
    with qtbot.waitSignal(desk.table.action("claim.label.2").triggered):
        QTest.keyClicks(desk.pane, "2")
    assert not desk.overlay.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Question, Qt.Key.Key_Escape])
def test_escape_and_its_own_key_only_take_it_away(desk: Desk, qtbot: QtBot, key: Qt.Key) -> None:
    desk.overlay.open("article")
    with qtbot.assertNotEmitted(desk.table.action("claim.unselect").triggered):
        QTest.keyClick(desk.pane, key)
    assert not desk.overlay.isVisible()


def test_a_held_modifier_is_not_yet_a_key(desk: Desk) -> None:
    desk.overlay.open("article")
    QTest.keyClick(desk.pane, Qt.Key.Key_Shift)
    assert desk.overlay.isVisible()


def test_a_window_wide_key_takes_it_away_and_acts(desk: Desk, qtbot: QtBot) -> None:
    desk.overlay.open("article")
    with qtbot.waitSignal(desk.table.action("view.palette").triggered):
        QTest.keyClick(desk.pane, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert not desk.overlay.isVisible()


def test_a_click_takes_it_away(desk: Desk) -> None:
    desk.overlay.open("article")
    QTest.mouseClick(desk.overlay, Qt.MouseButton.LeftButton)
    assert not desk.overlay.isVisible()


def test_it_covers_the_window_at_any_size(desk: Desk) -> None:
    desk.overlay.open("article")
    desk.window.resize(900, 700)
    assert desk.overlay.geometry() == desk.window.rect()
    assert not desk.overlay.grab().isNull()
