from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from annotator.views.quote_field import QuoteField
from tests.views.panes import child

LONG = "The Banu, Pol-e-Hesar and De Salah districts were all seized during fierce fighting. "


@pytest.fixture
def pane(qtbot: QtBot) -> QWidget:
    pane = QWidget()
    qtbot.addWidget(pane)
    column = QVBoxLayout(pane)
    column.addWidget(QuoteField())
    column.addStretch(1)
    pane.resize(320, 400)
    with qtbot.waitExposed(pane):
        pane.show()
    return pane


@pytest.fixture
def field(pane: QWidget) -> QuoteField:
    return child(pane, QuoteField)


@pytest.mark.parametrize("times", [1, 2])
def test_it_is_as_high_as_its_words(field: QuoteField, qtbot: QtBot, times: int) -> None:
    field.show_quote(LONG * times)
    qtbot.waitUntil(lambda: field.verticalScrollBar().maximum() == 0)
    lines = field.document().size().height()
    assert field.height() < (lines + 1.5) * field.fontMetrics().lineSpacing()


ARABIC = "عوض فريق داندي ستارز عن خسارته من خلال مباراة دوري النخبة التي لعبها أمام فريق بلفاست جاينتس. "


@pytest.mark.parametrize("width", [200, 260, 320])
@pytest.mark.parametrize("quote", [LONG, LONG * 2, LONG * 5, ARABIC, ARABIC * 2, ARABIC * 9])
def test_no_line_is_cut_through_its_letters(
    pane: QWidget, field: QuoteField, qtbot: QtBot, quote: str, width: int
) -> None:
    field.show_quote(quote)
    pane.resize(width, 400)
    qtbot.waitUntil(
        lambda: field.width() > width - 40 and field.height() >= field.heightForWidth(field.width())
    )
    edge = field.viewport().height()
    layout = field.document().firstBlock().layout()
    ends = [layout.lineAt(at).rect().bottom() + layout.position().y() + 4 for at in range(layout.lineCount())]
    assert all(end <= edge or end - layout.lineAt(at).height() >= edge - 1 for at, end in enumerate(ends))
    assert ends[min(len(ends), 6) - 1] <= edge


def test_a_very_long_quote_scrolls(field: QuoteField, qtbot: QtBot) -> None:
    field.show_quote(LONG * 40)
    qtbot.waitUntil(lambda: field.verticalScrollBar().maximum() > 0)
    assert field.height() < 8 * field.fontMetrics().lineSpacing()


def test_the_exact_words_are_shown_from_the_side_they_start_at(field: QuoteField) -> None:
    words = "قالت وكالة Reuters <b>إن</b> القوات"
    field.show_quote(words)
    assert field.toPlainText() == words
    assert field.document().defaultTextOption().alignment() == Qt.AlignmentFlag.AlignRight
    field.show_quote("Short.")
    assert field.document().defaultTextOption().alignment() == Qt.AlignmentFlag.AlignLeft


SCRAPED = "with roughly 60 \n\n\n fighters 🧨 either\nkilled  or injured."


def test_line_ends_inside_of_a_sentence_are_one_space(field: QuoteField) -> None:
    field.show_quote(SCRAPED)
    assert field.toPlainText() == "with roughly 60 fighters 🧨 either killed  or injured."


@pytest.mark.parametrize(
    "exact", [SCRAPED, "60 \n\n\n fighters", "60", " \n\n\n fi", "🧨 either\n", "either\nkilled", "injured."]
)
def test_what_is_copied_is_exact(field: QuoteField, exact: str) -> None:
    field.show_quote(SCRAPED)
    shown = re.sub(r"\s*\n\s*", " ", exact)
    text = field.toPlainText()
    start = len(text[: text.index(shown)].encode("utf-16-le")) // 2
    cursor = field.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(start + len(shown.encode("utf-16-le")) // 2, QTextCursor.MoveMode.KeepAnchor)
    field.setTextCursor(cursor)
    field.copy()
    assert QGuiApplication.clipboard().text() == exact


def test_nothing_can_be_typed(field: QuoteField) -> None:
    assert field.isReadOnly()
