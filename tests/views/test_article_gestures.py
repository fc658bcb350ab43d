"""What the mouse does to the words is told in code points, and never acted on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.domain.cursor import Cursor, Edge
from annotator.domain.spans import Span
from annotator.views.article_view import ArticleView
from tests.views.article_builders import ENGLISH, claim_on, drag, point_at, send, sheet_of, shown

PRESS, RELEASE = QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease
DOUBLE = QEvent.Type.MouseButtonDblClick
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def _click(view: ArticleView, point: QPoint, *, held: Qt.KeyboardModifier | None = None) -> None:
    modifiers = held or Qt.KeyboardModifier.NoModifier
    send(view, PRESS, point, held=modifiers)
    send(view, RELEASE, point, held=modifiers)


def test_a_click_means_the_sentence(qtbot: QtBot) -> None:
    view = shown(qtbot, sheet_of(ENGLISH))
    view.show_cursor(Cursor(0))
    with qtbot.waitSignal(view.unit_clicked) as clicked:
        _click(view, point_at(view, ENGLISH.index("Officials")))
    assert clicked.args == [2]


def test_a_second_click_on_the_sentence_asks_for_a_clause(qtbot: QtBot) -> None:
    view = shown(qtbot, sheet_of(ENGLISH))
    view.show_cursor(Cursor(2))
    place = ENGLISH.index("divers")
    with qtbot.waitSignal(view.clause_requested) as asked:
        _click(view, point_at(view, place))
    assert asked.args == [place]


def test_a_move_before_the_clause_is_asked_for_takes_it_back(qtbot: QtBot) -> None:
    view = shown(qtbot, sheet_of(ENGLISH))
    view.show_cursor(Cursor(2))
    wait = QApplication.styleHints().mouseDoubleClickInterval() + 100
    with qtbot.assertNotEmitted(view.clause_requested, wait=wait):
        _click(view, point_at(view, ENGLISH.index("divers")))
        view.show_cursor(Cursor(1))


def test_a_double_click_grows_and_asks_for_no_clause(qtbot: QtBot) -> None:
    view = shown(qtbot, sheet_of(ENGLISH))
    view.show_cursor(Cursor(2))
    place = ENGLISH.index("divers")
    point = point_at(view, place)
    wait = QApplication.styleHints().mouseDoubleClickInterval() + 100
    with (
        qtbot.assertNotEmitted(view.clause_requested, wait=wait),
        qtbot.waitSignal(view.grow_requested) as grown,
    ):
        _click(view, point)
        send(view, DOUBLE, point)
        send(view, RELEASE, point)
    assert grown.args == [place]


def test_a_click_with_control_adds_the_sentence(qtbot: QtBot) -> None:
    view = shown(qtbot, sheet_of(ENGLISH))
    with qtbot.waitSignal(view.unit_added) as added:
        _click(view, point_at(view, ENGLISH.index("Nobody")), held=CONTROL)
    assert added.args == [1]


@pytest.mark.parametrize("backwards", [False, True])
def test_a_drag_selects_whole_words(qtbot: QtBot, backwards: bool) -> None:
    view = shown(qtbot, sheet_of(ENGLISH))
    ends = [ENGLISH.index("arbour"), ENGLISH.index("osed on")]
    first, last = (point_at(view, place) for place in (reversed(ends) if backwards else ends))
    with qtbot.waitSignal(view.span_selected) as selected:
        drag(view, first, last)
    assert selected.args[0].of(ENGLISH) == "harbour was closed"


def test_a_drag_with_alt_selects_characters_but_no_half_ones(qtbot: QtBot) -> None:
    text = "🧨 he e\u0301te\u0301 said."
    view = shown(qtbot, sheet_of(text))
    with qtbot.waitSignal(view.span_selected) as selected:
        drag(view, point_at(view, text.index("e\u0301")), point_at(view, text.index("t")), held=ALT)
    assert selected.args[0].of(text) == "e\u0301t"


def test_offsets_after_characters_outside_of_the_first_plane_are_true(qtbot: QtBot) -> None:
    text = "🧨🧨🧨 One 🧨 two three four five."
    view = shown(qtbot, sheet_of(text))
    with qtbot.waitSignal(view.span_selected) as selected:
        drag(view, point_at(view, text.index("two")), point_at(view, text.index("our")))
    assert selected.args[0].of(text) == "two three four"


def test_the_words_are_lit_while_they_are_dragged_over(qtbot: QtBot) -> None:
    view = shown(qtbot, sheet_of(ENGLISH))
    before = view.viewport().grab().toImage()
    send(view, PRESS, point_at(view, 5))
    send(view, QEvent.Type.MouseMove, point_at(view, 30))
    assert view.viewport().grab().toImage() != before
    send(view, RELEASE, point_at(view, 30))
    assert view.viewport().grab().toImage() == before


def test_an_edge_is_dragged_by_its_handle(qtbot: QtBot) -> None:
    view = shown(qtbot, sheet_of(ENGLISH))
    span = Span(4, ENGLISH.index(" on Monday"))
    view.show_cursor(Cursor(0, selection=span, edge=Edge.END))
    geometry = view.geometry_of_marks
    assert geometry is not None
    piece = geometry.pieces(span)[0]
    handle = QPointF(piece.right, piece.bottom + 2).toPoint()
    seen: list[tuple[str, int]] = []
    view.edge_dragged.connect(lambda edge, offset: seen.append((edge, offset)))
    drag(view, handle, point_at(view, ENGLISH.index("ships")))
    assert seen[-1] == ("end", ENGLISH.index("ships") + len("ships"))


def test_a_click_on_a_claims_line_means_the_claim(qtbot: QtBot) -> None:
    claims = [
        claim_on(ENGLISH, "The harbour was closed on Monday", "confirmed"),
        claim_on(ENGLISH, "closed on Monday after two ships", "disputed"),
    ]
    view = shown(qtbot, sheet_of(ENGLISH, claims=claims))
    geometry = view.geometry_of_marks
    assert geometry is not None
    piece = geometry.pieces(Span(ENGLISH.index("closed"), ENGLISH.index("closed") + 1))[0]
    for lane, claim in enumerate(claims):
        with qtbot.waitSignal(view.claim_clicked) as clicked:
            _click(view, QPointF(piece.left + 2, piece.bottom + 3 + 5 * lane).toPoint())
        assert clicked.args == [claim.id]


def test_what_is_clicked_on_stays_under_the_pointer(qtbot: QtBot) -> None:
    view = shown(qtbot, sheet_of(ENGLISH * 20))
    view.unit_clicked.connect(lambda unit: view.show_cursor(Cursor(unit)))
    with qtbot.waitSignal(view.unit_clicked):
        _click(view, QPoint(100, view.viewport().height() - 20))
    assert view.verticalScrollBar().value() == 0


def test_what_another_pane_chooses_afterwards_is_followed(qtbot: QtBot) -> None:
    view = shown(qtbot, sheet_of(ENGLISH * 20))
    view.unit_clicked.connect(lambda unit: view.show_cursor(Cursor(unit)))
    _click(view, QPoint(100, 30))
    QApplication.sendEvent(view.viewport(), QEvent(QEvent.Type.Leave))
    view.show_cursor(Cursor(60))
    assert view.verticalScrollBar().value() > 0


def test_the_menu_is_asked_for_where_the_pointer_is(qtbot: QtBot) -> None:
    view = shown(qtbot, sheet_of(ENGLISH))
    point = point_at(view, ENGLISH.index("Nobody"))
    place = view.viewport().mapToGlobal(point)
    with qtbot.waitSignal(view.context_requested) as asked:
        view.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, place))
    assert asked.args == [place, ENGLISH.index("Nobody")]


def test_the_menu_key_means_the_current_sentence(qtbot: QtBot) -> None:
    view = shown(qtbot, sheet_of(ENGLISH))
    view.show_cursor(Cursor(1))
    point = QPoint(1, 1)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, point, view.mapToGlobal(point))
    with qtbot.waitSignal(view.context_requested) as asked:
        view.contextMenuEvent(event)
    assert asked.args[1] == ENGLISH.index("Nobody")


def test_the_wheel_with_control_asks_for_another_size(qtbot: QtBot) -> None:
    view = shown(qtbot, sheet_of(ENGLISH * 20))

    def turn(held: Qt.KeyboardModifier) -> None:
        place = QPointF(view.viewport().rect().center())
        event = QWheelEvent(
            place, view.viewport().mapToGlobal(place), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
            held, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(view.viewport(), event)

    with qtbot.waitSignal(view.zoom_requested) as asked:
        turn(CONTROL)
    assert asked.args == [-1]
    assert view.verticalScrollBar().value() == 0
    turn(Qt.KeyboardModifier.NoModifier)
    assert view.verticalScrollBar().value() > 0
