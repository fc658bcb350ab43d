"""A small sign that tells how serious a message is, by shape as well as by colour."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from annotator.desk.notices import Severity
from annotator.views.icons import Colours, tinted_pixmap

_TOKENS = {
    Severity.SUCCESS: "sev.ok",
    Severity.INFO: "sev.info",
    Severity.WARNING: "sev.warn",
    Severity.ERROR: "sev.error",
}


class SeverityMark(QWidget):
    """The icon of a severity, as high as a line of text."""

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = colours
        self._severity = Severity.INFO

    def set_severity(self, severity: Severity) -> None:
        self._severity = severity
        self.update()

    def sizeHint(self) -> QSize:
        side = self.fontMetrics().height()
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = min(self.width(), self.height())
        mark = severity_pixmap(self._severity, self._colours, side=side, ratio=self.devicePixelRatioF())
        painter.drawPixmap((self.width() - side) // 2, (self.height() - side) // 2, mark)


def severity_pixmap(severity: Severity, colours: Colours, *, side: int, ratio: float) -> QPixmap:
    """The icon of a severity in its colour, `side` pixels of the screen wide."""
    return tinted_pixmap(severity.value, colours.color(_TOKENS[severity]), side=side, ratio=ratio)
