"""How an article looks in the queue."""

from __future__ import annotations

from PySide6.QtCore import (
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from annotator.domain.records import QueueRow, Standing
from annotator.models.queue_model import QueueRole
from annotator.views.badges import Mark, badge_side, paint_mark
from annotator.views.card_ground import paint_ground, set_in
from annotator.views.clipped_text import paint_clipped
from annotator.views.icons import Colours

_MARGIN_EMS = 0.4
_FULL_CIRCLE = 16 * 360


class QueueCard(QStyledItemDelegate):
    """How much of the article is done as a filling circle, its title, and the counts under it."""

    def __init__(self, colours: Colours, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._colours = colours

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        metrics = QFontMetricsF(option.font)
        return QSize(0, round(metrics.lineSpacing() * 2 + 2 * metrics.height() * _MARGIN_EMS) + 1)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(QueueRole.RECORD)
        if not isinstance(row, QueueRow):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_open = bool(index.data(QueueRole.IS_OPEN))
        view = option.widget
        is_current = isinstance(view, QAbstractItemView) and view.currentIndex() == index
        paint_ground(painter, option, self._colours, is_marked=is_open, is_current=is_current)
        side = badge_side(option.font)
        margin = side * _MARGIN_EMS
        room = QRectF(option.rect).adjusted(margin + 3, margin, -margin - 3, -margin - 1)
        pie = QRectF(room.left(), room.top() + side * 0.1, side * 0.8, side * 0.8)
        words = QRectF(pie.right() + margin * 1.4, room.top(), 0, room.height())
        words.setRight(room.right())
        self._paint_standing(painter, set_in(option, pie), row)
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold if is_open else QFont.Weight.Normal)
        painter.setFont(font)
        is_done = row.standing in (Standing.FINISHED, Standing.EXCLUDED)
        painter.setPen(self._colours.color("text.secondary" if is_done else "text.primary"))
        paint_clipped(painter, set_in(option, words), row.title, lines=1)
        painter.setFont(option.font)
        below = words.adjusted(0, QFontMetricsF(option.font).lineSpacing(), 0, 0)
        self._paint_counts(painter, option, below, row)
        painter.restore()

    def _paint_standing(self, painter: QPainter, box: QRectF, row: QueueRow) -> None:
        ink = self._colours.color("text.secondary")
        painter.setPen(QPen(ink, box.width() * 0.1))
        painter.setBrush(QColor(Qt.GlobalColor.transparent))
        ring = box.adjusted(1, 1, -1, -1)
        match row.standing:
            case Standing.FINISHED:
                painter.setBrush(ink)
                painter.drawEllipse(ring)
                painter.setPen(QPen(self._colours.color("bg.input"), box.width() * 0.13))
                corner, width = box.topLeft(), box.width()
                ticks = [
                    corner + QPointF(x, y) * width for x, y in ((0.28, 0.53), (0.44, 0.69), (0.73, 0.34))
                ]
                painter.drawPolyline(ticks)
            case Standing.EXCLUDED:
                painter.drawEllipse(ring)
                painter.drawLine(ring.bottomLeft(), ring.topRight())
            case _:
                painter.drawEllipse(ring)
                if row.asked and row.decided:
                    painter.setBrush(ink)
                    painter.setPen(Qt.PenStyle.NoPen)
                    turn = -round(_FULL_CIRCLE * row.decided / row.asked)
                    painter.drawPie(ring, _FULL_CIRCLE // 4, turn)

    def _paint_counts(
        self, painter: QPainter, option: QStyleOptionViewItem, room: QRectF, row: QueueRow
    ) -> None:
        """How far it is at the leading side, flags and skipped sentences at the other."""
        painter.setPen(self._colours.color("text.secondary"))
        metrics = QFontMetricsF(option.font)
        side = metrics.height() * 0.8
        right = room.right()
        for count, mark in ((row.flags, Mark.FLAG), (row.skipped, Mark.SKIPPED)):
            if not count:
                continue
            width = metrics.horizontalAdvance(str(count))
            number = QRectF(right - width, room.top(), width, room.height())
            painter.drawText(set_in(option, number), Qt.AlignmentFlag.AlignTop, str(count))
            box = QRectF(number.left() - side * 1.1, room.top() + side * 0.12, side, side)
            paint_mark(painter, set_in(option, box), mark, self._colours)
            right = box.left() - side * 0.4
        words = QRectF(room.left(), room.top(), right - room.left(), room.height())
        painter.drawText(set_in(option, words), Qt.AlignmentFlag.AlignLeading, _counts(row))


def _counts(row: QueueRow) -> str:
    match row.standing:
        case Standing.NEW | Standing.STARTED:
            return QCoreApplication.translate("QueueCard", "{0} of {1}").format(row.decided, row.asked)
        case Standing.FINISHED:
            return QCoreApplication.translate("QueueCard", "finished")
        case Standing.EXCLUDED:
            return QCoreApplication.translate("QueueCard", "excluded")
