"""Paints an article's marks: what lies under the words, their colours, and what lies over them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QPainter,
    QPainterPath,
    QPen,
    QTextCharFormat,
)

from annotator.domain.cursor import Edge
from annotator.domain.records import Claim
from annotator.domain.spans import Span, trimmed
from annotator.views.article_document import LINE_HEIGHT, NOTE_HEIGHT, ArticleDocument
from annotator.views.article_scene import ArticleScene
from annotator.views.article_words import hidden_pieces
from annotator.views.mark_geometry import MarkGeometry, Piece
from annotator.views.underlines import LANES, THICKNESS, draw_underline, lane_top

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

    def paint_ground(self, painter: QPainter, visible: Span) -> None:
        """Paint what lies under the words: band, tints, find hits, selection."""
        painter.setPen(Qt.PenStyle.NoPen)
        scene = self._scene
        unit = scene.current_unit
        if unit and (part := unit.meet(visible)):
            self._paint_band(painter, part)
            self._paint_bar(painter, part)
        if scene.look.marks_visible:
            for claim in scene.sheet.claims_in(visible):
                self._paint_tint(painter, claim, visible)
        self._paint_found(painter, visible)
        if scene.selection and (part := scene.selection.meet(visible)):
            self._paint_selection(painter, part)

    def colourings(self, visible: Span) -> list[QAbstractTextDocumentLayout.Selection]:
        """The words that do not have the text's own colour, as Qt's painting of text takes them."""
        scene = self._scene
        grey = scene.look.color("text.boilerplate")
        result = [
            self._colouring(part, grey)
            for index in scene.sheet.units_in(visible)
            if scene.is_grey(index) and (part := scene.sheet.units[index].span.meet(visible))
        ]
        if scene.selection and (part := scene.selection.meet(visible)):
            result.append(self._colouring(part, scene.look.color("selection.text")))
        return result

    def paint_marks(self, painter: QPainter, visible: Span) -> None:
        """Paint what lies over or under the letters: lines, gaps, notes on folded pieces, edges."""
        scene = self._scene
        if scene.look.marks_visible:
            self._paint_lines(painter, visible)
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

    def _colouring(self, span: Span, color: QColor) -> QAbstractTextDocumentLayout.Selection:
        selection = QAbstractTextDocumentLayout.Selection()
        selection.cursor = self._document.cursor(span)
        form = QTextCharFormat()
        form.setForeground(color)
        selection.format = form
        return selection

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

    def _paint_tint(self, painter: QPainter, claim: Claim, visible: Span) -> None:
        color = self._scene.look.tint(claim.label)
        for piece in self._fragments(claim, visible):
            painter.fillRect(piece.words, color)

    def _paint_found(self, painter: QPainter, visible: Span) -> None:
        scene = self._scene
        color = scene.look.color("find.bg")
        for number, span in enumerate(scene.found):
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
        scene = self._scene
        claims = scene.sheet.claims_in(visible)
        lanes = scene.sheet.lanes(visible) if claims else {}
        current = scene.current_claim
        crowded: list[Claim] = []
        for claim in claims:
            lane = lanes[claim.id]
            if lane >= LANES:
                crowded.append(claim)
                continue
            weight = scene.look.scale
            if current is not None and claim.id == current.id:
                weight *= _THICK
            elif current is not None and claim.span.overlaps(current.span):
                weight *= _THIN
            self._paint_line(painter, claim, visible, lane, weight)
        self._paint_crowd(painter, crowded, visible)

    def _paint_line(self, painter: QPainter, claim: Claim, visible: Span, lane: int, weight: float) -> None:
        label = self._scene.look.labels.get(claim.label)
        kind = label.line if label else "solid"
        color = self._scene.look.ink(claim.label)
        for piece in self._fragments(claim, visible):
            top = lane_top(piece.bottom, lane, self._scene.look.scale)
            box = QRectF(piece.left, top, piece.width, THICKNESS * weight)
            draw_underline(painter, kind, box, color, weight=weight)

    def _paint_crowd(self, painter: QPainter, claims: Iterable[Claim], visible: Span) -> None:
        """Write "+n" after the last lane, where n more claims end that have no lane of their own."""
        ends: dict[tuple[float, float], int] = {}
        for claim in claims:
            if pieces := self._fragments(claim, visible):
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
        painter.setPen(QPen(scene.look.color("text.secondary"), 1.2 * scene.look.scale))
        size = 5.5 * scene.look.scale
        for index in scene.sheet.units_in(visible):
            for gap in scene.sheet.units[index].gaps:
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
