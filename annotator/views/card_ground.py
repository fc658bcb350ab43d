"""What lies under every card: the band and bar of the current one, hover, focus and the line between two."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from annotator.views.icons import Colours

_BAR_PIXELS = 3
_RING_PIXELS = 2


def paint_ground(
    painter: QPainter, option: QStyleOptionViewItem, colours: Colours, *, is_marked: bool, is_current: bool
) -> None:
    """A marked card has the band and bar of the current sentence; the one with the keyboard has a ring."""
    room = QRectF(option.rect)
    if is_marked:
        painter.fillRect(room, colours.color("unit.cursor.bg"))
        left = room.left() if _reads_rightwards(option) else room.right() - _BAR_PIXELS
        painter.fillRect(QRectF(left, room.top(), _BAR_PIXELS, room.height()), colours.color("unit.cursor"))
    else:
        is_lifted = option.state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Selected)
        painter.fillRect(room, colours.color("bg.window" if is_lifted else "bg.input"))
    painter.fillRect(QRectF(room.left(), room.bottom() - 1, room.width(), 1), colours.color("line.subtle"))
    if is_current and option.state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(colours.color("focus.ring"), _RING_PIXELS))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(room.adjusted(1, 1, -1, -2))


def set_in(option: QStyleOptionViewItem, room: QRectF) -> QRectF:
    """`room`, on the other side of the card where the interface reads from right to left."""
    if _reads_rightwards(option):
        return room
    card = QRectF(option.rect)
    return QRectF(card.left() + card.right() - room.right(), room.top(), room.width(), room.height())


def _reads_rightwards(option: QStyleOptionViewItem) -> bool:
    return option.direction is Qt.LayoutDirection.LeftToRight
