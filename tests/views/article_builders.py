"""Articles, claims and an article pane for tests; what is written here in Arabic or emoji is on purpose."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import count

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotator.domain.adjudication import Outcome
from annotator.domain.article_feedback import ArticleFeedback
from annotator.domain.feedback import Feedback, Saying
from annotator.domain.records import Article, Claim, Decision, Fragment, Unit, UnitKind
from annotator.domain.sheet import Sheet
from annotator.domain.spans import Span
from annotator.views.article_view import ArticleView
from annotator.views.tokens import ThemeName, colours

ENGLISH = (
    "The harbour was closed on Monday after two ships collided. Nobody was hurt, the port said. "
    "Officials expect it to open again within days, although divers still search the wreck.\n\n"
    "Read more about harbours\n\n"
    "A spokesman called reports of an oil spill wrong. Fishermen say they saw oil on the beach.\n\n"
)
MIXED = "أفادت وكالة Reuters إن القوات دخلت مدينة Mosul city يوم الأحد بعد معارك طويلة."
_SENTENCE = re.compile(r"\S.*?(?:\.(?=\s|$)|$)", re.MULTILINE)
_numbers = count(1)


class Colours:
    """The colours of one theme."""

    def __init__(self, name: ThemeName = ThemeName.LIGHT) -> None:
        self._name = name

    def color(self, token: str) -> QColor:
        return colours(self._name)[token]


def units_of(text: str) -> list[Unit]:
    """A unit for each sentence; a paragraph without a full stop is a link."""
    return [
        Unit("a", match.start(), match.end())
        if match.group().endswith(".")
        else Unit("a", match.start(), match.end(), UnitKind.RELATED_LINKS, annotatable=False)
        for match in _SENTENCE.finditer(text)
    ]


def claim_on(text: str, words: str, label: str, *, occurrence: int = 0) -> Claim:
    start = -1
    for _ in range(occurrence + 1):
        start = text.index(words, start + 1)
    return claim_at(text, Span(start, start + len(words)), label)


def claim_at(text: str, span: Span, label: str) -> Claim:
    fragment = Fragment(span.start, span.end, span.of(text))
    return Claim(f"c{next(_numbers)}", "a", "anna", label, (fragment,))


def sheet_of(
    text: str,
    *,
    claims: Iterable[Claim] = (),
    decisions: Iterable[Decision] = (),
    units: Iterable[Unit] | None = None,
) -> Sheet:
    article = Article("a", "0" * 64, "Harbour closed", len(text))
    found = units_of(text) if units is None else list(units)
    return Sheet(article, text, units=found, claims=claims, decisions=decisions)


def saying_of(claim: Claim) -> Saying:
    """What a claim says, as a decision tells it."""
    return Saying(claim.label, tuple(fragment.span for fragment in claim.fragments))


def decided(
    outcome: Outcome = Outcome.CLAIM, *, said: Iterable[Saying] = (), gold: Iterable[Saying] = ()
) -> Feedback:
    """A decision on what she said, or had not marked."""
    said, gold = tuple(said), tuple(gold)
    spans = [span for saying in (*said, *gold) for span in saying.spans]
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    return Feedback(f"d{next(_numbers)}", "a", start, end, outcome, said, gold)


def reviewed(text: str = ENGLISH) -> Sheet:
    """The English article with all that can be decided about somebody's claims.

    Closed: gold. Divers: confirmed, was unverified. Spokesman: no claim, was disputed. Oil: other words.
    Nobody was hurt: gold where she has nothing.
    """
    closed = claim_on(text, "The harbour was closed on Monday", "confirmed")
    divers = claim_on(text, "divers still search the wreck", "unverified")
    spokesman = claim_on(text, "A spokesman called reports of an oil spill wrong.", "disputed")
    oil = claim_on(text, "Fishermen say they saw oil on the beach.", "disputed")
    sheet = sheet_of(text, claims=[closed, divers, spokesman, oil])
    sheet.feedback = ArticleFeedback(
        [
            decided(said=[saying_of(closed)], gold=[saying_of(closed)]),
            decided(said=[saying_of(divers)], gold=[saying_of(replace(divers, label="confirmed"))]),
            decided(Outcome.NO_CLAIM, said=[saying_of(spokesman)]),
            decided(
                said=[saying_of(oil)], gold=[saying_of(claim_on(text, "saw oil on the beach", "disputed"))]
            ),
            decided(gold=[saying_of(claim_on(text, "Nobody was hurt", "disputed"))]),
        ]
    )
    return sheet


def shown(
    qtbot: QtBot,
    sheet: Sheet | None,
    *,
    size: tuple[int, int] = (800, 500),
    match_key: Callable[[QKeyEvent], str | None] = lambda _event: None,
    theme: ThemeName = ThemeName.LIGHT,
) -> ArticleView:
    """An article pane in a window of its own, painted once."""
    view = ArticleView(Colours(theme), match_key)

    def empty(_widget: QWidget) -> None:
        """Kept until the pane is closed, and the pane with it: else it would go in the middle of a paint."""
        view.show_sheet(None)

    qtbot.addWidget(view, before_close_func=empty)
    view.set_text_font("DejaVu Serif", 12)
    view.resize(*size)
    view.show_sheet(sheet)
    view.show()
    qtbot.waitExposed(view)
    return view


def picture(view: ArticleView) -> QImage:
    """The words' part of the pane, without what floats on it."""
    view.strip.hide()
    return view.viewport().grab().toImage()


def point_at(view: ArticleView, offset: int) -> QPoint:
    """The middle of the character at `offset`, in pixels of the viewport."""
    geometry = view.geometry_of_marks
    assert geometry is not None
    piece = geometry.pieces(Span(offset, offset + 1))[0]
    y = (piece.top + piece.bottom) / 2 - view.verticalScrollBar().value()
    return QPoint(round((piece.left + piece.right) / 2), round(y))


def send(
    view: ArticleView,
    kind: QEvent.Type,
    point: QPoint,
    *,
    held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """A mouse event of the left button on the words; a move with it held down."""
    is_move = kind is QEvent.Type.MouseMove
    button = Qt.MouseButton.NoButton if is_move else Qt.MouseButton.LeftButton
    place = QPointF(view.viewport().mapToGlobal(point))
    event = QMouseEvent(kind, QPointF(point), place, button, Qt.MouseButton.LeftButton, held)
    QApplication.sendEvent(view.viewport(), event)


def drag(
    view: ArticleView,
    first: QPoint,
    last: QPoint,
    *,
    held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    send(view, QEvent.Type.MouseButtonPress, first, held=held)
    send(view, QEvent.Type.MouseMove, (first + last) / 2, held=held)
    send(view, QEvent.Type.MouseMove, last, held=held)
    send(view, QEvent.Type.MouseButtonRelease, last, held=held)
