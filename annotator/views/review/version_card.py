"""One annotator's version as a button: a press makes it gold."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from annotator.domain.agreement.alignment import Presence
from annotator.domain.records import Label
from annotator.domain.review.items import ShownLane
from annotator.views.badges import Mark
from annotator.views.icons import Colours
from annotator.views.review.claim_lines import add_claim, signed_line
from annotator.views.review.review_words import tr
from annotator.views.review.sign_mark import SignMark


class VersionCard(QAbstractButton):
    """`lead` is the letter, and the name too once names are revealed. `speech` is what is read aloud."""

    def __init__(
        self,
        lane: ShownLane,
        labels: Mapping[str, Label],
        colours: Colours,
        *,
        lead: str,
        speech: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.letter = lane.letter
        self.setObjectName(f"version{lane.letter}")
        self.setAccessibleName(speech)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setEnabled(lane.presence is not Presence.MISSING)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._column = QVBoxLayout(self)
        margin = self.fontMetrics().height() // 2
        self._column.setContentsMargins(margin, margin // 2, margin, margin // 2)
        self._column.setSpacing(margin // 4)
        if lane.presence is Presence.MISSING:
            self._column.addLayout(signed_line(SignMark(colours, Mark.UNSEEN), tr("not finished"), lead=lead))
        elif not lane.claims:
            self._column.addLayout(signed_line(SignMark(colours, Mark.NO_CLAIM), tr("no claim"), lead=lead))
        for number, claim in enumerate(lane.claims):
            add_claim(self._column, claim, labels, colours, lead=lead if number == 0 else "")
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        return self._column.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._column.minimumSize()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down go to another item, as everywhere in the window, and not to another button."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        ground = QPalette.ColorRole.Midlight if self.isDown() else QPalette.ColorRole.Base
        painter.setBrush(palette.color(ground))
        if self.hasFocus():
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Accent), 2))
        else:
            is_lifted = self.underMouse() and self.isEnabled()
            edge = QPalette.ColorRole.Text if is_lifted else QPalette.ColorRole.Mid
            painter.setPen(QPen(palette.color(edge), 1))
        radius = self.fontMetrics().height() / 3
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
