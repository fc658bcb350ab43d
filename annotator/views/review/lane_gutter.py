"""The margin beside a review item: the letter and the badge of each lane, where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from annotator.views.article_scene import ArticleLook
from annotator.views.badges import Mark
from annotator.views.review.lane_painter import Sign
from annotator.views.review.lanes import LANE_HEIGHT
from annotator.views.sign_pixmaps import sign_pixmap

_LETTER: Final = 12.0
_BADGE: Final = 12.0
_PADDING: Final = 5.0


class LaneGutter(QWidget):
    """Decoration only: what it says is in the item's words too. `scrolled` is how far the text is down."""

    def __init__(self, look: ArticleLook, scrolled: Callable[[], int], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("laneGutter")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._look = look
        self._scrolled = scrolled
        self._signs: Callable[[], Iterable[Sign]] = tuple
        self._is_mirrored = False

    def show_signs(self, signs: Callable[[], Iterable[Sign]], *, is_mirrored: bool) -> None:
        """Show what `signs` gives whenever it is painted; `is_mirrored` where words are at its left."""
        self._signs, self._is_mirrored = signs, is_mirrored

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._look.color("bg.article"))
        painter.translate(0, -self._scrolled())
        for sign in self._signs():
            self._paint_sign(painter, sign)
        painter.end()

    def _paint_sign(self, painter: QPainter, sign: Sign) -> None:
        scale = self._look.scale
        side, row, padding = _BADGE * scale, LANE_HEIGHT * scale, _PADDING * scale
        # From the words outwards: the badge, and before it the letter; in the other order where mirrored.
        badge = QRectF(self.width() - padding - side, sign.middle - side / 2, side, side)
        letter = QRectF(badge.left() - padding / 2 - row, sign.middle - row / 2, row, row)
        if self._is_mirrored:
            badge.moveLeft(padding)
            letter.moveLeft(badge.right() + padding / 2)
        font = QFont(self.font())
        font.setPixelSize(max(round(_LETTER * scale), 8))
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(self._look.color("text.primary"))
        painter.drawText(letter, Qt.AlignmentFlag.AlignCenter, sign.lane.letter)
        if sign.is_start:
            self._paint_badge(painter, badge, sign)

    def _paint_badge(self, painter: QPainter, box: QRectF, sign: Sign) -> None:
        marks = sign.lane.marks
        label = self._look.labels.get(marks[0].label) if marks else None
        what = label or (Mark.STALE if marks else Mark.NO_CLAIM)
        ratio = self.devicePixelRatioF()
        picture = sign_pixmap(what, self._look.colours, side=round(box.width()), ratio=ratio)
        painter.drawPixmap(QPointF(round(box.x()), round(box.y())), picture)
