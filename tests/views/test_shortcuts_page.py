from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMainWindow, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from annotator.models.shortcut_model import ShortcutColumn, ShortcutRole
from annotator.views.actions import ActionTable
from annotator.views.key_recorder import KeyRecorder
from annotator.views.shortcuts_page import ShortcutsPage

_CONTROL = Qt.KeyboardModifier.ControlModifier
_NONE = Qt.KeyboardModifier.NoModifier


class Page:
    """The page as a person reads and presses it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.table = ActionTable(self.window)
        self.page = ShortcutsPage(self.table, self.window)
        self.page.show()
        self.page.activateWindow()
        qtbot.waitUntil(self.page.isActiveWindow)

    def choose(self, id_: str) -> None:
        model = self.page.view.model()
        row = next(row for row in range(model.rowCount()) if model.index(row, 0).data(ShortcutRole.ID) == id_)
        self.page.view.setCurrentIndex(model.index(row, ShortcutColumn.ACTION))
        self.page.view.setFocus()
        QTest.keyClick(self.page.view, Qt.Key.Key_Return)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = _NONE) -> None:
        recorder = self.page.findChild(KeyRecorder)
        assert recorder is not None
        assert recorder.hasFocus()
        QTest.keyClick(recorder, key, held)

    def type(self, text: str) -> None:
        for character in text:
            focused = QApplication.focusWidget()
            assert focused is not None
            QTest.keyClicks(focused, character)

    def search(self) -> QLineEdit:
        fields = self.page.findChildren(QLineEdit)
        return next(field for field in fields if not isinstance(field, KeyRecorder))

    def message(self) -> str:
        texts = [label.text() for label in self.page.findChildren(QLabel) if label.isVisible()]
        return "\n".join(texts).replace("\u2068", "").replace("\u2069", "").replace("\u00a0", " ")

    def radio(self, name: str) -> QRadioButton:
        buttons = self.page.findChildren(QRadioButton)
        return next(button for button in buttons if button.accessibleName() == name)

    def button(self, start: str) -> QPushButton:
        buttons = self.page.findChildren(QPushButton)
        return next(button for button in buttons if button.text().replace("&", "").startswith(start))


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    return Page(qtbot)


def test_a_free_key_is_taken_at_once(page: Page) -> None:
    page.choose("claim.flag")
    page.press(Qt.Key.Key_Z)
    assert page.table.keymap.keys("claim.flag") == ("Z",)
    assert "Z is now “Flag for the Lead”" in page.message()
    assert page.page.view.hasFocus()


def test_a_taken_key_is_told_with_two_choices(page: Page) -> None:
    page.choose("claim.note")
    page.press(Qt.Key.Key_F)
    assert "F is already “Flag for the Lead”." in page.message()
    take = page.button("Give F to this action and take it from the other")
    assert take.isVisible()
    assert page.button("Choose another key").isVisible()
    assert page.table.keymap.overrides == {}
    take.click()
    assert page.table.keymap.overrides == {"claim.note": ["F"]}
    assert "F is “Note…” by your choice, and not “Flag for the Lead”." in page.message()
    assert not take.isVisible()


def test_another_key_can_be_chosen_instead(page: Page) -> None:
    page.choose("claim.note")
    page.press(Qt.Key.Key_F)
    page.button("Choose another key").click()
    page.press(Qt.Key.Key_Z)
    assert page.table.keymap.overrides == {"claim.note": ["Z"]}


def test_a_key_that_would_fire_while_typing_is_refused_with_its_reason(page: Page) -> None:
    page.choose("file.save_now")
    page.press(Qt.Key.Key_S)
    assert "while you write" in page.message()
    assert page.table.keymap.overrides == {}
    page.press(Qt.Key.Key_F7)
    assert page.table.keymap.keys("file.save_now") == ("F7",)


def test_recording_does_not_trigger_what_the_key_does_elsewhere(page: Page, qtbot: QtBot) -> None:
    page.choose("claim.note")
    with qtbot.assertNotEmitted(page.table.action("file.quit").triggered):
        page.press(Qt.Key.Key_Q, _CONTROL)
    assert "Ctrl+Q is already “Quit”." in page.message()


def test_escape_gives_up_and_keeps_the_window(page: Page) -> None:
    page.choose("claim.note")
    page.press(Qt.Key.Key_Escape)
    assert page.page.isVisible()
    assert page.table.keymap.overrides == {}


def test_what_is_typed_anywhere_is_searched_for(page: Page) -> None:
    page.page.view.setFocus()
    page.type("fl")
    assert page.search().hasFocus()
    page.button("Restore All").setFocus()
    page.type("ag")
    assert page.search().text() == "flag"
    assert page.page.view.model().rowCount() < 10


def test_enter_after_a_search_waits_for_a_key_of_the_first_row(page: Page) -> None:
    page.type("flag for")
    QTest.keyClick(page.search(), Qt.Key.Key_Return)
    page.press(Qt.Key.Key_Z)
    assert page.table.keymap.keys("claim.flag") == ("Z",)


def test_the_arrows_lead_from_the_search_into_the_rows(page: Page) -> None:
    page.type("claim")
    QTest.keyClick(page.search(), Qt.Key.Key_Down)
    assert page.page.view.hasFocus()
    assert page.page.view.currentIndex().row() == 1


def test_escape_ends_the_waiting_then_the_search_and_then_closes(page: Page) -> None:
    page.type("note")
    page.choose("claim.note")
    page.press(Qt.Key.Key_F)
    assert page.button("Choose another key").isVisible()
    for row_count_is_full in (False, True):
        QTest.keyClick(page.page.focusWidget(), Qt.Key.Key_Escape)
        assert page.page.isVisible()
        assert not page.button("Choose another key").isVisible()
        assert (page.search().text() == "") is row_count_is_full
    QTest.keyClick(page.page.focusWidget(), Qt.Key.Key_Escape)
    assert not page.page.isVisible()
    assert page.table.keymap.overrides == {}


def test_enter_presses_the_button_that_has_the_keyboard(page: Page) -> None:
    page.choose("claim.note")
    page.press(Qt.Key.Key_F)
    QTest.keyClick(page.page.focusWidget(), Qt.Key.Key_Return)
    page.press(Qt.Key.Key_Z)
    assert page.table.keymap.overrides == {"claim.note": ["Z"]}


def test_one_key_or_all_are_restored(page: Page) -> None:
    page.table.keymap.take_key("claim.note", "Z")
    page.table.keymap.take_key("claim.skip", "Y")
    page.choose("claim.note")
    page.press(Qt.Key.Key_Escape)
    page.button("Restore This").click()
    assert page.table.keymap.overrides == {"claim.skip": ["Y"]}
    page.button("Restore All").click()
    assert page.table.keymap.overrides == {}


def test_actions_are_found_by_name_menu_and_key(page: Page) -> None:
    search, model = page.search(), page.page.view.model()
    for typed, id_ in (
        ("flag for", "claim.flag"),
        ("ctrl+shift+z", "edit.redo"),
        ("edges and", "claim.edge_start"),
    ):
        search.setText(typed)
        assert id_ in {model.index(row, 0).data(ShortcutRole.ID) for row in range(model.rowCount())}
        assert model.rowCount() < 20


def test_a_double_click_waits_for_a_key(page: Page) -> None:
    model = page.page.view.model()
    where = page.page.view.visualRect(model.index(0, 0)).center()
    viewport = page.page.view.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, _NONE, where)
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, _NONE, where)
    # Else the button is down for every test after this one.
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, _NONE, where)
    assert "Press the new key for “New Project…”" in page.message()


def test_a_preset_is_chosen_and_what_it_gives_is_told(page: Page) -> None:
    assert page.radio("Preset: Numbers").isChecked()
    page.radio("Preset: Home row").click()
    assert page.table.keymap.preset == "home_row"
    assert "F Confirmed · D Disputed · S Unverified · A No Claim Here" in page.message()
    assert not page.button("Give These Back").isVisible()


def test_keys_of_a_preset_that_a_person_gave_away_are_told_and_given_back(page: Page) -> None:
    page.table.keymap.take_key("claim.note", "S")
    page.table.keymap.take_key("claim.skip", "D")
    page.radio("Preset: Home row").click()
    assert "S is “Note…” by your choice, and not “Unverified”." in page.message()
    assert "D is “Skip for Later” by your choice, and not “Disputed”." in page.message()
    page.button("Give These Back").click()
    assert page.table.keymap.overrides == {}
    assert page.table.keymap.keys("claim.label.3") == ("S", "3")
    assert "by your choice" not in page.message()


def test_of_many_lost_keys_a_few_are_named(page: Page) -> None:
    for id_, key in (("claim.note", "1"), ("claim.skip", "2"), ("claim.join", "3"), ("claim.flag", "0")):
        page.table.keymap.take_key(id_, key)
    assert page.message().count("by your choice") == 3
    assert "And 1 more." in page.message()


def test_restoring_an_action_whose_key_was_chosen_says_who_has_it(page: Page) -> None:
    page.table.keymap.take_key("claim.note", "F")
    page.choose("claim.flag")
    page.press(Qt.Key.Key_Escape)
    page.button("Restore This").click()
    assert page.table.keymap.keys("claim.flag") == ()
    told = "Restored: Flag for the Lead. F is “Note…” by your choice, and not “Flag for the Lead”."
    assert told in page.message()


def test_a_key_that_is_switched_off_says_so_when_it_is_chosen(page: Page) -> None:
    page.table.keymap.single_keys = False
    page.choose("claim.flag")
    page.press(Qt.Key.Key_Z)
    assert (
        "Z is now “Flag for the Lead”. It does nothing while single-key shortcuts are off." in page.message()
    )


def test_a_key_of_a_label_that_the_project_does_not_have_is_free(page: Page) -> None:
    page.choose("claim.skip")
    page.press(Qt.Key.Key_5)
    assert "5 is now “Skip for Later”." in page.message()
    assert "Label 5" not in page.message()


def test_names_keep_their_room_in_a_narrow_page(page: Page) -> None:
    view, columns = page.page.view, (ShortcutColumn.MENU, ShortcutColumn.PLACE)
    letter = view.fontMetrics().averageCharWidth()
    page.page.resize(letter * 62, 400)
    assert view.isColumnHidden(ShortcutColumn.MENU)
    assert view.columnWidth(ShortcutColumn.ACTION) >= letter * 20
    assert not view.isColumnHidden(ShortcutColumn.KEYS)
    page.page.resize(letter * 150, 400)
    assert not any(view.isColumnHidden(column) for column in columns)
