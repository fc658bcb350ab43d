"""A look at the guidelines beside the article, for as long as a key is held, or until it is pressed again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QRect, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from annotator.domain.guideline_text import Block
from annotator.views.guidelines.guideline_page import GuidelinePage

_LONGEST_TAP: Final = 300
"""Milliseconds; a key that is down for longer is held."""
_COLUMNS: Final = 46
_ROOM: Final = 100
"""Its width in characters, and how many the panes need so that it stands at their side, not at the foot."""


class GuidelinePeek(QFrame):
    """Lies over the panes beside the text, or below it in a small window, and never over what is read.

    It never takes the keyboard, so that letting go of the key is heard where it was pressed.
    """

    def __init__(self, over: QWidget, *, longest_tap: int = _LONGEST_TAP) -> None:
        super().__init__(over)
        self.setObjectName("guidelinePeek")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setAccessibleName(self.tr("Guidelines"))
        self._over = over
        self._longest_tap = longest_tap
        self._down = QElapsedTimer()
        self._is_held = False
        self._page = GuidelinePage()
        self._page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._page.setAccessibleName(self.tr("Guidelines"))
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 2)
        column.addWidget(self._page)
        over.installEventFilter(self)
        self.hide()

    def press(self, blocks: Sequence[Block]) -> None:
        """The key went down: show these blocks; where they are in sight because of a tap, hide them."""
        if self.isVisible():
            self.hide()
            return
        self._is_held = True
        self._down.start()
        self.show_blocks(blocks)
        self._place()
        self.show()
        self.raise_()

    def release(self) -> None:
        """The key went up: hide, unless that was a tap."""
        was_held, self._is_held = self._is_held, False
        if was_held and self._down.elapsed() > self._longest_tap:
            self.hide()

    def show_blocks(self, blocks: Sequence[Block]) -> None:
        """Show other blocks."""
        self._page.show_blocks(blocks)
        self.setAccessibleDescription(" ".join(block.plain for block in blocks[:3]))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        room, character = self._over.rect(), self.fontMetrics().averageCharWidth()
        if room.width() < _ROOM * character:
            height = room.height() // 2
            self.setGeometry(QRect(room.left(), room.bottom() - height + 1, room.width(), height))
            return
        width = _COLUMNS * character
        is_mirrored = self._over.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = room.left() if is_mirrored else room.right() - width + 1
        self.setGeometry(QRect(left, room.top(), width, room.height()))
