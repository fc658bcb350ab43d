"""A progress bar as thin as an underline."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

_WIDTH_EMS = 5


class ThinBar(QProgressBar):
    """Without text: what it says stands beside it. An unknown total is shown as half."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextVisible(False)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_part(self, value: int, *, total: int) -> None:
        """Show `value` of `total`, 0 for one that nobody knows, with the next painting.

        Qt's own setters paint all of the window that waits for it at once, in the middle of what goes on.
        """
        if (self.minimum(), self.maximum(), self.value()) == (0, total, value):
            return
        self.setUpdatesEnabled(False)
        self.setRange(0, total)
        self.setValue(value)
        self.setUpdatesEnabled(True)

    def sizeHint(self) -> QSize:
        em = self.fontMetrics().height()
        return QSize(em * _WIDTH_EMS, max(em // 3, 4))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        thickness = self.sizeHint().height() - 1
        groove = QRectF(0.5, (self.height() - thickness) / 2, self.width() - 1, thickness)
        radius = groove.height() / 2
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        painter.setBrush(self.palette().color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(groove, radius, radius)
        span = self.maximum() - self.minimum()
        part = (self.value() - self.minimum()) / span if span > 0 else 0.5
        if part <= 0:
            return
        filled = QRectF(
            groove.left(), groove.top(), max(groove.width() * part, groove.height()), groove.height()
        )
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            filled.moveRight(groove.right())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.Accent))
        painter.drawRoundedRect(filled, radius, radius)
