"""A label's badge, or the sign of no claim, as high as a line of text."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.domain.records import Label
from annotator.views.badges import Mark
from annotator.views.icons import Colours
from annotator.views.sign_pixmaps import sign_pixmap


class SignMark(QWidget):
    """Decoration: what it says stands beside it in words."""

    def __init__(self, colours: Colours, sign: Label | Mark, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours, self._sign = colours, sign
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_sign(self, sign: Label | Mark) -> None:
        """Show another sign."""
        if sign != self._sign:
            self._sign = sign
            self.update()

    def sizeHint(self) -> QSize:
        side = self.fontMetrics().height()
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = min(self.width(), self.height())
        ratio = self.devicePixelRatioF()
        painter.drawPixmap(QPointF(0, 0), sign_pixmap(self._sign, self._colours, side=side, ratio=ratio))
