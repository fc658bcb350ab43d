from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from annotator.desk.notices import Answer, Notice, Severity
from annotator.views.notice_bar import NoticeBar
from annotator.views.toast import Toast
from tests.views.panes import Paper, clipped, names


@pytest.fixture
def pane(qtbot: QtBot) -> QWidget:
    pane = QWidget()
    qtbot.addWidget(pane)
    pane.resize(640, 400)
    with qtbot.waitExposed(pane):
        pane.show()
    pane.activateWindow()
    return pane


@pytest.fixture
def bar(pane: QWidget) -> NoticeBar:
    bar = NoticeBar(Paper(), pane)
    bar.resize(640, 120)
    return bar


@pytest.fixture
def toast(pane: QWidget) -> Toast:
    return Toast(pane)


def button(pane: QWidget, name: str) -> QAbstractButton:
    buttons = [each for each in pane.findChildren(QAbstractButton) if each.isVisible()]
    return next(each for each in buttons if name in (each.text(), each.accessibleName()))


def words(pane: QWidget) -> str:
    return " ".join(label.text() for label in pane.findChildren(QLabel) if label.isVisible())


def noting(done: list[str], what: str) -> Callable[[], None]:
    return lambda: done.append(what)


def test_the_cross_is_as_high_as_a_line_of_text(bar: NoticeBar) -> None:
    bar.show_notice(Notice("The text changed."))
    closing = button(bar, "Close this notice")
    assert closing.iconSize().height() == bar.fontMetrics().height()
    large = bar.font()
    large.setPointSizeF(2 * large.pointSizeF())
    bar.setFont(large)
    assert closing.iconSize().height() == bar.fontMetrics().height()


def test_a_notice_stays_until_it_is_closed(bar: NoticeBar, qtbot: QtBot) -> None:
    assert not bar.isVisible()
    bar.show_notice(Notice("The text <b>changed</b>.", "changed", Severity.WARNING))
    assert words(bar) == "The text <b>changed</b>.", "shown as it is, never as markup"
    with qtbot.waitSignal(bar.dismissed) as closed:
        button(bar, "Close this notice").click()
    assert closed.args == ["changed"]
    assert not bar.isVisible()


def test_notices_wait_for_each_other(bar: NoticeBar) -> None:
    bar.show_notice(Notice("First", "1"))
    bar.show_notice(Notice("Second", "2"))
    assert words(bar) == "First 1 more waiting"
    bar.withdraw("1")
    assert words(bar) == "Second"


def test_a_new_problem_is_seen_at_once_and_the_older_ones_wait(bar: NoticeBar) -> None:
    bar.show_notice(Notice("This file can't be read.", "file", Severity.ERROR))
    bar.show_notice(Notice("The folder is synchronised.", "folder"))
    bar.show_notice(Notice("The backup failed.", "backup", Severity.ERROR))
    assert words(bar) == "The backup failed. 2 more waiting"
    bar.show_notice(Notice("This file can't be read, either.", "file", Severity.ERROR))
    assert words(bar) == "This file can't be read, either. 2 more waiting"
    bar.show_notice(Notice("This is no project.", "refused", passing=True))
    assert words(bar) == "This is no project. 3 more waiting"
    bar.withdraw("refused")
    bar.withdraw("file")
    assert words(bar).startswith("The backup failed.")


def test_a_question_that_has_the_keyboard_is_answered_before_a_problem_is_shown(bar: NoticeBar) -> None:
    done: list[str] = []
    answers = (Answer("Give Out", noting(done, "given")),)
    bar.show_notice(Notice("Give it out?", "ask", answers=answers, asks=True))
    bar.show_notice(Notice("The backup failed.", "backup", Severity.ERROR))
    focus = QApplication.focusWidget()
    assert focus is button(bar, "Give Out")
    QTest.keyClick(focus, Qt.Key.Key_Return)
    assert done == ["given"]
    assert words(bar) == "The backup failed."


def test_a_notice_replaces_the_one_with_its_key_and_others_do_not(bar: NoticeBar) -> None:
    bar.show_notice(Notice("Old", "disk"))
    bar.show_notice(Notice("New", "disk"))
    assert words(bar) == "New"
    bar.show_notice(Notice("Without a key"))
    bar.show_notice(Notice("Without a key either"))
    assert words(bar) == "New 2 more waiting"


def test_an_answer_closes_the_notice_and_acts(bar: NoticeBar, qtbot: QtBot) -> None:
    done: list[str] = []
    answers = (Answer("Try Again", noting(done, "again")), Answer("Keep", noting(done, "keep")))
    bar.show_notice(Notice("The disk is full.", "disk", Severity.ERROR, answers))
    keep = next(each for each in bar.findChildren(QAbstractButton) if each.text() == "Keep")
    qtbot.waitUntil(keep.isVisible)
    assert names(bar) == {"Try Again": 1, "Keep": 1, "Close this notice": 1}
    QTest.keyClick(keep, Qt.Key.Key_Space)
    assert done == ["keep"]
    assert not bar.isVisible()


def test_escape_closes_the_notice_that_has_the_keyboard(bar: NoticeBar, qtbot: QtBot) -> None:
    bar.show_notice(Notice("News", "news"))
    with qtbot.waitSignal(bar.dismissed):
        QTest.keyClick(button(bar, "Close this notice"), Qt.Key.Key_Escape)


def test_a_toast_lies_in_the_corner_and_its_time_runs(pane: QWidget, toast: Toast) -> None:
    toast.show_notice(Notice("Deleted claim 10.", passing=True))
    assert toast.isVisible()
    assert toast.is_ageing
    assert pane.rect().contains(toast.geometry())
    assert toast.geometry().center().y() > pane.height() * 0.8
    assert clipped(toast) == []
    bottom = toast.geometry().bottom()
    pane.resize(640, 300)
    assert toast.geometry().bottom() == bottom - 100
    toast.close_now()


def test_a_long_toast_wraps_inside_of_the_pane(pane: QWidget, toast: Toast) -> None:
    toast.show_notice(Notice("Deleted a claim with very many words in it. " * 8, passing=True))
    assert pane.rect().contains(toast.geometry())
    assert clipped(toast) == []
    toast.close_now()


def test_a_toast_makes_way_for_what_is_kept_clear(pane: QWidget) -> None:
    clear = [QRect(0, 350, 640, 40)]
    toast = Toast(pane, lambda: clear)
    toast.show_notice(Notice("Deleted claim 10.", passing=True))
    assert pane.rect().contains(toast.geometry())
    assert not toast.geometry().intersects(clear[0])
    clear[0] = toast.geometry()
    toast.make_way()
    assert not toast.geometry().intersects(clear[0])
    clear.clear()
    toast.make_way()
    assert toast.geometry().center().y() > pane.height() * 0.8
    toast.close_now()


def test_a_toast_that_has_nowhere_else_to_go_is_seen_at_the_bottom(pane: QWidget) -> None:
    toast = Toast(pane, lambda: [pane.rect()])
    toast.show_notice(Notice("Deleted claim 10.", passing=True))
    assert toast.geometry().center().y() > pane.height() * 0.8
    toast.close_now()


def test_a_toast_stays_while_it_is_hovered(toast: Toast) -> None:
    toast.show_notice(Notice("Deleted"))
    middle = toast.rect().center().toPointF()
    ageing = []
    for event in (QEnterEvent(middle, middle, middle), QEvent(QEvent.Type.Leave)):
        QApplication.sendEvent(toast, event)
        ageing.append(toast.is_ageing)
    assert ageing == [False, True]
    toast.close_now()


def test_a_toast_stays_while_its_button_has_the_keyboard(toast: Toast) -> None:
    toast.show_notice(Notice("Deleted", answers=(Answer("Undo", lambda: None),)))
    undo = button(toast, "Undo")
    ageing = []
    for act in (undo.setFocus, undo.clearFocus):
        act()
        ageing.append(toast.is_ageing)
    assert ageing == [False, True]
    toast.close_now()


def test_undo_in_a_toast_acts_and_closes_it(toast: Toast, qtbot: QtBot) -> None:
    done: list[str] = []
    toast.show_notice(Notice("Deleted", answers=(Answer("Undo", noting(done, "undo")),)))
    with qtbot.waitSignal(toast.closed):
        button(toast, "Undo").click()
    assert done == ["undo"]
    assert not toast.is_ageing


def test_escape_closes_a_toast(toast: Toast, qtbot: QtBot) -> None:
    toast.show_notice(Notice("Deleted", answers=(Answer("Undo", lambda: None),)))
    with qtbot.waitSignal(toast.closed):
        QTest.keyClick(button(toast, "Undo"), Qt.Key.Key_Escape)


def test_a_toast_that_no_longer_holds_is_taken_away(toast: Toast) -> None:
    toast.show_notice(Notice("Deleted", key="undo"))
    toast.withdraw("import")
    assert toast.isVisible()
    toast.withdraw("undo")
    assert not toast.isVisible()


def test_taking_away_what_is_not_shown_leaves_the_buttons_that_are(bar: NoticeBar, qtbot: QtBot) -> None:
    bar.show_notice(Notice("No backup", key="backup", answers=(Answer("Try Again", lambda: None),)))
    again = next(each for each in bar.findChildren(QAbstractButton) if each.text() == "Try Again")
    qtbot.waitUntil(again.isVisible)
    bar.withdraw("unavailable")
    assert again.isVisible()


def test_a_question_comes_first_takes_the_keyboard_and_is_answered_by_return(bar: NoticeBar) -> None:
    done: list[str] = []
    bar.show_notice(Notice("News", "news"))
    bar.show_notice(
        Notice("Give it out?", "ask", answers=(Answer("Give Out", noting(done, "given")),), asks=True)
    )
    assert words(bar).startswith("Give it out?")
    focus = QApplication.focusWidget()
    assert focus is button(bar, "Give Out")
    QTest.keyClick(focus, Qt.Key.Key_Return)
    assert done == ["given"]
    assert words(bar).startswith("News")


def test_news_leaves_the_keyboard_where_it_is(bar: NoticeBar, pane: QWidget) -> None:
    pane.setFocus()
    bar.show_notice(Notice("News", "news", answers=(Answer("Look", lambda: None),)))
    assert QApplication.focusWidget() is pane
