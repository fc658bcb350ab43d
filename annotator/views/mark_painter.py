"""Paints an article's marks: what lies under the words, their colours, and what lies over them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen

from annotator.domain.cursor import Edge
from annotator.domain.records import Claim
from annotator.domain.spans import Span, trimmed
from annotator.views.article_document import LINE_HEIGHT, NOTE_HEIGHT, ArticleDocument
from annotator.views.article_scene import ArticleScene
from annotator.views.article_words import hidden_pieces
from annotator.views.block_lines import Piece
from annotator.views.mark_geometry import MarkGeometry
from annotator.views.underlines import LANES, Stroke, draw_underlines, lane_top

if TYPE_CHECKING:
    # Loaded where something was decided.
    from annotator.views.feedback_painter import FeedbackPainter

BAR = 3
"""Pixels: the width of the bar beside the current sentence."""

_THIN, _THICK = 0.6, 1.4
_PADDING = 3.0
_HANDLE = 4.0


class MarkPainter:
    """All coordinates are those of the document; `visible` limits the work to what can be seen."""

    def __init__(self, scene: ArticleScene, document: ArticleDocument, geometry: MarkGeometry) -> None:
        self._scene = scene
        self._document = document
        self._geometry = geometry
        self._marked: list[tuple[Claim, list[Piece]]] = []

    def paint_ground(self, painter: QPainter, visible: Span) -> None:
        """Paint what lies under the words: band, tints, find hits, selection.

        Where claims stand is looked up here, for `paint_marks` too, which comes after it.
        """
        painter.setPen(Qt.PenStyle.NoPen)
        scene = self._scene
        claims = scene.sheet.claims_in(visible) if scene.look.marks_visible else ()
        self._marked = [(claim, self._fragments(claim, visible)) for claim in claims]
        unit = scene.current_unit
        if unit and (part := unit.meet(visible)):
            self._paint_band(painter, part)
            self._paint_bar(painter, part)
        for claim, pieces in self._marked:
            if pieces:
                painter.setBrush(scene.look.tint(claim.label))
                painter.drawRects([piece.words for piece in pieces])
        if scene.look.marks_visible and scene.sheet.feedback is not None:
            self._of_review.paint_ground(painter, scene.sheet.feedback, visible)
        self._paint_found(painter, visible)
        if scene.selection and (part := scene.selection.meet(visible)):
            self._paint_selection(painter, part)

    def colourings(self, visible: Span) -> list[tuple[Span, QColor]]:
        """The words that do not have the text's own colour; where two meet, the later one counts."""
        scene = self._scene
        grey = scene.look.color("text.boilerplate")
        result = [
            (part, grey)
            for index in scene.sheet.units_in(visible)
            if scene.is_grey(index) and (part := scene.sheet.units[index].span.meet(visible))
        ]
        # Words that only look like a token are not in the colour of one.
        quiet, spelled = scene.look.color("text.secondary"), self._document.spelled
        first = bisect_right(spelled, visible.start, key=lambda span: span.end)
        last = bisect_left(spelled, visible.end, key=lambda span: span.start)
        result += [(part, quiet) for span in spelled[first:last] if (part := span.meet(visible))]
        if scene.selection and (part := scene.selection.meet(visible)):
            result.append((part, scene.look.color("selection.text")))
        return result

    def paint_marks(self, painter: QPainter, visible: Span) -> None:
        """Paint what lies over or under the letters: lines, gaps, notes on folded pieces, edges."""
        scene = self._scene
        if scene.look.marks_visible:
            self._paint_lines(painter, visible)
            if scene.sheet.feedback is not None:
                self._of_review.paint_lines(painter, scene.sheet.feedback, visible, self._marked)
            self._paint_gaps(painter, visible)
        self._paint_folds(painter, visible)
        if scene.edges:
            self._paint_edges(painter, scene.edges)

    def handle(self, edge: Edge) -> QRectF | None:
        """Where the mouse can take hold of an edge of the selection or the current claim."""
        edges = self._scene.edges
        place = self._edge_place(edges, edge) if edges else None
        if place is None:
            return None
        reach = _HANDLE * 1.6 * self._scene.look.scale
        x, piece = place
        return QRectF(x - reach, piece.top - 2 * reach, 2 * reach, piece.bottom - piece.top + 4 * reach)

    @cached_property
    def _of_review(self) -> FeedbackPainter:
        from annotator.views.feedback_painter import FeedbackPainter

        return FeedbackPainter(self._scene, self._geometry)

    def _paint_band(self, painter: QPainter, span: Span) -> None:
        pad = _PADDING * self._scene.look.scale
        color = self._scene.look.color("unit.cursor.bg")
        for piece in self._geometry.pieces(span):
            box = QRectF(piece.left - pad, piece.top - pad / 2, piece.width + 2 * pad, 0)
            box.setBottom(piece.line_bottom - pad / 2)
            painter.fillRect(box, color)

    def _paint_bar(self, painter: QPainter, unit: Span) -> None:
        extent = self._geometry.extent(unit)
        if extent is None:
            return
        edge = self._document.qt.documentMargin() * 0.3
        x = self._document.qt.textWidth() - edge - BAR if self._scene.is_right_to_left else edge
        below = extent.first_line * (LINE_HEIGHT - 1)
        bar = QRectF(x, extent.top, BAR, extent.bottom + below - extent.top)
        painter.fillRect(bar, self._scene.look.color("unit.cursor"))

    def _paint_found(self, painter: QPainter, visible: Span) -> None:
        scene = self._scene
        if not scene.found:
            return
        color = scene.look.color("find.bg")
        first = bisect_right(scene.found, visible.start, key=lambda span: span.end)
        last = bisect_left(scene.found, visible.end, key=lambda span: span.start)
        for number, span in enumerate(scene.found[first:last], first):
            if part := span.meet(visible):
                pieces = self._geometry.pieces(part)
                for piece in pieces:
                    painter.fillRect(piece.words, color)
                if number == scene.found_current or self._is_ground(color):
                    self._outline(painter, pieces)

    def _paint_selection(self, painter: QPainter, span: Span) -> None:
        color = self._scene.look.color("selection.bg")
        pieces = self._geometry.pieces(span)
        for piece in pieces:
            painter.fillRect(piece.words, color)
        if self._is_ground(color):
            self._outline(painter, pieces)

    def _is_ground(self, color: QColor) -> bool:
        """High contrast has no tints: there a line round the words says what colour says elsewhere."""
        return color == self._scene.look.color("bg.article")

    def _outline(self, painter: QPainter, pieces: Iterable[Piece]) -> None:
        painter.save()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._scene.look.color("edge.handle"), 1.5))
        for piece in pieces:
            painter.drawRect(piece.words.adjusted(-1, -1, 1, 1))
        painter.restore()

    def _paint_lines(self, painter: QPainter, visible: Span) -> None:
        """All lines of a look at once: it takes longer to make a pen than to draw with it."""
        look = self._scene.look
        lanes = self._scene.sheet.lanes(visible) if self._marked else {}
        lines: dict[tuple[str, float], list[Stroke]] = {}
        crowded: list[list[Piece]] = []
        for claim, pieces in self._marked:
            lane = lanes[claim.id]
            if lane >= LANES:
                crowded.append(pieces)
                continue
            strokes = lines.setdefault((claim.label, self._weight(claim)), [])
            for piece in pieces:
                strokes.append(Stroke(piece.left, piece.right, lane_top(piece.bottom, lane, look.scale)))
        for (key, weight), strokes in lines.items():
            label = look.labels.get(key)
            draw_underlines(painter, label.line if label else "solid", strokes, look.ink(key), weight=weight)
        self._paint_crowd(painter, crowded)

    def _weight(self, claim: Claim) -> float:
        """Lines of what is chosen are thick, and what shares words with the current claim has a thin one."""
        scale, current = self._scene.look.scale, self._scene.current_claim
        if current is None:
            return scale
        if claim.id == current.id or claim.id in self._scene.cursor.chosen:
            return scale * _THICK
        return scale * _THIN if claim.span.overlaps(current.span) else scale

    def _paint_crowd(self, painter: QPainter, crowded: Iterable[list[Piece]]) -> None:
        """Write "+n" after the last lane, where n more claims end that have no lane of their own."""
        ends: dict[tuple[float, float], int] = {}
        for pieces in crowded:
            if pieces:
                place = (pieces[-1].right, lane_top(pieces[-1].bottom, LANES - 1, self._scene.look.scale))
                ends[place] = ends.get(place, 0) + 1
        if not ends:
            return
        font = QFont(self._document.qt.defaultFont())
        font.setPixelSize(max(round(10 * self._scene.look.scale), 8))
        painter.setFont(font)
        painter.setPen(self._scene.look.color("text.secondary"))
        for (x, y), count in ends.items():
            painter.drawText(QPointF(x + 2, y + 3 * self._scene.look.scale), f"+{count}")

    def _fragments(self, claim: Claim, visible: Span) -> list[Piece]:
        return [
            piece
            for fragment in claim.fragments
            if (part := fragment.span.meet(visible))
            for piece in self._geometry.pieces(part)
        ]

    def _paint_gaps(self, painter: QPainter, visible: Span) -> None:
        """Draw ⟂ where the page lost words, mostly those of a link; the text itself is not touched."""
        scene = self._scene
        units = scene.sheet.units_in(visible)
        gaps = [gap for unit in scene.sheet.units[units.start : units.stop] for gap in unit.gaps]
        if not gaps:
            return
        painter.setPen(QPen(scene.look.color("text.secondary"), 1.2 * scene.look.scale))
        size = 5.5 * scene.look.scale
        for gap in gaps:
            pieces = self._geometry.pieces(Span(gap.start - 1, gap.start)) if gap.start else []
            if not pieces:
                continue
            piece = pieces[-1]
            after = self._geometry.pieces(Span(gap.end, min(gap.end + 1, len(scene.sheet.text))))
            narrow = bool(after) and after[0].top == piece.top
            x = (piece.right + after[0].left) / 2 if narrow else piece.right + 2 * size
            half = max((after[0].left - piece.right) / 2, size / 2) if narrow else size
            painter.drawLine(QPointF(x - half, piece.baseline), QPointF(x + half, piece.baseline))
            painter.drawLine(QPointF(x, piece.baseline), QPointF(x, piece.baseline - 2 * size))

    def _paint_folds(self, painter: QPainter, visible: Span) -> None:
        scene = self._scene
        if not self._document.folds:
            return
        font = QFont(self._document.qt.defaultFont())
        font.setPixelSize(max(round(13 * scene.look.scale), 9))
        painter.setFont(font)
        painter.setPen(scene.look.color("text.secondary"))
        for fold in self._document.folds:
            if not visible.start <= fold.offset <= visible.end:
                continue
            extent = self._geometry.extent(Span(fold.offset, fold.offset))
            if extent is None:
                continue
            room = NOTE_HEIGHT * 16 * scene.look.scale
            line = extent.first_line * LINE_HEIGHT
            top = extent.top + line if fold.is_last else extent.top - room * 1.1
            margin = self._document.qt.documentMargin()
            width = self._document.qt.textWidth() - 2 * margin
            box = QRectF(margin, top, width, room)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, hidden_pieces(fold.pieces))

    def _paint_edges(self, painter: QPainter, edges: Span) -> None:
        color = self._scene.look.color("edge.handle")
        ground = self._scene.look.color("bg.article")
        scale = self._scene.look.scale
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for edge in Edge:
            place = self._edge_place(edges, edge)
            if place is None:
                continue
            x, piece = place
            radius = _HANDLE * scale
            painter.setPen(QPen(color, 1.6 * scale))
            painter.drawLine(QPointF(x, piece.top), QPointF(x, piece.bottom))
            painter.setBrush(color if edge is self._scene.cursor.edge else ground)
            y = piece.top - radius if edge is Edge.START else piece.bottom + radius
            path = QPainterPath()
            path.addEllipse(QPointF(x, y), radius, radius)
            painter.drawPath(path)
        painter.restore()

    def _edge_place(self, edges: Span, edge: Edge) -> tuple[float, Piece] | None:
        """The x where a span starts or ends, which in a right to left run is its right or left."""
        text = self._scene.sheet.text
        edges = trimmed(text, edges)
        if edge is Edge.START:
            offset = edges.start
            pieces = self._geometry.pieces(Span(offset, min(offset + 1, len(text))))
        else:
            offset = max(edges.end - 1, 0)
            pieces = self._geometry.pieces(Span(offset, edges.end))
        if not pieces:
            return None
        piece = pieces[0] if edge is Edge.START else pieces[-1]
        rightwards = not self._geometry.is_right_to_left(offset)
        return (piece.left if rightwards == (edge is Edge.START) else piece.right), piece
