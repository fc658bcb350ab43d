"""A row for each two annotators: how many units, alpha, and a line of alpha by week; hollow where few."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.exchange.agreement.naming import value_words
from annotator.models.agreement_matrices import tr
from annotator.models.agreement_trends import Trend
from annotator.views import alpha_scale
from annotator.views.plain import visible

_ROW: Final = 2.2
"""The height of a row, of the height of a line."""
_LEAST_LINE: Final = 8
"""The least length of a line over the weeks, of the height of a line."""
_WIDEST_NAME: Final = 16


class TrendChart(QWidget):
    """The lines of all rows have the same weeks. What they say is in the table that they were made of."""

    def __init__(self, trends: Sequence[Trend], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trends = tuple(trends)
        self._weeks = sorted({week for trend in trends for week in trend.weeks})
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        line = metrics.height()
        width = sum(self._columns(metrics)) + _LEAST_LINE * line
        return QSize(width, round(line * (_ROW * len(self._trends) + 2.8)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = QFontMetrics(self.font())
        line, columns = metrics.height(), self._columns(metrics)
        start = sum(columns)
        area = QRectF(start, 0, self.width() - start - line / 2, line * 1.4)
        heads = ("", tr("units"), "α", tr("by week"))
        self._write(painter, heads, columns, area)
        for number, trend in enumerate(self._trends):
            top = line * (1.4 + _ROW * number)
            row = QRectF(area.left(), top, area.width(), line * _ROW)
            name = metrics.elidedText(visible(trend.name), Qt.TextElideMode.ElideRight, columns[0] - line)
            self._write(
                painter, (name, f"{trend.alpha.units:,}", value_words(trend.alpha.value), ""), columns, row
            )
            self._paint_line(painter, trend, row.adjusted(line / 3, line * 0.3, -line / 3, -line * 0.3))
        foot = QRectF(area.left(), self.height() - line * 1.4, area.width(), line * 1.4)
        self._name_weeks(painter, foot)

    def _columns(self, metrics: QFontMetrics) -> tuple[int, int, int]:
        """How wide names, units and values are, each with a gap after it."""
        gap = metrics.height()
        widest = max((metrics.horizontalAdvance(visible(trend.name)) for trend in self._trends), default=0)
        told = (tr("units"), *(f"{trend.alpha.units:,}" for trend in self._trends))
        units = max(map(metrics.horizontalAdvance, told))
        name = min(widest + 2, _WIDEST_NAME * gap) + gap
        return name, units + gap, metrics.horizontalAdvance("−0.000") + gap

    def _write(self, painter: QPainter, words: Sequence[str], columns: Sequence[int], row: QRectF) -> None:
        painter.setPen(self.palette().windowText().color())
        left, gap = 0.0, QFontMetrics(self.font()).height()
        sides = (
            Qt.AlignmentFlag.AlignLeading,
            *[Qt.AlignmentFlag.AlignTrailing] * 2,
            Qt.AlignmentFlag.AlignLeading,
        )
        for word, width, side in zip(words, (*columns, row.width() + gap), sides, strict=True):
            box = QRectF(left, row.top(), width - gap, row.height())
            painter.drawText(self._turned(box), int(side | Qt.AlignmentFlag.AlignVCenter), word)
            left += width

    def _paint_line(self, painter: QPainter, trend: Trend, area: QRectF) -> None:
        palette = self.palette()
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Mid), 1))
        for value in (0.0, 1.0):
            y = alpha_scale.height(area, value)
            painter.drawLine(self._place(area, 0, y), self._place(area, 1, y))
        last = len(self._weeks) - 1
        places = {week: number / last if last else 0.5 for number, week in enumerate(self._weeks)}
        known = [
            (places[week], alpha) for week, alpha in sorted(trend.weeks.items()) if alpha.value is not None
        ]
        accent = palette.color(QPalette.ColorRole.Accent)
        points = [
            self._place(area, share, alpha_scale.height(area, alpha.value or 0.0)) for share, alpha in known
        ]
        painter.setPen(QPen(accent, 1.5))
        painter.drawPolyline(QPolygonF(points))
        radius = QFontMetrics(self.font()).height() * 0.18
        for point, (_, alpha) in zip(points, known, strict=True):
            is_hollow = alpha.units < alpha_scale.FEWEST_UNITS_TO_TRUST
            painter.setBrush(palette.color(QPalette.ColorRole.Window) if is_hollow else accent)
            painter.drawEllipse(point, radius, radius)

    def _name_weeks(self, painter: QPainter, foot: QRectF) -> None:
        """The first week at the start of the lines and the last at their end."""
        painter.setPen(self.palette().windowText().color())
        shown = dict.fromkeys((self._weeks[0], self._weeks[-1])) if self._weeks else {}
        sides = (Qt.AlignmentFlag.AlignLeading, Qt.AlignmentFlag.AlignTrailing)
        for week, side in zip(shown, sides, strict=False):
            painter.drawText(self._turned(foot), int(side | Qt.AlignmentFlag.AlignVCenter), week)

    def _place(self, area: QRectF, share: float, y: float) -> QPointF:
        """A point of the line at this share of its weeks."""
        x = area.left() + area.width() * share
        is_turned = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        return QPointF(self.width() - x if is_turned else x, y)

    def _turned(self, box: QRectF) -> QRectF:
        """The box as it lies where text runs from right to left."""
        if self.layoutDirection() is Qt.LayoutDirection.LeftToRight:
            return box
        return QRectF(self.width() - box.right(), box.top(), box.width(), box.height())
