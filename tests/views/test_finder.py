"""Finding words in the window: what is current then, and what a label means."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from annotator.views.find_bar import FindBar
from annotator.views.main_window import MainWindow
from tests.views.main_windows import focus_name, open_titled, press, working
from tests.views.panes import child


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    with working(qtbot, tmp_path) as window:
        yield window


def test_a_label_after_finding_is_for_the_sentence_and_not_the_word(window: MainWindow) -> None:
    press(window, "/", *"many", "Return", "Esc", "1")
    (claim,) = window.bench.desk.require_sheet().claims
    assert claim.quote == "Many remember it."


def test_boilerplate_after_finding_is_the_sentence_and_splits_nothing(window: MainWindow) -> None:
    press(window, "/", *"remember", "Return", "Esc", "B")
    sheet = window.bench.desk.require_sheet()
    assert [sheet.is_asked(index) for index in range(len(sheet.units))] == [True, False]


def test_enter_goes_from_place_to_place_round_the_end(window: MainWindow) -> None:
    open_titled(window, "The bridge")
    desk = window.bench.desk
    press(window, "Ctrl+F", *"is")
    visited = []
    for _ in range(3):
        press(window, "Return")
        visited.append(desk.cursor.unit)
        assert desk.cursor.selection is None
    assert visited == [0, 1, 0]
    press(window, "Shift+Return")
    assert desk.cursor.unit == 1


def test_escape_leaves_the_keyboard_in_the_text_at_the_place(window: MainWindow) -> None:
    press(window, "/", *"remember", "Return", "Esc")
    assert focus_name() == window.parts.article.accessibleName()
    assert window.bench.desk.cursor.unit == 1
    assert window.bench.desk.cursor.selection is None


def test_selected_words_are_looked_for(window: MainWindow) -> None:
    press(window, "End", "Shift+Left", "Shift+Left", "Ctrl+F", "Return")
    assert window.bench.desk.cursor.unit == 1
    assert window.bench.desk.cursor.selection is None


def test_the_first_place_is_the_nearest_one_that_way(window: MainWindow) -> None:
    open_titled(window, "The bridge")
    for way, unit in (("Return", 2), ("Shift+Return", 0)):
        window.bench.movement.to_unit(1)
        press(window, "Ctrl+F", *"bridge" if way == "Shift+Return" else "nobody", way)
        assert window.bench.desk.cursor.unit == unit
        press(window, "Esc")


def test_typing_moves_nothing(window: MainWindow) -> None:
    open_titled(window, "The bridge")
    window.bench.movement.to_unit(2)
    press(window, "/", *"is")
    assert window.bench.desk.cursor.unit == 2
    assert "2 found" in [label.text() for label in window.findChildren(QLabel)]


def test_after_the_bar_is_closed_the_search_goes_on_from_where_it_stood(window: MainWindow) -> None:
    open_titled(window, "The bridge")
    press(window, "Ctrl+F", *"e", "Return", "Return", "Esc", "F3")
    assert "3 of" in " ".join(label.text() for label in window.findChildren(QLabel))


def test_slash_and_enter_give_the_keyboard_back_to_the_text(window: MainWindow) -> None:
    press(window, "/", *"many", "Return", "2")
    (claim,) = window.bench.desk.require_sheet().claims
    assert (claim.quote, claim.label) == ("Many remember it.", "disputed")
    assert focus_name() == window.parts.article.accessibleName()


def test_words_that_are_not_there_keep_the_keyboard_where_they_are_typed(window: MainWindow) -> None:
    press(window, "/", *"zebra", "Return", "2")
    assert window.bench.desk.require_sheet().claims == ()
    assert "Not found" in [label.text() for label in window.findChildren(QLabel)]


def test_the_bar_that_was_left_for_the_text_is_closed_from_there(window: MainWindow) -> None:
    press(window, "/", *"many", "Return", "Esc")
    assert not child(window, FindBar).isVisible()
