"""A small sign that tells how serious a message is, by shape as well as by colour."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QWidget


class Severity(StrEnum):
    OK = "ok"
    INFO = "info"
    WARNING = "warn"
    ERROR = "error"


class Colours(Protocol):
    """What painters ask of the theme."""

    def color(self, token: str) -> QColor:
        """The colour for a palette token."""
        ...


_GLYPHS = {Severity.OK: "✓", Severity.INFO: "i", Severity.WARNING: "!", Severity.ERROR: "×"}


class SeverityMark(QWidget):
    """Circle for news, triangle for a warning, square for an error; as high as a line of text."""

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = colours
        self._severity = Severity.INFO

    def set_severity(self, severity: Severity) -> None:
        self._severity = severity
        self.update()

    def sizeHint(self) -> QSize:
        side = round(self.fontMetrics().height() * 1.1)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = min(self.width(), self.height())
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colours.color(f"sev.{self._severity}"))
        words = box
        match self._severity:
            case Severity.WARNING:
                top = QPointF(box.center().x(), box.top())
                painter.drawPolygon(QPolygonF([top, box.bottomRight(), box.bottomLeft()]))
                words = box.adjusted(0, side * 0.25, 0, 0)
            case Severity.ERROR:
                painter.drawRoundedRect(box, side / 8, side / 8)
            case _:
                painter.drawEllipse(box)
        font = self.font()
        font.setBold(True)
        font.setPixelSize(max(round(side * 0.62), 1))
        painter.setFont(font)
        painter.setPen(self._colours.color("label.on_ink"))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, _GLYPHS[self._severity])
