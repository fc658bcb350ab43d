from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMainWindow, QMenu, QWidget
from pytestqt.qtbot import QtBot

from annotator.desk.action_records import ActionKind
from annotator.views.actions import ActionTable

_NONE = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class Pane(QWidget):
    """Asks the table with each key, as the panes of the window do."""

    def __init__(self, table: ActionTable, context: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._table = table
        self._context = context
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.resize(20, 20)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._table.press(event, self._context):
            super().keyPressEvent(event)


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(300, 200)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.fixture
def table(window: QMainWindow) -> ActionTable:
    return ActionTable(window)


def _triggered(table: ActionTable) -> list[str]:
    heard: list[str] = []
    for record in table.records.actions:
        table.action(record.id).triggered.connect(lambda _=False, id_=record.id: heard.append(id_))
    return heard


def _press(key: int, text: str, *, scan_code: int = 0, held: Qt.KeyboardModifier = _NONE) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, held, scan_code, 0, 0, text)


def test_single_keys_act_on_the_focused_pane_only(window: QMainWindow, table: ActionTable) -> None:
    heard = _triggered(table)
    article, queue, note = Pane(table, "article", window), Pane(table, "queue", window), QLineEdit(window)
    for widget in (article, queue, note):
        widget.show()
        widget.setFocus()
        QTest.keyClicks(widget, "f2")
    assert heard == ["claim.flag", "claim.label.2"]
    assert note.text() == "f2"


def test_window_wide_keys_act_wherever_the_focus_is(window: QMainWindow, table: ActionTable) -> None:
    heard = _triggered(table)
    note = QLineEdit(window)
    note.show()
    note.setFocus()
    QTest.keyClick(note, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(note, Qt.Key.Key_F6)
    assert heard == ["view.palette", "go.pane_next"]


def test_the_same_key_means_other_things_in_other_panes(table: ActionTable) -> None:
    slash = _press(Qt.Key.Key_Slash, "/")
    assert table.match(slash, "article") == "edit.find_slash"
    assert table.match(slash, "queue") == "queue.filter"
    assert table.match(_press(Qt.Key.Key_Z, "z"), "article") is None


def test_a_french_keyboard_labels_without_shift_and_stays_with_it(table: ActionTable) -> None:
    assert table.match(_press(Qt.Key.Key_Eacute, "é", scan_code=11), "article") == "claim.label.2"
    with_shift = _press(Qt.Key.Key_2, "2", scan_code=11, held=_SHIFT)
    assert table.match(with_shift, "article") == "claim.label_stay.2"
    assert table.match(_press(Qt.Key.Key_Agrave, "à", scan_code=19), "article") == "claim.none"


def test_the_numpad_labels(table: ActionTable) -> None:
    numpad = _press(Qt.Key.Key_3, "3", held=Qt.KeyboardModifier.KeypadModifier)
    assert table.match(numpad, "article") == "claim.label.3"


def test_a_held_key_labels_once_and_moves_on_and_on(table: ActionTable) -> None:
    heard = _triggered(table)
    for key, text in ((Qt.Key.Key_1, "1"), (Qt.Key.Key_J, "j")):
        for repeated in (False, True, True):
            event = QKeyEvent(QEvent.Type.KeyPress, key, _NONE, text, repeated)
            assert table.press(event, "article")
    assert heard == ["claim.label.1"] + ["go.next_unit"] * 3


def test_without_single_keys_alt_and_the_digit_label(table: ActionTable) -> None:
    table.keymap.single_keys = False
    alt = Qt.KeyboardModifier.AltModifier
    assert table.match(_press(Qt.Key.Key_2, "2"), "article") is None
    assert table.match(_press(Qt.Key.Key_2, "2", held=alt), "article") == "claim.label.2"
    assert table.action("claim.label.2").text() == "&Disputed\tAlt+2"
    assert table.action("claim.flag").text() == "&Flag for the Lead"


def test_menus_hold_every_action_once_in_the_tables_order(window: QMainWindow, table: ActionTable) -> None:
    menus = table.fill(window.menuBar())
    tops = [action.text() for action in window.menuBar().actions()]
    assert tops == ["&File", "&Edit", "&View", "&Go", "&Claim", "&Review", "&Help"]
    held = [
        action.objectName() for menu in menus.values() for action in menu.actions() if action.objectName()
    ]
    expected = [record.id for record in table.records.actions if record.kind is not ActionKind.HOLD]
    assert sorted(held) == sorted(expected)
    claim = [action.objectName() for action in menus["claim"].actions()]
    assert claim[:3] == ["claim.label.1", "claim.label.2", "claim.label.3"]


def test_menus_draw_lines_between_groups_and_never_two(window: QMainWindow, table: ActionTable) -> None:
    for menu in table.fill(window.menuBar()).values():
        lines = [action.isSeparator() for action in menu.actions()]
        assert not lines[0]
        assert not lines[-1]
        assert not any(first and second for first, second in pairwise(lines))


def test_every_key_is_shown_beside_its_action(table: ActionTable) -> None:
    assert table.action("claim.label.1").text() == "&Confirmed\t1"
    assert table.action("claim.label.1").shortcuts() == []
    assert table.action("file.save_now").shortcut() == QKeySequence("Ctrl+S")
    assert len(table.action("edit.redo").shortcuts()) == 2
    tip = table.action("claim.label.1").toolTip()
    assert "Confirmed (1)" in tip
    assert "Independent sources agree" in tip


def test_what_cannot_be_done_says_why(table: ActionTable) -> None:
    table.set_available("claim.join", False, "This is the last sentence.")
    assert not table.action("claim.join").isEnabled()
    assert table.reason("claim.join") == "This is the last sentence."
    assert "last sentence" in table.action("claim.join").toolTip()
    table.set_available("claim.join", True)
    assert table.action("claim.join").isEnabled()
    assert table.reason("claim.join") == ""


def test_what_is_refused_is_not_done_by_its_key_either(table: ActionTable) -> None:
    heard = _triggered(table)
    table.set_available("claim.flag", False, "No claim here.")
    assert table.press(_press(Qt.Key.Key_F, "f"), "article")
    assert heard == []


def test_a_title_from_the_project_is_plain_text(table: ActionTable) -> None:
    table.retitle("edit.undo", "Undo “R&D: <b>”")
    assert table.action("edit.undo").text() == "&Undo “R&&D: <b>”"
    assert "&lt;b&gt;" in table.action("edit.undo").toolTip()
    table.retitle("claim.label.1", "Wahr")
    assert table.action("claim.label.1").text() == "Wahr\t1"
    assert table.name("claim.label.1") == "Wahr"


def test_a_chosen_key_is_shown_and_works_at_once(table: ActionTable) -> None:
    table.keymap.take_key("claim.flag", "Shift+F")
    table.keymap.take_key("file.save_now", "Ctrl+Shift+W")
    assert table.action("claim.flag").text() == "&Flag for the Lead\tShift+F"
    assert table.match(_press(Qt.Key.Key_F, "F", held=_SHIFT), "article") == "claim.flag"
    assert table.action("file.save_now").shortcut() == QKeySequence("Ctrl+Shift+W")


def test_overrides_are_taken_from_the_settings(window: QMainWindow) -> None:
    table = ActionTable(window, {"claim.flag": ["Shift+F"]})
    assert table.match(_press(Qt.Key.Key_F, "f"), "article") is None
    assert table.keymap.overrides == {"claim.flag": ["Shift+F"]}


def test_a_second_window_offers_its_own_actions_with_the_keys_of_the_first(
    window: QMainWindow, table: ActionTable
) -> None:
    other = ActionTable(window, keymap=table.keymap, offers=lambda record: "review" in record.contexts)
    table.keymap.take_key("review.park", "Z")
    assert other.match(_press(Qt.Key.Key_Z, "z"), "review") == "review.park"
    assert other.shown_key("review.park") == "Z"
    assert other.name("claim.flag") == table.name("claim.flag")
    assert other.is_offered("claim.flag")
    with pytest.raises(KeyError):
        other.action("claim.flag")


def test_choices_have_a_menu_to_be_filled(table: ActionTable) -> None:
    assert isinstance(table.submenu("view.theme"), QMenu)
    with pytest.raises(KeyError):
        table.submenu("file.quit")
    with pytest.raises(KeyError):
        table.action("pick.accept")
