"""In the whole window: which keys act after a preset, a choice or the switch, and which keys it tells."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from annotator.views.main_window import MainWindow
from tests.views.main_windows import bare_window, press, working


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    with working(qtbot, tmp_path) as window:
        yield window


def _labels(window: MainWindow) -> list[str]:
    return [claim.label for claim in window.bench.desk.require_sheet().claims]


def _choose(window: MainWindow, dialog: str, preset: str) -> QDialog:
    found = next(each for each in window.findChildren(QDialog) if type(each).__name__ == dialog)
    radios = {each.accessibleName(): each for each in found.findChildren(QRadioButton)}
    radios[f"Preset: {preset}"].click()
    return found


def test_a_preset_of_the_preferences_acts_at_once_and_after_a_restart(window: MainWindow) -> None:
    window.windows.show_preferences()
    dialog = _choose(window, "PreferencesDialog", "Home row")
    dialog.close()
    window.activateWindow()
    window.parts.article.setFocus()
    press(window, "D", "F")
    assert _labels(window) == ["disputed", "confirmed"]
    again = bare_window(window.bench.settings)
    assert again.table.keymap.preset == "home_row"
    again.deleteLater()


def test_a_preset_of_the_shortcut_page_is_kept(window: MainWindow) -> None:
    window.windows.show_shortcuts()
    _choose(window, "ShortcutsPage", "Numpad")
    assert window.bench.settings.values.key_preset == "numpad"


def test_defaults_of_the_preferences_bring_the_first_preset_back(window: MainWindow) -> None:
    window.bench.settings.change(key_preset="home_row", single_keys=False)
    window.windows.show_preferences()
    (dialog,) = window.findChildren(QDialog, "preferencesDialog")
    restore = next(each for each in dialog.findChildren(QPushButton) if each.text().startswith("Restore"))
    restore.click()
    assert window.table.keymap.preset == "numbers"
    assert window.bench.settings.values.key_preset == "numbers"
    assert window.table.keymap.single_keys


def test_a_choice_lies_over_the_preset(window: MainWindow) -> None:
    window.table.keymap.take_key("claim.skip", "F")
    window.bench.settings.change(key_preset="home_row")
    window.parts.article.setFocus()
    press(window, "F", "1")
    assert _labels(window) == ["confirmed"]
    assert window.bench.settings.values.keys == {"claim.skip": ["F"]}


def test_with_modifiers_only_letters_and_digits_do_nothing(window: MainWindow) -> None:
    window.bench.settings.change(key_preset="modifiers")
    window.parts.article.setFocus()
    press(window, "1", "0", "X", "J")
    assert _labels(window) == []
    assert window.bench.desk.cursor.unit == 0
    press(window, "Alt+2")
    assert _labels(window) == ["disputed"]
