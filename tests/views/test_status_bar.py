from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QMainWindow, QProgressBar
from pytestqt.qtbot import QtBot

from annotator.views.status_bar import StatusBar
from tests.views.panes import clipped, names


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.setStatusBar(StatusBar())
    window.resize(1280, 200)
    with qtbot.waitExposed(window):
        window.show()
    return window


@pytest.fixture
def bar(window: QMainWindow) -> StatusBar:
    bar = window.statusBar()
    assert isinstance(bar, StatusBar)
    bar.set_sentence(16, count=25)
    bar.set_undecided(9, count=25, can_finish=False)
    bar.set_article(54, count=92)
    bar.set_saved("2026-11-22T14:02:11.000Z")
    return bar


def shown(bar: StatusBar) -> str:
    widgets: list[QLabel | QAbstractButton] = [*bar.findChildren(QLabel), *bar.findChildren(QAbstractButton)]
    return " | ".join(widget.text() for widget in widgets if widget.isVisible() and widget.text())


def button(bar: StatusBar, text: str) -> QAbstractButton:
    return next(each for each in bar.findChildren(QAbstractButton) if text in each.text())


def test_it_says_where_one_is_and_what_is_left(bar: StatusBar) -> None:
    for words in ("Sentence 16 of 25", "9 undecided", "article 54 of 92", "Saved ", "100 %"):
        assert words in shown(bar)
    bar.set_sentence(None, count=25)
    assert "Boilerplate" in shown(bar)


def test_progress_counts_what_is_decided(bar: StatusBar) -> None:
    progress = next(each for each in bar.findChildren(QProgressBar) if each.isVisible())
    assert (progress.value(), progress.maximum()) == (16, 25)


def test_its_parts_lead_somewhere(bar: StatusBar, qtbot: QtBot) -> None:
    bar.show_job("Importing", done=3, total=10)
    for text, wish in (
        ("undecided", bar.undecided_requested),
        ("Saved", bar.history_requested),
        ("%", bar.zoom_requested),
        ("Cancel", bar.cancel_requested),
    ):
        with qtbot.waitSignal(wish):
            button(bar, text).click()


def test_when_all_is_decided_it_names_the_key_that_finishes(bar: StatusBar, qtbot: QtBot) -> None:
    bar.set_finish_key("Ctrl+F2")
    bar.set_undecided(0, count=25, can_finish=True)
    assert "All decided. Ctrl+F2 finishes." in shown(bar).replace("\u2068", "").replace("\u2069", "")
    assert "undecided" not in shown(bar)
    with qtbot.waitSignal(bar.finish_requested):
        button(bar, "All decided").click()
    bar.set_undecided(1, count=25, can_finish=False)
    assert "All decided" not in shown(bar)


def test_with_nothing_undecided_in_a_finished_article_there_is_nowhere_to_go(bar: StatusBar) -> None:
    bar.set_undecided(0, count=25, can_finish=False)
    assert not button(bar, "undecided").isEnabled()
    assert "All decided" not in shown(bar)


def test_a_job_is_shown_while_it_runs(bar: StatusBar) -> None:
    bar.show_job("Importing", done=3, total=10)
    assert "Importing | " in shown(bar)
    bar.hide_job()
    assert "Importing" not in shown(bar)
    assert "Cancel" not in shown(bar)


def test_without_an_article_only_the_zoom_stays(bar: StatusBar) -> None:
    bar.clear()
    assert shown(bar) == "100 %"


def test_what_does_not_fit_is_left_out_and_nothing_is_clipped(
    bar: StatusBar, window: QMainWindow, qtbot: QtBot
) -> None:
    window.resize(bar.fontMetrics().averageCharWidth() * 50, 200)
    assert "9 undecided" in shown(bar)
    assert "article" not in shown(bar)
    qtbot.waitUntil(lambda: not clipped(bar))
    window.resize(1280, 200)
    assert "article 54 of 92" in shown(bar)


def test_every_stop_of_the_tab_key_has_a_name_of_its_own(bar: StatusBar) -> None:
    bar.show_job("Importing", done=3, total=10)
    found = names(bar)
    assert set(found.values()) == {1}
    assert "9 undecided, go to the next" in found
    assert "Cancel: Importing" in found


def test_a_break_is_advised_in_a_line_that_goes_away_again(bar: StatusBar) -> None:
    bar.show_break(50)
    assert "50 minutes. A short break helps." in shown(bar)
    assert "9 undecided" in shown(bar)
    bar.show_break(0)
    assert "break" not in shown(bar)


def test_a_message_stands_alone_where_the_place_in_the_article_was(
    bar: StatusBar, window: QMainWindow, qtbot: QtBot
) -> None:
    bar.showMessage("Starts an empty project file.")
    # What is counted goes on while a menu is open, and asks for a new layout.
    bar.set_undecided(1_234, count=2_000, can_finish=False)
    qtbot.waitUntil(lambda: "undecided" not in shown(bar))
    assert "Sentence" not in shown(bar)
    assert "Saved" in shown(bar)
    window.resize(1200, 200)
    assert "Sentence" not in shown(bar)
    bar.clearMessage()
    assert "Sentence 16 of 25" in shown(bar)
    assert "1,234 undecided" in shown(bar).replace("1234", "1,234")
