"""The place where gold stays in sight: as high as what it says, up to a limit beyond which it scrolls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from annotator.views.icons import Colours
from annotator.views.review.claim_lines import Line, LineColumn

_USUAL_LINES: Final = 6
_FEWEST_LINES: Final = 4
"""Room for a label, its words in a line, and whether it is kept, however small the pane is."""


class ContentArea(QScrollArea):
    """Shows one column of widgets, with a bar at the side where there are too many."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setMinimumHeight(1)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down go to another item; the other keys of a scroll bar scroll."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)


class GoldArea(ContentArea):
    """`limit` is its greatest height in pixels. The keyboard can scroll it where it is too short."""

    def __init__(self, name: str, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setObjectName("goldArea")
        inner = QWidget()
        self._content = LineColumn(colours, inner)
        self._content.setContentsMargins(0, 0, 0, 0)
        self._content.addStretch(1)
        self._limit = 0
        self.setWidget(inner)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines from the top."""
        self._content.show_lines(lines)
        self._fit()
        self.verticalScrollBar().setValue(0)

    def set_limit(self, limit: int) -> None:
        """Take another greatest height."""
        self._limit = limit
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def _fit(self) -> None:
        content = self._content
        has_width = content.hasHeightForWidth()
        wanted = content.totalHeightForWidth(self.width()) if has_width else content.totalSizeHint().height()
        line = self.fontMetrics().height()
        most = max(self._limit, line * _FEWEST_LINES)
        # What is usually said fits, so that a decision does not move the versions below. Where there is no
        # room for it, these need what gold leaves.
        usual = line * _USUAL_LINES
        self.setFixedHeight(min(max(wanted, usual if usual <= most else 0), most))
        is_short = wanted > most
        # A bar that Qt puts there for a moment would break the lines anew, and so be needed.
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if is_short else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_short else Qt.FocusPolicy.NoFocus)
