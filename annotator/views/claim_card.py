"""How a claim looks in the claim panel."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.domain.records import Claim, Confidence, Label
from annotator.models.claim_model import ClaimRole
from annotator.views.badges import Mark, Rim, badge_side, paint_mark
from annotator.views.card_ground import paint_ground, set_in
from annotator.views.clipped_text import paint_clipped
from annotator.views.icons import Colours, tinted_pixmap
from annotator.views.sign_pixmaps import sign_pixmap

_QUOTE_LINES = 2
_MARGIN_EMS = 0.45
_SIGN_SIDE = 0.78
_SURENESS_STEPS = {Confidence.UNSET: 0, Confidence.LOW: 1, Confidence.MID: 2, Confidence.HIGH: 3}


class ClaimCard(QStyledItemDelegate):
    """Badge and sentence number, two lines of the words, and marks for flag, note and sureness."""

    def __init__(self, colours: Colours, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._colours = colours

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        metrics = QFontMetricsF(option.font)
        margin = metrics.height() * _MARGIN_EMS
        return QSize(0, round(metrics.lineSpacing() * _QUOTE_LINES + 2 * margin) + 1)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        claim, label = index.data(ClaimRole.RECORD), index.data(ClaimRole.LABEL)
        if not isinstance(claim, Claim) or not isinstance(label, Label):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        view = option.widget
        is_current = isinstance(view, QAbstractItemView) and view.currentIndex() == index
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        paint_ground(painter, option, self._colours, is_marked=is_selected, is_current=is_current)
        side = badge_side(option.font)
        margin = side * _MARGIN_EMS
        room = QRectF(option.rect).adjusted(margin + 3, margin, -margin - 3, -margin - 1)
        lead = QRectF(room.left(), room.top(), side * 1.7, room.height())
        is_gold = bool(index.data(ClaimRole.IS_GOLD))
        rim = Rim.of(is_gold=is_gold, is_changed=bool(index.data(ClaimRole.IS_CHANGED)))
        signs = (is_gold, claim.flag, bool(claim.note)).count(True)
        has_trail = bool(signs) or claim.confidence is not Confidence.UNSET
        trail_width = side * max(1.6, signs * _SIGN_SIDE) if has_trail else 0.0
        trail = QRectF(room.right() - trail_width, room.top(), trail_width, room.height())
        words = QRectF(lead.right() + margin, room.top(), 0, room.height())
        words.setRight(room.right() - trail_width - (margin if trail_width else 0))
        painter.setFont(option.font)
        self._paint_lead(painter, set_in(option, lead), label, rim, index.data(ClaimRole.NUMBER))
        if index.data(ClaimRole.IS_WAITING):
            words = self._paint_not_saved(painter, option, words)
        painter.setPen(self._colours.color("text.primary"))
        lines = 1 if index.data(ClaimRole.IS_WAITING) else _QUOTE_LINES
        paint_clipped(painter, set_in(option, words), claim.quote, lines=lines)
        self._paint_marks(painter, set_in(option, trail), claim, is_gold=is_gold)
        painter.restore()

    def _paint_not_saved(self, painter: QPainter, option: QStyleOptionViewItem, room: QRectF) -> QRectF:
        """Say so in the last line; returns the room above it."""
        height = QFontMetricsF(option.font).lineSpacing()
        line = QRectF(room.left(), room.bottom() - height, room.width(), height)
        painter.setPen(self._colours.color("sev.error"))
        paint_clipped(painter, set_in(option, line), self.tr("Not saved"), lines=1)
        return room.adjusted(0, 0, 0, -height)

    def _paint_lead(self, painter: QPainter, room: QRectF, label: Label, rim: Rim, number: object) -> None:
        side = badge_side(painter.font())
        box = QRectF(room.center().x() - side / 2, room.top(), side, side)
        ratio = painter.device().devicePixelRatio()
        badge = sign_pixmap(label, self._colours, side=round(side) - 2, ratio=ratio, rim=rim)
        painter.drawPixmap(box.adjusted(1, 1, -1, -1).topLeft(), badge)
        if number is None:
            return
        painter.save()
        painter.setFont(_smaller(painter.font()))
        painter.setPen(self._colours.color("text.secondary"))
        below = QRectF(room.left(), box.bottom(), room.width(), room.bottom() - box.bottom())
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, str(number))
        painter.restore()

    def _paint_marks(self, painter: QPainter, room: QRectF, claim: Claim, *, is_gold: bool) -> None:
        """Gold, flag and note above, sureness as three dots below."""
        side = badge_side(painter.font()) * _SIGN_SIDE
        right = room.right()
        if is_gold:
            paint_mark(painter, QRectF(right - side, room.top(), side, side), Mark.GOLD, self._colours)
            right -= side
        if claim.flag:
            paint_mark(painter, QRectF(right - side, room.top(), side, side), Mark.FLAG, self._colours)
            right -= side
        if claim.note:
            ink = self._colours.color("text.secondary")
            ratio = painter.device().devicePixelRatio()
            note = tinted_pixmap("note", ink, side=round(side), ratio=ratio)
            painter.drawPixmap(QPointF(right - side, room.top()), note)
        if claim.confidence is not Confidence.UNSET:
            self._paint_sureness(painter, QPointF(room.right(), room.bottom() - side / 2), claim.confidence)

    def _paint_sureness(self, painter: QPainter, end: QPointF, confidence: Confidence) -> None:
        radius = badge_side(painter.font()) * 0.15
        ink = self._colours.color("text.secondary")
        painter.setPen(ink)
        for step in range(3):
            is_on = step < _SURENESS_STEPS[confidence]
            painter.setBrush(ink if is_on else QColor(Qt.GlobalColor.transparent))
            painter.drawEllipse(QPointF(end.x() - radius * (7 - 3 * step), end.y()), radius, radius)


def _smaller(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.88)
    return small
