"""A label's badge, the sign of a state or of how serious it is, as high as a line of text."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.desk.notices import Severity
from annotator.domain.records import Label
from annotator.views.badges import Mark
from annotator.views.icons import Colours
from annotator.views.severity_mark import severity_pixmap
from annotator.views.sign_pixmaps import sign_pixmap

Sign = Label | Mark | Severity


class SignMark(QWidget):
    """Decoration: what it says stands beside it in words."""

    def __init__(self, colours: Colours, sign: Sign, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours, self._sign = colours, sign
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_sign(self, sign: Sign) -> None:
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
        painter.drawPixmap(QPointF(0, 0), self._picture(min(self.width(), self.height())))

    def _picture(self, side: int) -> QPixmap:
        ratio = self.devicePixelRatioF()
        if isinstance(self._sign, Severity):
            return severity_pixmap(self._sign, self._colours, side=side, ratio=ratio)
        return sign_pixmap(self._sign, self._colours, side=side, ratio=ratio)
