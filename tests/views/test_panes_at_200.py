from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from annotator.desk.notices import Answer, Notice
from annotator.domain.records import QueueRow, Standing
from annotator.views.claim_panel import ClaimPanel
from annotator.views.find_bar import FindBar
from annotator.views.icons import Colours
from annotator.views.inspector import Inspector
from annotator.views.notice_bar import NoticeBar
from annotator.views.open_dialogs import OpenDialogs
from annotator.views.queue_pane import QueuePane
from annotator.views.start_page import RecentProject, StartPage
from annotator.views.status_bar import StatusBar
from annotator.views.theme import Theme, ThemeChoice
from tests.models.sheets import claim, sheet
from tests.views.panes import clipped, no_key


def claim_panel(colours: Colours) -> QWidget:
    panel = ClaimPanel(colours, no_key)
    panel.show_sheet(sheet(claim("safe", "it is safe")))
    return panel


def inspector(colours: Colours) -> QWidget:
    inspector = Inspector(colours, no_key)
    inspector.show_claim(claim("safe", "it is safe"), number=1, count=1)
    return inspector


def queue_pane(colours: Colours) -> QWidget:
    pane = QueuePane(colours, no_key)
    pane.set_rows((QueueRow("a", "A title", 1, Standing.NEW, 20, 20),))
    return pane


def start_page(colours: Colours) -> QWidget:
    page = StartPage(colours)
    page.set_recent((RecentProject("/a", "A project"), RecentProject("/b", "Another", is_missing=True)))
    return page


def status_bar(colours: Colours) -> QWidget:
    window = QMainWindow()
    bar = StatusBar()
    window.setStatusBar(bar)
    bar.set_sentence(16, count=25)
    bar.set_undecided(9, count=25, can_finish=False)
    bar.set_saved("2026-11-22T14:02:11.000Z")
    bar.show_job("Importing articles", done=3, total=10)
    return window


def notice_bar(colours: Colours) -> QWidget:
    bar = NoticeBar(colours)
    answers = (Answer("Show What Changed", lambda: None), Answer("Keep as It Is", lambda: None))
    bar.show_notice(Notice("This article’s text changed since it was imported.", answers=answers))
    return bar


def find_bar(colours: Colours) -> QWidget:
    bar = FindBar(colours)
    bar.open("bridge")
    bar.set_count(12, current=3)
    return bar


@pytest.mark.parametrize(
    ("make", "width", "height"),
    [
        (claim_panel, 480, 300),
        (inspector, 480, 600),
        (queue_pane, 480, 600),
        (start_page, 1024, 640),
        (status_bar, 1024, 60),
        (notice_bar, 600, 240),
        (find_bar, 600, 60),
    ],
)
def test_no_word_is_clipped_when_the_text_is_made_twice_as_large(
    qapp: QApplication,
    qtbot: QtBot,
    make: Callable[[Colours], QWidget],
    width: int,
    height: int,
) -> None:
    theme = Theme(qapp, choice=ThemeChoice.LIGHT)
    try:
        pane = make(theme)
        qtbot.addWidget(pane)
        pane.resize(width, height)
        with qtbot.waitExposed(pane):
            pane.show()
        theme.set_zoom(200)
        qapp.processEvents()
        assert pane.width() == width, "the pane takes no more room than it is given"
        assert clipped(pane) == []
    finally:
        theme.setParent(None)


def test_a_dialog_in_large_letters_is_no_larger_than_the_screen(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    dialog, small = QDialog(window), QDialog(window)
    room = window.screen().availableSize()
    dialog.resize(room * 2)
    small.resize(room / 4)
    dialogs = OpenDialogs(QAction(window))
    dialogs.show("large", dialog)
    assert room.width() > dialog.width() > room.width() // 2
    assert room.height() > dialog.height() > room.height() // 2
    dialogs.show("small", small)
    assert small.size() == room / 4
