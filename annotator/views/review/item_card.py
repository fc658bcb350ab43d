"""How an item looks in the queue of a review: what was chosen, how it differs, and its words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from annotator.domain.records import Label
from annotator.domain.review.case_state import CaseState
from annotator.domain.review.items import Item
from annotator.models.review_model import ReviewRole
from annotator.views.badges import Mark, badge_side
from annotator.views.card_ground import paint_ground, set_in
from annotator.views.clipped_text import paint_clipped
from annotator.views.icons import Colours
from annotator.views.sign_pixmaps import sign_pixmap

_MARGIN_EMS: Final = 0.4
_MOST_BADGES: Final = 5
_WORD_LINES: Final = 2


class ItemCard(QStyledItemDelegate):
    """Badges in the order of the letters beside them, the kinds and the state, and two lines of words."""

    def __init__(self, colours: Colours, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._colours = colours
        self.labels: Mapping[str, Label] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        metrics = QFontMetricsF(option.font)
        lines = metrics.lineSpacing() * (_WORD_LINES + 1)
        return QSize(0, round(lines + 2 * metrics.height() * _MARGIN_EMS) + 2)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        item = index.data(ReviewRole.ITEM)
        if not isinstance(item, Item):
            return
        painter.save()
        view = option.widget
        is_current = isinstance(view, QAbstractItemView) and view.currentIndex() == index
        is_open = bool(index.data(ReviewRole.IS_OPEN))
        paint_ground(painter, option, self._colours, is_marked=is_open, is_current=is_current)
        metrics = QFontMetricsF(option.font)
        margin = metrics.height() * _MARGIN_EMS
        room = QRectF(option.rect).adjusted(margin + 3, margin, -margin - 3, -margin - 1)
        painter.setFont(option.font)
        left = self._paint_badges(painter, option, room, item)
        head = QRectF(left, room.top(), room.right() - left, metrics.lineSpacing())
        told = " · ".join(filter(None, (self._state(index, item), self._kinds(index, item))))
        painter.setPen(self._colours.color("text.secondary"))
        paint_clipped(painter, set_in(option, head), told, lines=1)
        is_done = item.state in (CaseState.RESOLVED, CaseState.PARKED, CaseState.WAITING)
        painter.setPen(self._colours.color("text.secondary" if is_done else "text.primary"))
        words = room.adjusted(0, metrics.lineSpacing(), 0, 0)
        paint_clipped(painter, set_in(option, words), str(index.data()), lines=_WORD_LINES)
        painter.restore()

    def _kinds(self, index: QModelIndex | QPersistentModelIndex, item: Item) -> str:
        return " ".join(filter(None, (item.sides, str(index.data(ReviewRole.KIND)))))

    def _state(self, index: QModelIndex | QPersistentModelIndex, item: Item) -> str:
        return "" if item.state is CaseState.OPEN else str(index.data(ReviewRole.STATE))

    def _paint_badges(
        self, painter: QPainter, option: QStyleOptionViewItem, room: QRectF, item: Item
    ) -> float:
        """Where what follows them starts."""
        side = round(badge_side(option.font) * 0.85)
        left = room.left()
        signs = self._signs(item)
        if item.state is CaseState.STALE:
            signs.insert(0, Mark.STALE)
        ratio = painter.device().devicePixelRatio()
        for sign in signs:
            box = set_in(option, QRectF(left, room.top(), side, side))
            picture = sign_pixmap(sign, self._colours, side=side, ratio=ratio)
            painter.drawPixmap(QPointF(round(box.x()), round(box.y())), picture)
            left += side * 1.15
        return left + (side * 0.3 if signs else 0)

    def _signs(self, item: Item) -> list[Label | Mark]:
        keys = [key for labels in item.pattern for key in (labels.split() or [""])]
        return [(self.labels.get(key) or Mark.STALE) if key else Mark.NO_CLAIM for key in keys[:_MOST_BADGES]]
