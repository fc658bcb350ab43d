"""The decisions as buttons beside the current sentence, for those who work with the mouse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QToolButton, QWidget

from annotator.domain.records import Label
from annotator.views.badges import Mark, badge_side
from annotator.views.icons import Colours, themed_icon
from annotator.views.plain import tooltip
from annotator.views.sign_pixmaps import sign_pixmap

_LEAST = QSize(36, 32)
_DISTANCE = 6


@dataclass(frozen=True, slots=True)
class _Choice:
    """What one button asks for; `sign` is a label's badge, a mark, or None for the note's icon."""

    action: str
    key: str
    name: str
    sign: Label | Mark | None


class LabelStrip(QWidget):
    """Stands in the free margin with names on its buttons, or above or below the sentence without them."""

    action_requested = Signal(str)

    def __init__(self, colours: Colours, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("labelStrip")
        self.setAccessibleName(self.tr("Decisions"))
        self._colours = colours
        self._labels: tuple[Label, ...] = ()
        self._keys: Mapping[str, str] = {}
        self._buttons: list[tuple[_Choice, QToolButton]] = []
        self._columns = 0
        self._sizes: dict[tuple[int, bool], QSize] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(3, 3, 3, 3)
        self._grid.setSpacing(2)
        self.hide()

    def set_labels(self, labels: Sequence[Label]) -> None:
        """Offer these labels, no claim, and a note."""
        if tuple(labels) != self._labels:
            self._labels = tuple(labels)
            self._fill()

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """Show other keys than the usual ones, by action id."""
        self._keys = dict(keys)
        self._fill()

    def set_colours(self, colours: Colours) -> None:
        self._colours = colours
        self._dress()

    def stand_beside(self, room: QRect, margin: QRect, top: int, bottom: int) -> None:
        """Stand next to a sentence from `top` to `bottom`, inside `room`, and never on it.

        `margin` is the part of `room` beside the column, at the side where lines end. All in pixels of
        the parent.
        """
        if not self._stands_in_margin(margin, top):
            self._stand_above_or_below(room, top, bottom, at_left=margin.center().x() < room.center().x())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._columns = 0
            self._sizes.clear()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._colours.color("line.border"), 1))
        painter.setBrush(self._colours.color("bg.panel"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.end()

    def _stands_in_margin(self, margin: QRect, top: int) -> bool:
        """One below the other beside the words, where they cover nothing; with names if these fit."""
        for named in (True, False):
            size = self._size(columns=1, named=named)
            if size.width() + _DISTANCE <= margin.width() and size.height() <= margin.height():
                y = min(max(top, margin.top()), margin.bottom() + 1 - size.height())
                self._arrange(columns=1, named=named)
                self._stand(QPoint(margin.left() + _DISTANCE // 2, y), size)
                return True
        return False

    def _stand_above_or_below(self, room: QRect, top: int, bottom: int, *, at_left: bool) -> None:
        columns = len(self._buttons)
        if self._size(columns=columns, named=False).width() > room.width():
            columns = 2
        size = self._size(columns=columns, named=False)
        x = room.left() if at_left else room.right() + 1 - size.width()
        for y in (bottom + _DISTANCE, top - _DISTANCE - size.height()):
            box = QRect(QPoint(x, y), size)
            if room.contains(box):
                self._arrange(columns=columns, named=False)
                self._stand(box.topLeft(), size)
                return
        self.hide()

    def _size(self, *, columns: int, named: bool) -> QSize:
        """What an arrangement needs, measured once: trying one moves every button."""
        if (columns, named) not in self._sizes:
            self._arrange(columns=columns, named=named)
            self._sizes[columns, named] = self.sizeHint()
        return self._sizes[columns, named]

    def _stand(self, place: QPoint, size: QSize) -> None:
        self.setGeometry(QRect(place, size))
        self.show()
        self.raise_()

    def _fill(self) -> None:
        for _, button in self._buttons:
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [(choice, self._button(choice)) for choice in self._choices()]
        self._columns = 0
        self._sizes.clear()
        self._dress()

    def _choices(self) -> list[_Choice]:
        choices = [
            _Choice(f"claim.label.{label.digit}", str(label.digit), label.name, label)
            for label in self._labels
        ]
        choices.append(_Choice("claim.none", "0", self.tr("No claim"), Mark.NO_CLAIM))
        choices.append(_Choice("claim.note", "N", self.tr("Note"), None))
        return choices

    def _button(self, choice: _Choice) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(choice.action)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setAccessibleName(choice.name)
        button.setMinimumSize(_LEAST)
        button.setCursor(Qt.CursorShape.ArrowCursor)
        button.clicked.connect(lambda: self.action_requested.emit(choice.action))
        return button

    def _arrange(self, *, columns: int, named: bool) -> None:
        arrangement = columns * 2 + named
        if arrangement == self._columns:
            return
        self._columns = arrangement
        for number, (choice, button) in enumerate(self._buttons):
            key = self._keys.get(choice.action, choice.key)
            button.setText(f"{key}  {choice.name}" if named else key)
            button.setToolTip(tooltip(f"{choice.name} ({key})"))
            self._grid.addWidget(button, number // columns, number % columns)
            button.show()
            width = max(item.sizeHint().width() for _, item in self._buttons) if named else _LEAST.width()
            button.setMinimumWidth(width)
        self._grid.invalidate()

    def _dress(self) -> None:
        side = round(badge_side(self.font()))
        for choice, button in self._buttons:
            button.setIconSize(QSize(side, side))
            button.setIcon(self._icon(choice, side))
        self.update()

    def _icon(self, choice: _Choice, side: int) -> QIcon:
        if choice.sign is None:
            return themed_icon("note", self._colours)
        ratio = self.devicePixelRatioF()
        return QIcon(sign_pixmap(choice.sign, self._colours, side=side, ratio=ratio))
