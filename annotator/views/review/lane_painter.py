"""Paints lanes under words: a line of each claim's label, in the lane of whoever made it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from annotator.domain.spans import Span
from annotator.views.article_scene import ArticleLook
from annotator.views.block_lines import Piece
from annotator.views.mark_geometry import MarkGeometry
from annotator.views.review.lanes import Exhibit, Lane, lane_middle, room_for
from annotator.views.underlines import THICKNESS, Stroke, draw_underlines

_GOLD_LINE: Final = 1.5
_PADDING: Final = 3.0
_TICK: Final = 7.0
"""Pixels: where a claim begins a short upright line says so, as the next one may follow at once."""


class Sign(NamedTuple):
    """What stands beside a line of text for one lane: at `middle`, with a badge only where it begins."""

    lane: Lane
    middle: float
    is_start: bool


class LanePainter:
    """All coordinates are those of the document; `visible` limits the work to what can be seen."""

    def __init__(self, exhibit: Exhibit, look: ArticleLook, geometry: MarkGeometry) -> None:
        self._exhibit = exhibit
        self._look = look
        self._geometry = geometry

    def paint_ground(self, painter: QPainter, visible: Span) -> None:
        """The band of the item, and the ground of what is gold."""
        if self._exhibit.extent.meet(visible) is None:
            return
        pad = _PADDING * self._look.scale
        room = room_for(self._exhibit.shown_lanes, self._look.scale)
        # One band for all of its lines, as wide as the widest.
        boxes = [piece.words for piece in self._geometry.pieces(self._exhibit.extent)]
        band = reduce(QRectF.united, boxes, QRectF()).adjusted(-pad, -pad / 2, pad, room)
        painter.fillRect(band, self._look.color("unit.cursor.bg"))
        for piece in self._pieces(self._exhibit.gold, visible):
            painter.fillRect(piece.words, self._look.color("state.adjudicated.tint"))

    def paint_marks(self, painter: QPainter, visible: Span) -> None:
        """The line of gold right under its words, and every lane below it."""
        ink = self._look.color("state.adjudicated.ink")
        for piece in self._pieces(self._exhibit.gold, visible):
            height = max(round(_GOLD_LINE * self._look.scale), 1)
            painter.fillRect(QRectF(piece.left, round(piece.bottom), piece.width, height), ink)
        for place, lane in enumerate(self._exhibit.shown_lanes):
            self._paint_lane(painter, lane, place, visible)

    def signs(self) -> Iterator[Sign]:
        """What to write beside the lines of the item, for lanes that have a letter.

        Who marked nothing stands beside the first line.
        """
        lines = self._line_bottoms(self._exhibit.extent)
        for place, lane in enumerate(self._exhibit.shown_lanes):
            if not lane.letter or not lines:
                continue
            spans = tuple(span for mark in lane.marks for span in mark.spans)
            bottoms = sorted({piece.bottom for span in spans for piece in self._geometry.pieces(span)})
            for number, bottom in enumerate(bottoms or lines[:1]):
                yield Sign(lane, self._middle(bottom, place, lane), is_start=number == 0)

    def _paint_lane(self, painter: QPainter, lane: Lane, place: int, visible: Span) -> None:
        scale = self._look.scale
        for mark in lane.marks:
            label = self._look.labels.get(mark.label)
            ink = self._look.ink(mark.label)
            pieces = list(self._pieces(mark.spans, visible))
            strokes = [
                Stroke(
                    piece.left, piece.right, self._middle(piece.bottom, place, lane) - THICKNESS * scale / 2
                )
                for piece in pieces
            ]
            draw_underlines(painter, label.line if label else "solid", strokes, ink, weight=scale)
            if lane.letter and (start := self._start(mark.spans[0])) is not None:
                x, bottom = start
                middle, half = self._middle(bottom, place, lane), _TICK * scale / 2
                painter.setPen(
                    QPen(ink, max(1.0, 1.5 * scale), Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
                )
                painter.drawLine(QPointF(x, middle - half), QPointF(x, middle + half))

    def _start(self, span: Span) -> tuple[float, float] | None:
        """The x at which a span starts, in its own direction, and where the words of that line end."""
        pieces = self._geometry.pieces(Span(span.start, min(span.start + 1, span.end)))
        if not pieces:
            return None
        is_leftwards = self._geometry.is_right_to_left(span.start)
        return (pieces[0].right - 1 if is_leftwards else pieces[0].left + 1), pieces[0].bottom

    def _middle(self, bottom: float, place: int, lane: Lane) -> float:
        return lane_middle(bottom, place, self._look.scale, is_named=bool(lane.letter))

    def _pieces(self, spans: tuple[Span, ...], visible: Span) -> Iterator[Piece]:
        for span in spans:
            if part := span.meet(visible):
                yield from self._geometry.pieces(part)

    def _line_bottoms(self, span: Span) -> list[float]:
        return sorted({piece.bottom for piece in self._geometry.pieces(span)})
