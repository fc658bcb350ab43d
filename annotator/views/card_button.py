"""A wide button of two lines: what it opens, and a word about it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFont, QFontMetrics, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop


class CardButton(QAbstractButton):
    """The title stays on one line; the detail wraps. With `dashed` it is drawn as a place to drop things."""

    def __init__(
        self, title: str, detail: str = "", *, dashed: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._detail = detail
        self._dashed = dashed
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(detail)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        margin = self._margin()
        return QFontMetrics(self._title_font()).height() + self._detail_height(width) + 2 * margin

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._title_font())
        widest = max(metrics.horizontalAdvance(self.text()), metrics.averageCharWidth() * 24)
        width = widest + 2 * self._margin()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 16, self.fontMetrics().height() * 2)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.updateGeometry()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_frame(painter)
        margin = self._margin()
        inner = self.rect().adjusted(margin, margin, -margin, -margin)
        title = QFontMetrics(self._title_font())
        painter.setFont(self._title_font())
        painter.setPen(self.palette().color(QPalette.ColorRole.ButtonText))
        words = title.elidedText(self.text(), Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, _WRAPPED & ~Qt.TextFlag.TextWordWrap, words)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(inner.adjusted(0, title.height(), 0, 0), _WRAPPED, self._detail)

    def _paint_frame(self, painter: QPainter) -> None:
        palette = self.palette()
        radius = self.fontMetrics().height() / 3
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.isDown():
            painter.setBrush(palette.color(QPalette.ColorRole.Midlight))
        elif self.underMouse() or not self._dashed:
            painter.setBrush(palette.color(QPalette.ColorRole.Button))
        if self.hasFocus():
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Accent), 2))
        elif self._dashed:
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Mid), 1, Qt.PenStyle.DashLine))
        else:
            edge = QPalette.ColorRole.Mid if self.underMouse() else QPalette.ColorRole.Midlight
            painter.setPen(QPen(palette.color(edge), 1))
        painter.drawRoundedRect(frame, radius, radius)

    def _detail_height(self, width: int) -> int:
        if not self._detail:
            return 0
        room = QRect(0, 0, max(width - 2 * self._margin(), 1), 1 << 20)
        return self.fontMetrics().boundingRect(room, int(_WRAPPED), self._detail).height()

    def _margin(self) -> int:
        return self.fontMetrics().height() // 2

    def _title_font(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font
