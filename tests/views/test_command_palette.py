from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QMainWindow, QTextEdit
from pytestqt.qtbot import QtBot

from annotator.models.palette_model import Entry, EntryKind, Offers
from annotator.views.action_entries import action_entries
from annotator.views.actions import ActionTable
from annotator.views.command_palette import CommandPalette
from annotator.views.tokens import ThemeName, colours

CONTROL = Qt.KeyboardModifier.ControlModifier


class Light:
    def color(self, token: str) -> QColor:
        return colours(ThemeName.LIGHT)[token]


class Desk:
    """A window with a text, the actions and the palette, as the main window joins them."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.text = QTextEdit()
        self.window.setCentralWidget(self.text)
        self.table = ActionTable(self.window)
        self.palette = CommandPalette(self.window, Light())
        self.palette.provide(EntryKind.ACTION, lambda: Offers.of(action_entries(self.table, "article")))
        self.table.action("view.palette").triggered.connect(self.palette.open)
        self.window.resize(800, 600)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.text.setFocus()

    def type(self, text: str) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, text)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key, held)

    def list(self) -> QListView:
        found = self.palette.findChild(QListView)
        assert isinstance(found, QListView)
        return found

    def field(self) -> QLineEdit:
        found = self.palette.findChild(QLineEdit)
        assert isinstance(found, QLineEdit)
        return found

    def rows(self) -> Sequence[str]:
        model = self.list().model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


def test_a_command_is_found_and_done_by_keys_alone(desk: Desk, qtbot: QtBot) -> None:
    desk.press(Qt.Key.Key_K, CONTROL)
    assert desk.palette.isVisible()
    desk.type("expo")
    assert desk.rows()[0] == "Export Dataset…"
    with qtbot.waitSignal(desk.table.action("file.export").triggered):
        desk.press(Qt.Key.Key_Return)
    assert not desk.palette.isVisible()
    assert desk.text.hasFocus()


def test_the_arrows_choose_and_the_focus_is_back_before_it_is_done(desk: Desk) -> None:
    where: list[bool] = []
    desk.table.action("file.export_again").triggered.connect(lambda: where.append(desk.text.hasFocus()))
    desk.press(Qt.Key.Key_K, CONTROL)
    desk.type("export")
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    assert where == [True]


def test_escape_gives_the_focus_back_and_does_nothing(desk: Desk) -> None:
    desk.press(Qt.Key.Key_K, CONTROL)
    desk.type("quit")
    desk.press(Qt.Key.Key_Escape)
    assert not desk.palette.isVisible()
    assert desk.text.hasFocus()
    desk.palette.open()
    assert desk.field().text() == ""


def test_what_cannot_be_done_is_shown_and_not_done(desk: Desk, qtbot: QtBot) -> None:
    desk.table.set_available("claim.join", False, "last sentence")
    desk.palette.ask("join sentence")
    with qtbot.assertNotEmitted(desk.table.action("claim.join").triggered):
        desk.press(Qt.Key.Key_Return)
    assert desk.palette.isVisible()
    index = desk.list().currentIndex()
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Join Sentence with Next, last sentence, M"


def test_what_was_done_is_offered_first_next_time(desk: Desk, qtbot: QtBot) -> None:
    desk.palette.ask("larger")
    with qtbot.waitSignal(desk.palette.recent_changed) as told:
        desk.press(Qt.Key.Key_Return)
    assert told.args == [["view.zoom_in"]]
    desk.palette.open()
    assert desk.rows()[0] == "Larger"
    fresh = desk.rows()[1]
    assert fresh in {record.name for record in desk.table.records.actions if "article" in record.contexts}


def test_choices_of_a_submenu_are_entries(desk: Desk, qtbot: QtBot) -> None:
    dark = desk.table.submenu("view.theme").addAction("&Dark")
    desk.palette.ask("theme dark")
    assert desk.rows()[0] == "Theme: Dark"
    with qtbot.waitSignal(dark.triggered):
        desk.press(Qt.Key.Key_Return)


def test_a_click_runs_an_entry(desk: Desk, qtbot: QtBot) -> None:
    done: list[str] = []
    desk.palette.provide(
        EntryKind.ARTICLE,
        lambda: Offers.of([Entry("Zebra", "article", "", EntryKind.ARTICLE, lambda: done.append("z"))]),
    )
    desk.palette.ask("zebra")
    view = desk.list()
    where = view.visualRect(view.model().index(0, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
    assert done == ["z"]


def test_a_click_elsewhere_leaves_and_keeps_the_focus_there(desk: Desk) -> None:
    desk.palette.open()
    desk.text.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not desk.palette.isVisible()
    assert desk.text.hasFocus()


def test_it_stays_inside_a_small_window(desk: Desk) -> None:
    desk.palette.open()
    for width, height in ((640, 480), (320, 240), (1280, 800)):
        desk.window.resize(width, height)
        assert desk.window.rect().contains(desk.palette.geometry()), (width, height)


def test_nothing_found_is_said(desk: Desk) -> None:
    desk.palette.ask("qqqq")
    assert desk.rows() == []
    assert not desk.list().isVisible()
    desk.press(Qt.Key.Key_Return)
    assert desk.palette.isVisible()
