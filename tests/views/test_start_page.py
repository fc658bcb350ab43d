from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt, SignalInstance
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from annotator.views.card_button import CardButton
from annotator.views.start_page import RecentProject, StartPage
from tests.views.panes import Paper, clipped, names

ELECTIONS = RecentProject("/a/elections", "Elections", 92, 130, "2020-11-22T14:02:00.000Z")
LOST = RecentProject("/a/old", "Old news", is_missing=True)


@pytest.fixture
def page(qtbot: QtBot) -> StartPage:
    page = StartPage(Paper())
    qtbot.addWidget(page)
    page.resize(1280, 760)
    page.set_recent((ELECTIONS, LOST))
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    return page


def button(page: StartPage, name: str) -> QAbstractButton:
    buttons = page.findChildren(QAbstractButton)
    return next(each for each in buttons if each.accessibleName() == name and not each.isHidden())


def test_the_first_thing_to_press_is_the_sample(page: StartPage, qtbot: QtBot) -> None:
    page.set_recent(())
    page.focus_first()
    focused = QApplication.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.text() == "Open the Sample Project"
    with qtbot.waitSignal(page.sample_requested):
        QTest.keyClick(focused, Qt.Key.Key_Space)


def test_who_was_here_before_goes_on_with_one_key(page: StartPage, qtbot: QtBot) -> None:
    page.set_recent((LOST, ELECTIONS))
    page.focus_first()
    focused = QApplication.focusWidget()
    assert focused is button(page, "Elections")
    with qtbot.waitSignal(page.recent_requested):
        QTest.keyClick(focused, Qt.Key.Key_Space)


@pytest.mark.parametrize("is_focused_first", [True, False])
def test_what_has_the_keyboard_is_in_sight(qtbot: QtBot, is_focused_first: bool) -> None:
    page = StartPage(Paper())
    qtbot.addWidget(page)
    page.set_recent((ELECTIONS,))
    if is_focused_first:
        page.focus_first()
    page.resize(500, 200)
    with qtbot.waitExposed(page):
        page.show()
    page.focus_first()
    card = button(page, "Elections")
    seen = page.viewport().rect()
    assert seen.contains(QRect(card.mapTo(page.viewport(), QPoint()), card.size()))


def test_tab_comes_to_the_recent_ones_before_the_place_to_drop_things(page: StartPage) -> None:
    button(page, "Import Articles…").setFocus()
    stops = []
    for _ in range(4):
        QTest.keyClick(page, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        stops.append(focused.accessibleName())
    assert stops == ["Elections", "Locate Old news…", "Remove Old news from the list", "Drop things anywhere"]


def test_the_keyboard_stays_in_the_list_when_one_is_removed(page: StartPage) -> None:
    button(page, "Remove Old news from the list").setFocus()
    page.set_recent((ELECTIONS,))
    assert QApplication.focusWidget() is button(page, "Elections")


@pytest.mark.parametrize(
    ("name", "signal"),
    [
        ("New Project…", "new_project_requested"),
        ("Open Project…", "open_requested"),
        ("Import Articles…", "import_requested"),
        ("Drop things anywhere", "import_requested"),
    ],
)
def test_each_way_to_begin_is_a_button(page: StartPage, qtbot: QtBot, name: str, signal: str) -> None:
    wish: SignalInstance = getattr(page, signal)
    with qtbot.waitSignal(wish):
        button(page, name).click()


def test_keys_are_shown_on_the_buttons(page: StartPage) -> None:
    page.set_keys({"file.new_project": "Ctrl+N"})
    assert button(page, "New Project…").text().endswith("Ctrl+N")


def test_a_recent_project_says_how_far_it_is_and_opens(page: StartPage, qtbot: QtBot) -> None:
    recent = button(page, "Elections")
    assert recent.accessibleDescription().startswith("92 of 130 articles finished · ")
    with qtbot.waitSignal(page.recent_requested) as wish:
        recent.click()
    assert wish.args == ["/a/elections"]


def test_a_missing_project_can_be_located_or_removed(page: StartPage, qtbot: QtBot) -> None:
    for name, wish in (
        ("Locate Old news…", page.locate_requested),
        ("Remove Old news from the list", page.remove_requested),
    ):
        with qtbot.waitSignal(wish) as asked:
            button(page, name).click()
        assert asked.args == ["/a/old"]


def test_the_list_is_replaced(page: StartPage, qtbot: QtBot) -> None:
    page.set_recent(())
    words = "Projects that you open are listed here."
    empty = next(label for label in page.findChildren(QLabel) if label.text() == words)
    qtbot.waitUntil(empty.isVisible)
    cards = [each.text() for each in page.findChildren(CardButton) if each.isVisible()]
    assert cards == ["Drop things anywhere"]


def test_every_stop_of_the_tab_key_has_a_name_of_its_own(page: StartPage) -> None:
    assert set(names(page).values()) == {1}
    assert clipped(page) == []
