"""Beside the words: the gutter, the overview and the strip of decisions."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QImage, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from annotator.domain.changes import Changes, Kind
from annotator.domain.cursor import Cursor
from annotator.domain.labels import CONFIRMED, DEFAULT_LABELS
from annotator.domain.records import Decision, DecisionState
from annotator.domain.sheet import Sheet, UnitState
from annotator.domain.spans import Span
from annotator.views.article_view import ArticleView
from annotator.views.article_words import hidden_pieces, piece_words, sentence_speech
from tests.views.article_builders import ENGLISH, MIXED, Colours, claim_on, send, sheet_of, shown, units_of

LEFT = Qt.MouseButton.LeftButton
_NONE = Qt.KeyboardModifier.NoModifier


def _line_of(view: ArticleView, words: str, text: str = ENGLISH) -> int:
    """The height, in pixels of the gutter, of the middle of the line in which `words` start."""
    geometry = view.geometry_of_marks
    assert geometry is not None
    start = text.index(words)
    extent = geometry.extent(Span(start, start + 1))
    assert extent is not None
    return round(extent.middle_of_first_line) - view.verticalScrollBar().value()


def _has(image: QImage, token: str, area: QRect | None = None) -> bool:
    color = Colours().color(token).rgb()
    inside = area or image.rect()
    return any(
        image.pixel(x, y) == color
        for y in range(inside.top(), inside.bottom() + 1)
        for x in range(inside.left(), inside.right() + 1)
    )


def test_each_state_has_its_own_sign(qtbot: QtBot) -> None:
    text = "One claim.\n\nNo claim.\n\nSkipped.\n\nUnseen."
    decisions = [
        Decision("a", text.index("No claim"), "anna", DecisionState.NO_CLAIM),
        Decision("a", text.index("Skipped"), "anna", DecisionState.SKIPPED),
    ]
    sheet = sheet_of(text, claims=[claim_on(text, "One claim.", "disputed")], decisions=decisions)
    view = shown(qtbot, sheet, size=(700, 400))
    image = view.gutter.grab().toImage()
    signs = []
    for words in ("One", "No claim", "Skipped", "Unseen"):
        middle = _line_of(view, words, text)
        signs.append(image.copy(QRect(0, middle - 9, image.width(), 18)))
    assert _has(signs[0], "label.disputed.ink")
    assert all(first != second for n, first in enumerate(signs) for second in signs[n + 1 :])


def test_a_click_beside_a_sentence_means_it_and_one_on_a_badge_its_claim(qtbot: QtBot) -> None:
    claim = claim_on(ENGLISH, "Fishermen say they saw oil on the beach.", "unverified")
    view = shown(qtbot, sheet_of(ENGLISH, claims=[claim]))
    edge = view.gutter.width()
    with qtbot.waitSignal(view.unit_clicked) as clicked:
        QTest.mouseClick(view.gutter, LEFT, _NONE, QPoint(2, _line_of(view, "A spokesman")))
    assert clicked.args == [4]
    with qtbot.waitSignal(view.claim_clicked) as claimed:
        QTest.mouseClick(view.gutter, LEFT, _NONE, QPoint(edge - 12, _line_of(view, "Fishermen")))
    assert claimed.args == [claim.id]


def test_more_than_two_claims_are_counted(qtbot: QtBot) -> None:
    words = ["The harbour", "was closed", "on Monday"]
    claims = [claim_on(ENGLISH, part, "confirmed") for part in words]
    view = shown(qtbot, sheet_of(ENGLISH, claims=claims))
    image = view.gutter.grab().toImage()
    assert not _has(image, "label.confirmed.ink")
    assert _has(image, "text.primary")


def test_the_signs_of_sentences_in_one_line_stand_side_by_side(qtbot: QtBot) -> None:
    text = "One. Two. Three. Four. Five."
    claims = [claim_on(text, f"{word}.", "confirmed") for word in ("One", "Two", "Three", "Four", "Five")]
    view = shown(qtbot, sheet_of(text, claims=claims), size=(420, 200))
    middle = _line_of(view, "One", text)
    seen: list[str] = []
    view.claim_clicked.connect(seen.append)
    for x in range(0, view.gutter.width(), 2):
        QTest.mouseClick(view.gutter, LEFT, _NONE, QPoint(x, middle))
    assert list(dict.fromkeys(seen)) == [claim.id for claim in claims]


def test_the_menu_beside_a_badge_is_that_of_the_claim(qtbot: QtBot) -> None:
    claim = claim_on(ENGLISH, "oil on the beach", "unverified")
    view = shown(qtbot, sheet_of(ENGLISH, claims=[claim]))
    point = QPoint(view.gutter.width() - 12, _line_of(view, "Fishermen"))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, view.gutter.mapToGlobal(point))
    with qtbot.waitSignal(view.context_requested) as asked:
        view.gutter.contextMenuEvent(event)
    assert asked.args[1] == claim.span.start


def test_the_overview_shows_a_label_and_loses_it_again(qtbot: QtBot) -> None:
    sheet = sheet_of(ENGLISH * 5)
    view = shown(qtbot, sheet)
    empty = view.overview.grab().toImage()
    claim = claim_on(ENGLISH * 5, "Nobody was hurt, the port said.", "disputed", occurrence=2)
    sheet.put(claim)
    view.refresh(Changes(frozenset({Kind.CLAIM}), "a", spans=(claim.span,)))
    assert _has(view.overview.grab().toImage(), "label.disputed.ink")
    whole = shown(qtbot, sheet).overview.grab().toImage()
    assert view.overview.grab().toImage() == whole
    assert whole != empty


def test_a_click_on_the_overview_goes_there(qtbot: QtBot) -> None:
    sheet = sheet_of(ENGLISH * 40)
    view = shown(qtbot, sheet)
    view.unit_clicked.connect(lambda unit: view.show_cursor(Cursor(unit)))
    with qtbot.waitSignal(view.unit_clicked) as clicked:
        QTest.mouseClick(view.overview, LEFT, _NONE, QPoint(5, view.overview.height() // 2))
    assert clicked.args[0] == pytest.approx(len(sheet.units) / 2, abs=5)
    assert view.verticalScrollBar().value() > 0


@pytest.mark.parametrize("size", [(420, 300), (640, 480), (1_100, 500)])
@pytest.mark.parametrize("text", [ENGLISH * 10, MIXED])
def test_the_strip_never_covers_the_current_sentence(qtbot: QtBot, size: tuple[int, int], text: str) -> None:
    sheet = sheet_of(text)
    view = shown(qtbot, sheet, size=size)
    for unit in range(min(len(sheet.units), 12)):
        view.show_cursor(Cursor(unit))
        geometry = view.geometry_of_marks
        assert geometry is not None
        origin = view.viewport().geometry().topLeft()
        for piece in geometry.pieces(sheet.units[unit].span):
            words = piece.words.translated(origin.x(), origin.y() - view.verticalScrollBar().value())
            assert not (view.strip.isVisible() and view.strip.geometry().intersects(words.toRect()))
        if view.strip.isVisible():
            assert view.rect().contains(view.strip.geometry())
            assert not view.strip.geometry().intersects(view.gutter.geometry())


def _covered(view: ArticleView, sheet: Sheet) -> list[int]:
    """The units of which the strip hides words."""
    geometry = view.geometry_of_marks
    assert geometry is not None
    if not view.strip.isVisible():
        return []
    origin = view.viewport().geometry().topLeft() - QPoint(0, view.verticalScrollBar().value())
    strip = view.strip.geometry().toRectF().translated(-origin.x(), -origin.y())
    return [
        index
        for index, unit in enumerate(sheet.units)
        if any(piece.words.intersects(strip) for piece in geometry.pieces(unit.span))
    ]


@pytest.mark.parametrize("size", [(420, 300), (560, 420), (700, 480), (1_100, 500)])
@pytest.mark.parametrize("text", [ENGLISH * 10, (MIXED + "\n\n") * 12])
def test_the_strip_never_covers_a_sentence_that_waits(qtbot: QtBot, size: tuple[int, int], text: str) -> None:
    sheet = sheet_of(text)
    view = shown(qtbot, sheet, size=size)
    for unit in range(min(len(sheet.units) - 2, 12)):
        view.show_cursor(Cursor(unit))
        assert not [each for each in _covered(view, sheet) if each == unit or sheet.state(each).is_undecided]


def test_in_short_paragraphs_the_strip_covers_no_word(qtbot: QtBot) -> None:
    text = "\n\n".join(f"The mayor said number {n} is true." for n in range(30))
    sheet = sheet_of(text)
    view = shown(qtbot, sheet, size=(700, 420))
    for unit in range(12):
        view.show_cursor(Cursor(unit))
        assert view.strip.isVisible()
        assert _covered(view, sheet) == []


def test_the_strip_rather_covers_what_is_decided(qtbot: QtBot) -> None:
    """Lines that fill the column leave no room beside them: only above are words that ask for nothing."""
    line = "Word after word follows here until the line is full and then again some more of them still."
    text = " ".join([line] * 12)
    decided = [Decision("a", unit.start, "anna", DecisionState.NO_CLAIM) for unit in units_of(text)[:4]]
    sheet = sheet_of(text, decisions=decided)
    view = shown(qtbot, sheet, size=(420, 480))
    view.show_cursor(Cursor(4))
    assert view.strip.isVisible()
    assert all(sheet.state(unit) is UnitState.NO_CLAIM for unit in _covered(view, sheet))


def test_the_strip_goes_with_its_sentence_when_that_is_scrolled_away(qtbot: QtBot) -> None:
    view = shown(qtbot, sheet_of(ENGLISH * 20))
    view.show_cursor(Cursor(0))
    assert view.strip.isVisible()
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    assert not view.strip.isVisible()
    assert view.kept_clear == []
    view.verticalScrollBar().setValue(0)
    assert view.strip.isVisible()


def test_the_strip_makes_way_for_keys_and_comes_back_for_the_mouse(qtbot: QtBot) -> None:
    view = shown(qtbot, sheet_of(ENGLISH), match_key=lambda _event: "go.next_unit")
    view.show_cursor(Cursor(0))
    for presses in range(5):
        assert view.strip.isVisible(), presses
        view.keyPressEvent(
            QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_J, Qt.KeyboardModifier.NoModifier, "j")
        )
    assert not view.strip.isVisible()
    send(view, QEvent.Type.MouseMove, QPoint(30, 30))
    assert view.strip.isVisible()


@pytest.mark.parametrize("width", [420, 1_200])
def test_the_buttons_of_the_strip_are_large_named_and_ask_for_actions(qtbot: QtBot, width: int) -> None:
    view = shown(qtbot, sheet_of(ENGLISH), size=(width, 500))
    view.show_cursor(Cursor(0))
    buttons = view.strip.findChildren(QToolButton)
    asked: list[str] = []
    view.action_requested.connect(asked.append)
    for button in buttons:
        assert button.width() >= 36
        assert button.height() >= 32
        assert button.accessibleName()
        QTest.mouseClick(button, LEFT)
    assert asked == ["claim.label.1", "claim.label.2", "claim.label.3", "claim.none", "claim.note"]


def test_an_archived_label_is_no_longer_offered(qtbot: QtBot) -> None:
    view = shown(qtbot, sheet_of(ENGLISH))
    view.show_cursor(Cursor(0))
    view.set_labels([replace(CONFIRMED, archived=True), *DEFAULT_LABELS[1:]])
    names = [button.objectName() for button in view.strip.findChildren(QToolButton) if button.isVisible()]
    assert names == ["claim.label.2", "claim.label.3", "claim.none", "claim.note"]


@pytest.mark.usefixtures("qapp")
def test_sentences_are_spoken_with_their_number_state_and_words() -> None:
    labels = {label.key: label for label in DEFAULT_LABELS}
    claims = [
        claim_on(ENGLISH, "The harbour was closed", "disputed"),
        claim_on(ENGLISH, "ships", "unverified"),
    ]
    sheet = sheet_of(ENGLISH, claims=claims)
    opening = "1 of 5, disputed, unverified, 2 claims. The harbour was closed on Monday"
    assert sentence_speech(sheet, 0, labels).startswith(opening)
    assert sentence_speech(sheet, 1, labels) == "2 of 5, undecided. Nobody was hurt, the port said."
    assert sentence_speech(sheet, 3, labels) == "boilerplate. Read more about harbours"


def test_a_pointer_that_rests_is_told_what_a_sign_means_and_why_text_is_grey(qtbot: QtBot) -> None:
    view = shown(qtbot, sheet_of(ENGLISH, claims=[claim_on(ENGLISH, "The harbour was closed", "disputed")]))
    view.set_keys({"claim.boilerplate": "B"})
    points = product(range(0, view.gutter.width(), 6), range(0, view.gutter.height(), 3))
    margin = {view.tips.on_margin(QPointF(x, y)) for x, y in points}
    assert margin == {
        "",
        "Sentence 1 of 5: disputed, 1 claim",
        *(f"Sentence {number} of 5: undecided" for number in range(2, 6)),
        "Related links, not asked; B changes it",
    }
    middle = view.viewport().width() / 2
    page = {view.tips.on_page(QPointF(middle, y)) for y in range(view.viewport().height())}
    assert page == {"", "Related links, not asked; B changes it"}


@pytest.mark.usefixtures("qapp")
def test_what_somebody_took_out_herself_is_told_as_boilerplate() -> None:
    marked = Decision("a", 0, "anna", DecisionState.BOILERPLATE)
    assert piece_words(sheet_of(ENGLISH, decisions=[marked]), 0, {}) == ["Boilerplate, not asked"]


@pytest.mark.usefixtures("qapp")
def test_the_note_on_folded_pieces_counts_them() -> None:
    assert hidden_pieces(1) == "▸ 1 piece hidden"
    assert hidden_pieces(9) == "▸ 9 pieces hidden"
