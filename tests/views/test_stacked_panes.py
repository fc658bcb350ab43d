"""A narrow window, or very large text: the article stands above the other panes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSplitter, QTabWidget
from pytestqt.qtbot import QtBot

from annotator.domain.cursor import Cursor, Edge
from annotator.domain.spans import Span
from annotator.views.article_view import ArticleView
from annotator.views.card_view import CardView
from annotator.views.main_window import MainWindow
from annotator.views.workspace import Arrangement
from tests.views.article_builders import sheet_of, shown
from tests.views.main_windows import open_titled, press, working

_FIVE_LINES = (
    "The council of the town by the northern river said in the evening that the old bridge, which carries "
    "most of its traffic, is closed until the engineers have looked at each of its seven piers, and "
    "nobody knows how long."
)
_PAGE = f"A headline\n\nFirst a short one.\n\n{_FIVE_LINES}\n\nThen another short one.\n\n" + "Rest. " * 200


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """Text at 200 % in a window of 1024 by 640."""
    with working(qtbot, tmp_path, width=1024, height=640, zoom=200) as window:
        window.parts.intake.import_pasted(_PAGE)
        open_titled(window, "A headline")
        yield window


def _heights(window: MainWindow) -> tuple[int, int]:
    """Those of the text and of the tabs."""
    splitter = window.parts.workspace.findChild(QSplitter)
    assert splitter is not None
    text, tabs = splitter.sizes()
    return text, tabs


def _is_whole(cards: CardView) -> bool:
    """Whether all of the current card is in sight."""
    card = cards.visualRect(cards.currentIndex())
    return cards.viewport().rect().contains(card.adjusted(0, 0, -1, -1))


def _ticked(window: MainWindow) -> list[str]:
    names = ("queue", "claims", "inspector")
    return [name for name in names if window.table.action(f"view.{name}").isChecked()]


def _ends(view: ArticleView, span: Span) -> tuple[float, float]:
    """Where a span starts and ends, in pixels of the viewport."""
    geometry = view.geometry_of_marks
    assert geometry is not None
    extent = geometry.extent(span)
    assert extent is not None
    scrolled = view.verticalScrollBar().value()
    return extent.top - scrolled, extent.bottom - scrolled


def test_a_sentence_of_five_lines_is_seen_whole(window: MainWindow) -> None:
    article, sheet = window.parts.article, window.bench.desk.require_sheet()
    index = next(i for i, unit in enumerate(sheet.units) if unit.span.of(sheet.text) == _FIVE_LINES)
    window.bench.movement.to_unit(index)
    top, bottom = _ends(article, sheet.units[index].span)
    assert bottom - top > 9 * article.em
    assert 0 <= top < bottom <= article.viewport().height()


def test_the_tab_that_has_the_keyboard_gets_room_and_the_text_gets_it_back(window: MainWindow) -> None:
    text, tabs = _heights(window)
    assert text > 2 * tabs
    press(window, "N")
    assert _heights(window)[1] > tabs * 1.5
    assert _heights(window)[0] >= sum(_heights(window)) * 0.4
    press(window, "Esc")
    assert _heights(window) == (text, tabs)


def test_the_current_sentence_stays_in_sight_beside_an_open_tab(window: MainWindow) -> None:
    article, sheet = window.parts.article, window.bench.desk.require_sheet()
    window.bench.movement.to_unit(3)
    press(window, "Ctrl+4")
    top, bottom = _ends(article, sheet.units[3].span)
    assert 0 <= top < bottom <= article.viewport().height()


def test_a_press_on_a_tab_opens_it(window: MainWindow) -> None:
    before = _heights(window)[1]
    tabs = window.parts.workspace.findChild(QTabWidget)
    assert tabs is not None
    place = tabs.tabBar().tabRect(2).center()
    QTest.mouseClick(tabs.tabBar(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert tabs.currentWidget().isAncestorOf(window.parts.queue)
    assert _heights(window)[1] > before


def test_a_divider_that_was_moved_stays(window: MainWindow) -> None:
    splitter = window.parts.workspace.findChild(QSplitter)
    assert splitter is not None
    handle = splitter.handle(1)
    middle = handle.rect().center()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    QTest.mouseMove(handle, middle - QPoint(0, 60))
    QTest.mouseRelease(
        handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle - QPoint(0, 60)
    )
    moved = _heights(window)
    press(window, "Ctrl+4")
    assert _heights(window) == moved


@pytest.mark.parametrize("height", [300, 240, 200])
def test_a_sentence_that_fits_is_never_cut(qtbot: QtBot, height: int) -> None:
    sheet = sheet_of(_PAGE)
    view = shown(qtbot, sheet, size=(500, height))
    for index in range(4):
        view.show_cursor(Cursor(index))
        span = sheet.units[index].span
        top, bottom = _ends(view, span)
        assert top >= 0
        assert bottom <= view.viewport().height() or not view.fits(span)


def test_of_a_sentence_taller_than_the_pane_the_selected_words_are_seen(qtbot: QtBot) -> None:
    text = "Word " * 400 + "end. Next."
    sheet = sheet_of(text)
    view = shown(qtbot, sheet, size=(500, 240))
    view.show_cursor(Cursor(0))
    assert not view.fits(sheet.units[0].span)
    part = Span(1_500, 1_540)
    view.show_cursor(Cursor(0, selection=part))
    top, bottom = _ends(view, part)
    assert 0 <= top < bottom <= view.viewport().height()
    view.show_cursor(Cursor(0, selection=Span(0, 1_600), edge=Edge.END))
    last = Span(1_599, 1_599)
    top, bottom = _ends(view, last)
    assert 0 <= top < bottom <= view.viewport().height()


def test_a_notice_that_takes_room_cuts_no_current_sentence_off(qtbot: QtBot) -> None:
    sheet = sheet_of(_PAGE)
    view = shown(qtbot, sheet, size=(500, 400))
    view.show_cursor(Cursor(2))
    view.set_scroll_position(0)
    assert 200 < _ends(view, sheet.units[2].span)[1] <= view.viewport().height()
    view.resize(500, 200)
    top, bottom = _ends(view, sheet.units[2].span)
    assert 0 <= top < bottom <= view.viewport().height()


@pytest.mark.parametrize("unit", [1, 2])
def test_larger_letters_leave_the_current_sentence_in_sight(qtbot: QtBot, unit: int) -> None:
    view = shown(qtbot, sheet_of(_PAGE), size=(500, 400))
    view.show_cursor(Cursor(unit))
    view.set_scroll_position(0)
    view.set_text_font("serif", 26)
    assert view.has_current_in_sight


def test_who_has_scrolled_away_is_not_called_back_by_larger_letters(qtbot: QtBot) -> None:
    sheet = sheet_of(_PAGE)
    view = shown(qtbot, sheet, size=(500, 120))
    view.show_cursor(Cursor(0))
    view.set_scroll_position(away := sheet.units[2].start)
    assert not view.has_current_in_sight
    view.set_text_font("serif", 26)
    assert view.scroll_position() == away


def test_who_has_scrolled_away_is_not_called_back_by_a_notice(qtbot: QtBot) -> None:
    sheet = sheet_of(_PAGE * 8)
    view = shown(qtbot, sheet, size=(500, 400))
    view.show_cursor(Cursor(2))
    away = sheet.units[300].start
    view.set_scroll_position(away)
    view.resize(500, 200)
    assert view.scroll_position() == away


def test_the_view_menu_ticks_the_panes_that_show(window: MainWindow, qtbot: QtBot) -> None:
    assert _ticked(window) == ["claims"]
    press(window, "Ctrl+F9")
    assert _ticked(window) == ["inspector"]
    press(window, "Ctrl+F9")
    assert _ticked(window) == ["inspector"], "a tab is not put away"
    window.appearance.commands()["view.zoom_reset"]()
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: window.parts.workspace.arrangement is Arrangement.THREE)
    assert _ticked(window) == ["queue", "claims", "inspector"]
    press(window, "Shift+F9")
    assert _ticked(window) == ["queue", "inspector"]


@pytest.mark.parametrize(("width", "height", "zoom"), [(1280, 800, 200), (1280, 800, 300), (1024, 640, 200)])
def test_the_claims_show_a_whole_card_and_where_the_keyboard_is_their_filter(
    qtbot: QtBot, tmp_path: Path, width: int, height: int, zoom: int
) -> None:
    with working(qtbot, tmp_path, width=width, height=height, zoom=zoom) as window:
        press(window, "1", "2", "3", "1")
        claims = window.parts.claims
        filter_box, cards = claims.stops[0], claims.findChild(CardView)
        assert cards is not None
        card = cards.verticalHeader().defaultSectionSize()
        qtbot.waitUntil(lambda: cards.viewport().height() >= card)
        assert cards.visibleRegion().boundingRect().height() >= card
        claims.focus_list()
        qtbot.waitUntil(filter_box.isVisible)
        assert cards.viewport().height() >= card
        assert filter_box.height() >= filter_box.sizeHint().height()
        for row in range(claims.model.rowCount()):
            cards.setCurrentIndex(claims.model.index(row, 0))
            window.parts.article.setFocus()
            qtbot.waitUntil(lambda: _is_whole(cards))
            claims.focus_list()
            qtbot.waitUntil(lambda: _is_whole(cards))
