"""The article pane: what it shows stays where it is, and scrolls by one rule."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QRect, QRectF, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from annotator.domain.changes import Changes, Kind
from annotator.domain.cursor import Cursor
from annotator.domain.offsets import displayed
from annotator.domain.records import Decision, DecisionState, Direction
from annotator.domain.sheet import Sheet
from annotator.domain.spans import Span
from annotator.views.article_scene import BoilerplateMode
from annotator.views.article_view import ArticleView
from tests.views.article_builders import ENGLISH, MIXED, Colours, claim_on, picture, sheet_of, shown

LONG = ENGLISH * 20
ONE_LABEL = frozenset({Kind.CLAIM})


def _block_rects(view: ArticleView) -> list[QRectF]:
    layout = view.document().documentLayout()
    rects = []
    block = view.document().begin()
    while block.isValid():
        rects.append(layout.blockBoundingRect(block))
        block = block.next()
    return rects


def _bar_area(view: ArticleView) -> QRect:
    bar = view.verticalScrollBar()
    return QRect(bar.mapTo(view, bar.rect().topLeft()), bar.size())


def _top(view: ArticleView, unit: int, sheet: Sheet) -> float:
    geometry = view.geometry_of_marks
    assert geometry is not None
    extent = geometry.extent(sheet.units[unit].span)
    assert extent is not None
    return (extent.top - view.verticalScrollBar().value()) / view.viewport().height()


def test_t07_the_words_are_those_of_the_article(qtbot: QtBot) -> None:
    text = "\ufeffOne\u00a0two 🧨.\n\nLine\u2028separator."
    view = shown(qtbot, sheet_of(text))
    assert view.document().toRawText().replace("\u2029", "\n") == displayed(text)
    assert view.isReadOnly()
    assert not view.isUndoRedoEnabled()


def test_no_label_cursor_or_look_moves_a_block(qtbot: QtBot) -> None:
    sheet = sheet_of(LONG)
    view = shown(qtbot, sheet)
    before = _block_rects(view)
    claims = [
        claim_on(LONG, "after two ships", "confirmed"),
        claim_on(LONG, "two ships collided", "disputed"),
    ]
    for claim in claims:
        sheet.put(claim)
        view.refresh(Changes(ONE_LABEL, "a", frozenset({claim.id}), spans=(claim.span,)))
    view.show_cursor(Cursor(0, selection=Span(4, 11)))
    view.show_cursor(Cursor(0, claim_id=claims[0].id))
    view.set_marks_visible(False)
    view.set_focus_mode(True)
    view.set_boilerplate_mode(BoilerplateMode.TEXT)
    view.set_found([Span(0, 3)])
    assert _block_rects(view) == before
    assert view.verticalScrollBar().value() == 0


def test_a_sentence_out_of_the_middle_comes_to_a_third_of_the_height(qtbot: QtBot) -> None:
    sheet = sheet_of(LONG)
    view = shown(qtbot, sheet)
    view.show_cursor(Cursor(40))
    assert _top(view, 40, sheet) == pytest.approx(0.33, abs=0.01)
    view.show_cursor(Cursor(10))
    assert _top(view, 10, sheet) == pytest.approx(0.33, abs=0.01)


def test_nothing_scrolls_while_the_sentence_is_in_the_middle(qtbot: QtBot) -> None:
    sheet = sheet_of(LONG)
    view = shown(qtbot, sheet)
    view.show_cursor(Cursor(40))
    place = view.verticalScrollBar().value()
    view.show_cursor(Cursor(41))
    assert 0.15 < _top(view, 41, sheet) < 0.6
    assert view.verticalScrollBar().value() == place


def test_a_sentence_far_down_a_long_article_is_reached_at_once(qtbot: QtBot) -> None:
    sheet = sheet_of(ENGLISH * 1_000)
    view = shown(qtbot, sheet)
    far = len(sheet.units) - 40
    view.show_cursor(Cursor(far))
    assert _top(view, far, sheet) == pytest.approx(0.33, abs=0.01)


def test_the_first_visible_character_is_kept(qtbot: QtBot) -> None:
    view = shown(qtbot, sheet_of(LONG))
    place = LONG.index("A spokesman", 2_000)
    view.set_scroll_position(place)
    for width in (500, 800, 640, 800):
        view.resize(width, 500)
    view.set_text_font("DejaVu Serif", 20)
    view.set_text_font("DejaVu Serif", 12)
    assert view.scroll_position() == place


def test_folded_boilerplate_takes_no_room_but_for_its_note(qtbot: QtBot) -> None:
    view = shown(qtbot, sheet_of(ENGLISH))
    link = ENGLISH.index("Read more")
    geometry = view.geometry_of_marks
    assert geometry is not None
    assert geometry.extent(Span(link, link + 4)) is not None
    view.set_boilerplate_mode(BoilerplateMode.FOLDED)
    geometry = view.geometry_of_marks
    assert geometry is not None
    assert geometry.extent(Span(link, link + 4)) is None
    assert view.document().toRawText().replace("\u2029", "\n") == ENGLISH


def test_boilerplate_is_grey_and_can_be_shown_as_text(qtbot: QtBot) -> None:
    view = shown(qtbot, sheet_of(ENGLISH))
    grey = picture(view)
    view.set_boilerplate_mode(BoilerplateMode.TEXT)
    assert picture(view) != grey
    view.set_boilerplate_mode(BoilerplateMode.GREY)
    assert picture(view) == grey


def test_a_label_is_painted_and_goes_again_with_its_claim(qtbot: QtBot) -> None:
    sheet = sheet_of(ENGLISH)
    view = shown(qtbot, sheet)
    plain = picture(view)
    sheet.put(claim_on(ENGLISH, "two ships collided", "disputed"))
    view.refresh(Changes(ONE_LABEL, "a", spans=(Span(0, 60),)))
    assert picture(view) != plain
    view.set_marks_visible(False)
    assert picture(view) == plain


def test_changes_of_another_article_are_not_ours(qtbot: QtBot) -> None:
    view = shown(qtbot, sheet_of(ENGLISH))
    before = view.geometry_of_marks
    view.refresh(Changes(frozenset({Kind.UNIT}), "b"))
    assert view.geometry_of_marks is before
    view.refresh(Changes(frozenset({Kind.UNIT}), "a"))
    assert view.geometry_of_marks is not before


def test_an_empty_pane_takes_everything_that_a_full_one_does(qtbot: QtBot) -> None:
    view = shown(qtbot, sheet_of(ENGLISH))
    view.show_sheet(None)
    view.show_cursor(Cursor(3))
    view.refresh(Changes(ONE_LABEL, "a"))
    view.set_found([Span(0, 3)], 0)
    view.set_scroll_position(7)
    assert view.scroll_position() == 0
    assert view.document().isEmpty()


@pytest.mark.parametrize("text", ["x" * 300_000, "word " * 60_000, "a" + "\u0301" * 40_000, "\n" * 5_000, ""])
def test_t13_t15_texts_without_an_end_are_shown_with_true_offsets(qtbot: QtBot, text: str) -> None:
    view = shown(qtbot, sheet_of(text))
    view.set_scroll_position(len(text))
    geometry = view.geometry_of_marks
    assert geometry is not None
    for offset in (0, 1, len(text) // 2, len(text) - 1) if text.strip() else ():
        extent = geometry.extent(Span(offset, offset + 1))
        assert extent is not None
        start = geometry.line_start((extent.top + extent.bottom) / 2)
        assert start <= offset
        assert geometry.line_top(start) == geometry.line_top(offset)


def test_an_article_that_was_put_away_out_of_sight_is_not_looked_at_any_more(qtbot: QtBot) -> None:
    view = shown(qtbot, sheet_of(ENGLISH))
    view.show_cursor(Cursor(1))
    assert view.kept_clear
    view.hide()
    view.show_sheet(None)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    # What is told in passing asks where it may stand before the article has been shown again.
    assert view.kept_clear == []


def test_a_right_to_left_article_has_its_gutter_at_the_right(qtbot: QtBot) -> None:
    view = shown(qtbot, sheet_of(MIXED))
    assert view.gutter.geometry().left() > view.viewport().geometry().right()
    view.set_direction(Direction.LEFT_TO_RIGHT)
    assert view.gutter.geometry().right() < view.viewport().geometry().left()


@pytest.mark.parametrize("text", [ENGLISH, MIXED])
@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
@pytest.mark.parametrize("width", [420, 900])
def test_gutter_words_and_overview_never_overlap(
    qtbot: QtBot, text: str, direction: Qt.LayoutDirection, width: int
) -> None:
    view = shown(qtbot, sheet_of(text), size=(width, 400))
    view.setLayoutDirection(direction)
    view.resize(width + 1, 400)
    words, gutter = view.viewport().geometry(), view.gutter.geometry()
    overview, bar = view.overview.geometry(), _bar_area(view)
    assert gutter.width() >= round(44 * view.text_scale)
    areas = [words, gutter, overview, bar]
    assert not any(a.intersects(b) for n, a in enumerate(areas) for b in areas[n + 1 :])
    assert all(view.rect().contains(area) for area in areas)


def test_a_matched_key_asks_for_its_action_and_others_are_left_alone(qtbot: QtBot) -> None:
    def match(event: QKeyEvent) -> str | None:
        return "claim.label.2" if event.text() == "2" else None

    view = shown(qtbot, sheet_of(ENGLISH), match_key=match)
    with qtbot.waitSignal(view.action_requested) as asked:
        QTest.keyClick(view, Qt.Key.Key_2)
    assert asked.args == ["claim.label.2"]
    event = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_7, Qt.KeyboardModifier.NoModifier, "7")
    view.keyPressEvent(event)
    assert not event.isAccepted()


def test_page_keys_scroll(qtbot: QtBot) -> None:
    view = shown(qtbot, sheet_of(LONG))
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    assert view.verticalScrollBar().value() > 100


def test_tab_leaves_the_article(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    view = ArticleView(Colours())
    view.show_sheet(sheet_of(ENGLISH))
    field = QLineEdit()
    layout = QVBoxLayout(window)
    layout.addWidget(view)
    layout.addWidget(field)
    window.show()
    qtbot.waitExposed(window)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Tab)
    assert not view.hasFocus()


def test_a_new_sentence_is_spoken_once(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    spoken: list[QAccessibleEvent] = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", spoken.append)
    sheet = sheet_of(ENGLISH, decisions=[Decision("a", 59, "anna", DecisionState.NO_CLAIM)])
    view = shown(qtbot, sheet)
    view.show_cursor(Cursor(1))
    view.show_cursor(Cursor(1, selection=Span(59, 65)))
    messages = [event.message() for event in spoken if hasattr(event, "message")]
    assert messages == ["2 of 5, no claim. Nobody was hurt, the port said."]
