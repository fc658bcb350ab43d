"""One annotator's version as a button: a press makes it gold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from annotator.domain.agreement.alignment import Presence
from annotator.domain.records import Label
from annotator.domain.review.items import ShownLane
from annotator.views.badges import Mark
from annotator.views.icons import Colours
from annotator.views.review.claim_lines import Line, LineColumn, claim_lines
from annotator.views.review.review_words import tr


class VersionCard(QAbstractButton):
    """A card stays from item to item, and shows a version of each."""

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.letter = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._column = LineColumn(colours, self)
        margin = self.fontMetrics().height() // 2
        self._column.setContentsMargins(margin, margin // 2, margin, margin // 2)
        self._column.setSpacing(margin // 4)

    def show_lane(self, lane: ShownLane, labels: Mapping[str, Label], *, lead: str, speech: str) -> None:
        """`lead` is the letter, and the name too once names are revealed. `speech` is what is read aloud."""
        self.letter = lane.letter
        self.setObjectName(f"version{lane.letter}")
        self.setAccessibleName(speech)
        self.setEnabled(lane.presence is not Presence.MISSING)
        self._column.show_lines(list(_lines(lane, labels, lead)))
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.show()

    def show_nothing(self) -> None:
        """Go out of sight, and say nothing of what was shown."""
        self.hide()
        self.letter = ""
        self.setObjectName("")
        self.setAccessibleName("")
        self._column.show_lines(())

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


def _lines(lane: ShownLane, labels: Mapping[str, Label], lead: str) -> Iterator[Line]:
    if lane.presence is Presence.MISSING:
        yield Line(tr("not finished"), Mark.UNSEEN, lead)
    elif not lane.claims:
        yield Line(tr("no claim"), Mark.NO_CLAIM, lead)
    for number, claim in enumerate(lane.claims):
        yield from claim_lines(claim, labels, lead=lead if number == 0 else "")
