"""A line at the bottom of the article about what was just done elsewhere, with a way to take it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QHBoxLayout, QPushButton, QWidget

from annotator.desk.notices import Answer, Notice
from annotator.views.free_place import Cover, Words, best_spot
from annotator.views.plain import plain_label

_LIFE_MS = 8_000


class Toast(QWidget):
    """Lies over the bottom leading corner of its parent for 8 s; longer while hovered or focused.

    Where it would lie on one of the areas that `kept_clear` names, it lies further up.
    """

    closed = Signal()

    def __init__(self, parent: QWidget, kept_clear: Callable[[], Sequence[QRect]] = tuple) -> None:
        super().__init__(parent)
        self._area = parent
        self._kept_clear = kept_clear
        self.setObjectName("toast")
        self._key = ""
        self._answer: Answer | None = None
        self._text = plain_label()
        self._button = QPushButton()
        self._button.setAutoDefault(False)
        self._button.clicked.connect(self._on_button_clicked)
        self._button.installEventFilter(self)
        row = QHBoxLayout(self)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        self._life = QTimer(self)
        self._life.setSingleShot(True)
        self._life.setInterval(_LIFE_MS)
        self._life.timeout.connect(self.close_now)
        parent.installEventFilter(self)
        self.hide()

    @property
    def is_ageing(self) -> bool:
        """Whether the time after which it closes is running."""
        return self._life.isActive()

    def show_notice(self, notice: Notice) -> None:
        """Replace what is shown. The first answer, if any, is a button."""
        self._key = notice.key
        self._answer = next(iter(notice.answers), None)
        self._text.setText(notice.text)
        self.setAccessibleName(notice.text)
        self._button.setText(self._answer.text if self._answer else "")
        self._button.setVisible(self._answer is not None)
        # In its place before it is shown, or the mouse would be over where it is not.
        self.ensurePolished()
        self._fit()
        self.show()
        self.raise_()
        self._age()

    def withdraw(self, key: str) -> None:
        """Hide the notice of this key because it no longer holds."""
        if key == self._key:
            self.close_now()

    @Slot()
    def make_way(self) -> None:
        """What is to be kept clear may be elsewhere now."""
        if self.isVisible():
            self._fit()

    def close_now(self) -> None:
        """Hide it before or at its time."""
        self._life.stop()
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._area and event.type() is QEvent.Type.Resize:
            self._fit()
        elif watched is self._button and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._age()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self._age(is_hovered=event.type() is QEvent.Type.Enter)
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Mid), 1))
        painter.setBrush(self.palette().color(QPalette.ColorRole.ToolTipBase))
        radius = self.fontMetrics().height() / 3
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_now()
        else:
            super().keyPressEvent(event)

    def _age(self, *, is_hovered: bool | None = None) -> None:
        """Let the time run from the start, or stop it while somebody reads."""
        hovered = self.underMouse() if is_hovered is None else is_hovered
        if not self.isVisible() or hovered or self._button.hasFocus():
            self._life.stop()
        else:
            self._life.start()

    def _fit(self) -> None:
        area = self._area
        margin = self.fontMetrics().height() // 2
        room = area.width() - 2 * margin - _bar_width(area)
        layout = self.layout()
        if room <= 0 or layout is None:
            return
        words = self._text.fontMetrics().horizontalAdvance(self._text.text()) + self.fontMetrics().height()
        spare = layout.sizeHint().width() - self._text.sizeHint().width()
        width = min(words + spare, room)
        height = max(layout.heightForWidth(width), layout.minimumSize().height())
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = area.width() - margin - width if is_mirrored else margin
        most = area.height() - margin - height
        clear = [Words(each, Cover.NEEDED) for each in self._kept_clear()]
        spot = best_spot(QRect(left, most, width, height), clear, least=min(margin, most), most=most)
        self.setGeometry(spot.box)

    def _on_button_clicked(self) -> None:
        answer = self._answer
        self.close_now()
        if answer is not None:
            answer.act()


def _bar_width(area: QWidget) -> int:
    """The width of the scroll bar at the end of lines, which nothing may lie under."""
    bar = area.verticalScrollBar() if isinstance(area, QAbstractScrollArea) else None
    return bar.width() if bar is not None and bar.isVisible() else 0
