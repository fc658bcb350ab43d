"""What of an article lies under a point of its pane."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF

from annotator.domain.cursor import Edge
from annotator.domain.spans import Span
from annotator.views.article_scene import ArticleScene
from annotator.views.mark_geometry import MarkGeometry
from annotator.views.mark_painter import MarkPainter
from annotator.views.underlines import LANE_STEP, LANES, lane_top


class ArticleTarget:
    """Answers in code points, unit indexes and claim ids. Points are those of the viewport."""

    def __init__(
        self, scene: ArticleScene, geometry: MarkGeometry, painter: MarkPainter, scrolled: Callable[[], int]
    ) -> None:
        self._scene = scene
        self._geometry = geometry
        self._painter = painter
        self._scrolled = scrolled

    @property
    def text(self) -> str:
        return self._scene.sheet.text

    def offset_at(self, point: QPointF) -> int:
        return self._geometry.offset_at(self._in_document(point))

    def unit_at(self, offset: int) -> int | None:
        return self._scene.sheet.unit_at(offset)

    def unit_under(self, point: QPointF) -> int | None:
        """The unit whose lines are at the height of `point`; None below the last one and between two."""
        unit, y = self.unit_at(self.offset_at(point)), self._in_document(point).y()
        extent = None if unit is None else self._geometry.extent(self._scene.sheet.units[unit].span)
        return unit if extent is not None and extent.top <= y <= extent.bottom else None

    def is_current(self, unit: int) -> bool:
        return unit == self._scene.cursor.unit

    def claim_line_at(self, point: QPointF) -> str | None:
        """The claim whose line is under `point`: the way to one of several claims on the same words."""
        scene, place = self._scene, self._in_document(point)
        if not scene.look.marks_visible:
            return None
        offset = self._geometry.offset_at(place)
        span = Span(offset, offset + 1)
        lanes = scene.sheet.lanes(span)
        scale = scene.look.scale
        for claim in scene.sheet.claims_in(span):
            lane = lanes[claim.id]
            for piece in self._geometry.pieces(span) if lane < LANES else ():
                top = lane_top(piece.bottom, lane, scale) - scale
                if top <= place.y() < top + LANE_STEP * scale:
                    return claim.id
        return None

    def edge_at(self, point: QPointF) -> Edge | None:
        """The edge whose handle is under `point`."""
        place = self._in_document(point)
        edges: list[Edge] = [self._scene.cursor.edge, Edge.START, Edge.END]
        for edge in edges:
            handle = self._painter.handle(edge)
            if handle is not None and handle.contains(place):
                return edge
        return None

    def _in_document(self, point: QPointF) -> QPointF:
        return QPointF(point.x(), point.y() + self._scrolled())
