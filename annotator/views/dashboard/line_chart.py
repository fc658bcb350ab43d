"""Values over weeks: dots joined by a line, hollow where there is too little to rely on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.domain.immutable import immutable
from annotator.views import alpha_scale
from annotator.views.theme import Theme

_LINES: Final = (0.0, 0.5, 0.8, 1.0)
_HEIGHT: Final = 8
"""Of the height of a line."""


@immutable
class Point:
    """`value` is None where there is none; `is_marked` says that the rules changed then."""

    name: str
    value: float | None
    is_tentative: bool
    is_marked: bool = False


class LineChart(QWidget):
    """From -0.2 to 1; what is below lies on the lower edge. The table beside it has the values."""

    def __init__(self, points: Sequence[Point], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points = tuple(points)
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        line = QFontMetrics(self.font()).height()
        return QSize(line * 16, line * _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = QFontMetrics(self.font())
        line = metrics.height()
        left = metrics.horizontalAdvance("−0.0") + line * 0.4
        area = QRectF(left, line * 0.6, self.width() - left - line, self.height() - line * 2.2)
        self._paint_scale(painter, area, left, line)
        places = [self._place(area, number) for number in range(len(self._points))]
        ink = self._theme.color("accent")
        painter.setPen(QPen(ink, 1.5))
        known = [place for place, point in zip(places, self._points, strict=True) if point.value is not None]
        painter.drawPolyline(QPolygonF(known))
        for place, point in zip(places, self._points, strict=True):
            self._paint_point(painter, place, point, line)
        self._paint_names(painter, places, area, metrics)

    def _paint_scale(self, painter: QPainter, area: QRectF, left: float, line: float) -> None:
        for value in _LINES:
            y = alpha_scale.height(area, value)
            painter.setPen(QPen(self._theme.color("line.subtle"), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(self.palette().windowText().color())
            box = QRectF(0, y - line / 2, left - line * 0.4, line)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{value:.1f}")

    def _paint_point(self, painter: QPainter, place: QPointF, point: Point, line: float) -> None:
        ink = self._theme.color("accent")
        if point.is_marked:
            painter.setPen(QPen(self._theme.color("sev.warn"), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(place.x(), line * 0.6), QPointF(place.x(), self.height() - line * 1.6))
        if point.value is None:
            return
        painter.setPen(QPen(ink, 1.5))
        painter.setBrush(self.palette().window() if point.is_tentative else ink)
        painter.drawEllipse(place, line * 0.25, line * 0.25)

    def _paint_names(
        self, painter: QPainter, places: Sequence[QPointF], area: QRectF, metrics: QFontMetrics
    ) -> None:
        """As many of the names as have room, the last one always."""
        painter.setPen(self.palette().windowText().color())
        free = float(self.width())
        for place, point in reversed(list(zip(places, self._points, strict=True))):
            width = metrics.horizontalAdvance(point.name)
            x = min(max(0.0, place.x() - width / 2), self.width() - width)
            if x + width <= free:
                painter.drawText(QPointF(x, area.bottom() + metrics.height() * 1.3), point.name)
                free = x - metrics.horizontalAdvance("  ")

    def _place(self, area: QRectF, number: int) -> QPointF:
        step = area.width() / max(1, len(self._points) - 1)
        x = area.left() + (step * number if len(self._points) > 1 else area.width() / 2)
        value = self._points[number].value
        return QPointF(x, alpha_scale.height(area, 0.0 if value is None else value))
