from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from annotator.desk.setting_values import Values
from annotator.desk.settings import Settings
from annotator.views.actions import ActionTable
from annotator.views.preferences_dialog import PreferencesDialog
from annotator.views.theme import Theme, ThemeChoice
from tests.views.panes import clipped, names

Named = TypeVar("Named", bound=QWidget)


class Screen:
    def __init__(self, settings: Settings, qtbot: QtBot) -> None:
        self.settings = settings
        window = QMainWindow()
        qtbot.addWidget(window)
        table = ActionTable(window)
        self.dialog = PreferencesDialog(settings, table, backups=Path("/data/backups/of this"))
        qtbot.addWidget(self.dialog)
        self.dialog.show()

    def combo(self, name: str) -> QComboBox:
        return self._named(QComboBox, name)

    def spin(self, name: str) -> QSpinBox:
        return self._named(QSpinBox, name)

    def radio(self, name: str) -> QRadioButton:
        return self._named(QRadioButton, name)

    def line(self, name: str) -> QLineEdit:
        return self._named(QLineEdit, name)

    def button(self, start: str) -> QPushButton:
        (found,) = [each for each in self.dialog.findChildren(QPushButton) if each.text().startswith(start)]
        return found

    def rows(self) -> list[str]:
        return [label.text() for label in self.dialog.findChildren(QLabel) if label.isVisible()]

    def _named(self, kind: type[Named], name: str) -> Named:
        (found,) = [each for each in self.dialog.findChildren(kind) if each.accessibleName() == name]
        return found


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def screen(settings: Settings, qtbot: QtBot) -> Screen:
    return Screen(settings, qtbot)


def test_it_starts_in_the_search(screen: Screen) -> None:
    assert QApplication.focusWidget() is screen.line("Search preferences")


def test_everything_applies_at_once_and_is_kept(screen: Screen, tmp_path: Path) -> None:
    screen.combo("Theme").setCurrentText("High contrast, dark")
    screen.spin("Size of everything").setValue(150)
    screen.spin("Size of the article’s text").setValue(18)
    screen.radio("After a label: stay").click()
    screen.radio("Boilerplate: folded").click()
    screen.dialog.findChildren(QCheckBox)[0].click()
    kept = Settings(tmp_path / "settings.json").values
    assert kept == Values(
        theme="high_contrast_dark",
        zoom=150,
        text_size=18,
        after_label="stay",
        boilerplate="folded",
        single_keys=False,
    )


def test_it_shows_what_is_set(settings: Settings, qtbot: QtBot) -> None:
    settings.change(theme="dark", zoom=90, text_family="No Such Font", after_label="next", single_keys=False)
    screen = Screen(settings, qtbot)
    assert screen.combo("Theme").currentText() == "Dark"
    assert screen.spin("Size of everything").value() == 90
    assert screen.combo("Font of the article").currentText() == "No Such Font"
    assert screen.radio("After a label: next sentence").isChecked()
    assert not screen.dialog.findChildren(QCheckBox)[0].isChecked()


def test_it_follows_what_is_changed_elsewhere(screen: Screen) -> None:
    screen.settings.change(zoom=200, boilerplate="text")
    assert screen.spin("Size of everything").value() == 200
    assert screen.radio("Boilerplate: as other text").isChecked()


def test_a_number_counts_when_it_is_typed_to_its_end(screen: Screen, qtbot: QtBot) -> None:
    field = screen.spin("Size of everything")
    field.setFocus()
    field.selectAll()
    with qtbot.assertNotEmitted(screen.settings.changed):
        QTest.keyClicks(field, "150")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert screen.settings.values.zoom == 150
    assert screen.dialog.isVisible()


def test_the_ranges_are_those_of_the_settings(screen: Screen) -> None:
    field = screen.spin("Size of everything")
    assert (field.minimum(), field.maximum()) == (50, 300)


def test_the_wheel_changes_nothing_on_its_way(screen: Screen) -> None:
    for field in (screen.combo("Theme"), screen.spin("Size of everything")):
        where = QPointF(field.rect().center())
        turn = QWheelEvent(
            where,
            QPointF(field.mapToGlobal(field.rect().center())),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(field, turn)
    assert screen.settings.values == Values()


def test_the_search_leaves_the_rows_that_hold_its_words(screen: Screen) -> None:
    search = screen.line("Search preferences")
    search.setText("LABEL next")
    assert screen.rows() == ["Working", "After a label"]
    search.setText("zebra")
    assert screen.rows() == ["Nothing for “\u2068zebra\u2069”."]


def test_escape_clears_the_search_and_then_closes(screen: Screen) -> None:
    search = screen.line("Search preferences")
    search.setText("theme")
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert search.text() == ""
    assert screen.dialog.isVisible()
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert not screen.dialog.isVisible()


def test_defaults_come_back_and_nothing_else_is_touched(screen: Screen) -> None:
    screen.settings.change(theme="dark", zoom=200, annotator="Anna")
    screen.button("Restore Defaults").click()
    assert screen.settings.values == Values(annotator="Anna")
    assert screen.combo("Theme").currentText() == "As the system"


def test_the_shortcuts_page_takes_its_place(screen: Screen, qtbot: QtBot) -> None:
    with qtbot.waitSignal(screen.dialog.shortcuts_requested):
        screen.button("Keyboard Shortcuts").click()
    assert not screen.dialog.isVisible()


def test_the_folder_of_the_backups_is_shown(screen: Screen) -> None:
    assert screen.line("Backups of this project").text() == "/data/backups/of this"


def test_what_the_keyboard_stops_at_has_a_name_of_its_own(screen: Screen) -> None:
    found = names(screen.dialog)
    assert found.most_common(1)[0][1] == 1
    assert "" not in found


@pytest.mark.parametrize(("percent", "width", "height"), [(100, 640, 480), (200, 1024, 640)])
def test_it_fits(
    settings: Settings, qtbot: QtBot, qapp: QApplication, percent: int, width: int, height: int
) -> None:
    theme = Theme(qapp, choice=ThemeChoice.LIGHT, zoom=percent)
    try:
        screen = Screen(settings, qtbot)
        screen.dialog.resize(width, height)
        qapp.processEvents()
        assert (screen.dialog.width(), screen.dialog.height()) == (width, height)
        assert clipped(screen.dialog) == []
    finally:
        theme.setParent(None)


def test_the_hint_to_take_a_break_can_be_switched_off(screen: Screen) -> None:
    hint = screen.combo("Hint to take a break")
    assert hint.currentText() == "after 50 minutes"
    hint.setCurrentText("never")
    assert screen.settings.values.break_after == 0
