"""Bars for how often each label was given: told apart by badge and pattern before their colour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.domain.immutable import immutable
from annotator.domain.records import Label
from annotator.views.badges import Mark, badge_side, label_ink, paint_badge, paint_mark
from annotator.views.theme import Theme

_PATTERNS: Final = {
    "solid": Qt.BrushStyle.SolidPattern,
    "zigzag": Qt.BrushStyle.BDiagPattern,
    "dashed": Qt.BrushStyle.Dense6Pattern,
}
_OTHER_PATTERN: Final = Qt.BrushStyle.HorPattern
_ROW: Final = 1.6
"""The height of a bar with its gap, of the height of a line."""
_LEAST_BAR: Final = 6
"""The least length of the longest bar, of the height of a line."""


@immutable
class Bar:
    """`label` is None for no claim. `share` is from 0 to 1, of the longest bar."""

    name: str
    value: str
    share: float
    label: Label | None


class BarChart(QWidget):
    """One bar a row: badge, name, bar, number. What it says is in the table that it was made of."""

    def __init__(self, bars: Sequence[Bar], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars = tuple(bars)
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        line = metrics.height()
        width = line * 2 + self._names(metrics) + line * _LEAST_BAR + self._values(metrics) + line
        return QSize(width, round(line * _ROW * len(self._bars)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        metrics = QFontMetrics(self.font())
        line = metrics.height()
        names, values = self._names(metrics), self._values(metrics)
        start = line * 1.5 + names + line * 0.5
        room = max(0.0, self.width() - start - values - line * 0.5)
        for number, bar in enumerate(self._bars):
            row = QRectF(0, number * line * _ROW, self.width(), line * _ROW)
            self._paint_sign(painter, row, bar)
            painter.setPen(self.palette().windowText().color())
            beside = row.adjusted(line * 1.5, 0, 0, 0)
            painter.drawText(self._turned(beside), self._side(), bar.name)
            length = room * bar.share
            box = QRectF(start, row.top() + line * 0.2, length, line * 1.2)
            self._paint_bar(painter, self._turned(box), bar)
            number_box = QRectF(start + length + line * 0.4, row.top(), values + line, row.height())
            painter.setPen(self.palette().windowText().color())
            painter.drawText(self._turned(number_box), self._side(), bar.value)

    def _paint_sign(self, painter: QPainter, row: QRectF, bar: Bar) -> None:
        side = badge_side(self.font())
        box = QRectF(0, row.center().y() - side / 2, side, side)
        if bar.label is None:
            paint_mark(painter, self._turned(box), Mark.NO_CLAIM, self._theme)
        else:
            paint_badge(painter, self._turned(box), bar.label, self._theme)

    def _paint_bar(self, painter: QPainter, box: QRectF, bar: Bar) -> None:
        if bar.share <= 0:
            return
        if bar.label is None:
            ink, pattern = self._theme.color("label.none.ink"), Qt.BrushStyle.Dense7Pattern
        else:
            ink, pattern = label_ink(bar.label, self._theme), _PATTERNS.get(bar.label.line, _OTHER_PATTERN)
        painter.fillRect(box, QBrush(ink, pattern))
        painter.setPen(QPen(ink, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)

    def _turned(self, box: QRectF) -> QRectF:
        """The box as it lies where text runs from right to left."""
        if self.layoutDirection() is Qt.LayoutDirection.LeftToRight:
            return box
        return QRectF(self.width() - box.right(), box.top(), box.width(), box.height())

    def _side(self) -> int:
        # Qt turns the leading side round by itself.
        return int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)

    def _names(self, metrics: QFontMetrics) -> int:
        return max((metrics.horizontalAdvance(bar.name) for bar in self._bars), default=0)

    def _values(self, metrics: QFontMetrics) -> int:
        return max((metrics.horizontalAdvance(bar.value) for bar in self._bars), default=0)
