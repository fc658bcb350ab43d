"""Paints what was decided in review on an article's words: where gold stands, and what was changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from annotator.domain.article_feedback import ArticleFeedback
from annotator.domain.records import Claim
from annotator.domain.spans import Span
from annotator.views.article_scene import ArticleScene
from annotator.views.block_lines import Piece
from annotator.views.mark_geometry import MarkGeometry
from annotator.views.underlines import Stroke, draw_underlines, lane_top

_LINE = 1.2
_QUIET = 0.6
"""How thick gold's own line is, which belongs to nobody, as a share of a claim's."""


class FeedbackPainter:
    """Draws a thin line right under the words, above all lanes.

    Under a claim that was changed it has the ink of the label, under gold that of gold.
    """

    def __init__(self, scene: ArticleScene, geometry: MarkGeometry) -> None:
        self._scene = scene
        self._geometry = geometry

    def paint_ground(self, painter: QPainter, feedback: ArticleFeedback, visible: Span) -> None:
        """The ground of gold, over that of claims."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._scene.look.color("state.adjudicated.tint"))
        painter.drawRects([piece.words for piece in self._gold(feedback, visible)])

    def paint_lines(
        self,
        painter: QPainter,
        feedback: ArticleFeedback,
        visible: Span,
        marked: Iterable[tuple[Claim, Sequence[Piece]]],
    ) -> None:
        """The lines of the claims in `marked` that were changed, and those of gold."""
        look = self._scene.look
        for claim, pieces in marked:
            if feedback.differs(claim):
                self._draw(painter, pieces, look.ink(claim.label))
        self._paint_labels(painter, feedback, visible)
        self._draw(painter, self._gold(feedback, visible), look.color("state.adjudicated.ink"))

    def _paint_labels(self, painter: QPainter, feedback: ArticleFeedback, visible: Span) -> None:
        """What gold says where no claim has the lane."""
        look, sheet = self._scene.look, self._scene.sheet
        for saying in feedback.gold_beside(sheet.claims_in(visible), visible):
            if any(sheet.claims_in(span) for span in saying.spans):
                continue
            strokes = [
                Stroke(piece.left, piece.right, lane_top(piece.bottom, 0, look.scale))
                for piece in self._pieces(saying.spans, visible)
            ]
            label = look.labels.get(saying.label)
            kind, ink = label.line if label else "solid", look.ink(saying.label)
            draw_underlines(painter, kind, strokes, ink, weight=look.scale * _QUIET)

    def _draw(self, painter: QPainter, pieces: Iterable[Piece], ink: QColor) -> None:
        height = max(round(_LINE * self._scene.look.scale), 1)
        for piece in pieces:
            painter.fillRect(QRectF(piece.left, round(piece.bottom), piece.width, height), ink)

    def _gold(self, feedback: ArticleFeedback, visible: Span) -> Iterator[Piece]:
        for saying in feedback.gold_in(visible):
            yield from self._pieces(saying.spans, visible)

    def _pieces(self, spans: Iterable[Span], visible: Span) -> Iterator[Piece]:
        for span in spans:
            if part := span.meet(visible):
                yield from self._geometry.pieces(part)
