"""In the whole window: which keys act after a preset, a choice or the switch, and which keys it tells."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from annotator.views.main_window import MainWindow
from tests.views.main_windows import bare_window, press, working


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    with working(qtbot, tmp_path) as window:
        yield window


def _labels(window: MainWindow) -> list[str]:
    return [claim.label for claim in window.bench.desk.require_sheet().claims]


def _words(pane: QWidget) -> str:
    """All that is written in a pane."""
    parts: list[QLabel | QAbstractButton] = [*pane.findChildren(QLabel), *pane.findChildren(QAbstractButton)]
    words = [part.text() for part in parts if part.isVisible()]
    words += [line.placeholderText() for line in pane.findChildren(QLineEdit)]
    return "\n".join(words).replace("\u2068", "").replace("\u2069", "")


def _strip(window: MainWindow) -> dict[str, str]:
    """The buttons of the strip and what is written on them."""
    buttons = window.parts.article.strip.findChildren(QToolButton)
    return {button.accessibleName(): button.text() for button in buttons if button.isVisible()}


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


def test_every_pane_names_the_keys_of_now(window: MainWindow) -> None:
    parts, keymap = window.parts, window.table.keymap
    window.bench.settings.change(key_preset="home_row")
    keymap.take_key("claim.note", "Z")
    keymap.take_key("queue.filter", "Q")
    assert {name: text.split()[0] for name, text in _strip(window).items()} == {
        "Confirmed": "F",
        "Disputed": "D",
        "Unverified": "S",
        "No claim": "A",
        "Note": "Z",
    }
    assert "No claims yet. F D S label the lit sentence, A if it states nothing." in _words(parts.claims)
    assert "Note    Z" in _words(parts.inspector)
    assert "Flag for the lead    Shift+F" in _words(parts.inspector)
    labels = [radio for radio in parts.inspector.findChildren(QRadioButton) if radio.isVisible()][:3]
    assert [radio.accessibleDescription() for radio in labels] == ["F", "D", "S"]
    assert "Q filter" in _words(parts.queue)
    assert "(F, 1)" in window.table.action("claim.label.1").toolTip()
    assert window.table.action("claim.label.1").text() == "&Confirmed\tF"


def test_the_strip_stands_as_it_stood_with_other_keys_on_it(window: MainWindow) -> None:
    strip = window.parts.article.strip
    before = strip.geometry()
    window.table.keymap.take_key("claim.label.1", "Z")
    assert strip.isVisible()
    assert strip.geometry() == before
    assert _strip(window)["Confirmed"].split()[0] == "Z"


def test_a_key_that_is_switched_off_is_named_nowhere(window: MainWindow) -> None:
    window.bench.settings.change(single_keys=False)
    assert _strip(window)["Disputed"].split()[0] == "Alt+2"
    assert _strip(window)["Note"] in ("", "Note")
    assert "No claims yet. Alt+1 Alt+2 Alt+3 label" in _words(window.parts.claims)
    assert "Note    N" not in _words(window.parts.inspector)


def test_a_notice_names_the_keys_of_now(window: MainWindow) -> None:
    window.table.keymap.take_key("go.next_todo", "U")
    press(window, "Ctrl+Return")
    assert "Next Undecided: U; No Claim Here: 0." in _words(window.parts.reading)


def test_the_start_page_names_the_keys_of_now(window: MainWindow) -> None:
    window.bench.settings.change(key_preset="home_row")
    window.table.keymap.take_key("file.import", "Ctrl+Shift+I")
    window.session.close()
    told = _words(window.welcome.page)
    assert "Confirmed  F" in told
    assert "Import Articles…    Ctrl+Shift+I" in told
    window.table.keymap.restore_all()
    assert "Import Articles…    Ctrl+I" in _words(window.welcome.page)


def test_the_advice_to_take_a_break_stands_in_the_status_bar(window: MainWindow) -> None:
    window.bench.breaks.advised.emit(50)
    assert "50 minutes. A short break helps." in _words(window.parts.status)
    assert window.parts.article.hasFocus()
