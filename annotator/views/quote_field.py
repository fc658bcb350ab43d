"""The exact words of a claim: to read and copy, never to change."""

from __future__ import annotations

import re
from math import ceil

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt
from PySide6.QtGui import QResizeEvent, QTextLayout
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from annotator.domain.offsets import OffsetMap, displayed
from annotator.domain.records import Direction
from annotator.views.article_plan import first_strong

_MOST_LINES = 6
_MEASURED = 2_000
_LINE_ENDS = re.compile(r"\s*[\n\r\v\f\x85\u2028\u2029]\s*")


class QuoteField(QPlainTextEdit):
    """As high as its words, up to six lines; longer ones scroll.

    Line ends, of which scraped text has many inside of sentences, are shown as one space. What is copied is
    exact.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quote = ""
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        # Not fixed: that would be the height for the width of the hint, and not for the one there is.
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_quote(self, text: str) -> None:
        if text == self._quote:
            return
        self._quote = text
        option = self.document().defaultTextOption()
        is_mirrored = first_strong(text) is Direction.RIGHT_TO_LEFT
        # The field does not turn the alignment with the direction.
        option.setAlignment(Qt.AlignmentFlag.AlignRight if is_mirrored else Qt.AlignmentFlag.AlignLeft)
        option.setTextDirection(
            Qt.LayoutDirection.RightToLeft if is_mirrored else Qt.LayoutDirection.LeftToRight
        )
        self.document().setDefaultTextOption(option)
        self.setPlainText(displayed(_LINE_ENDS.sub(" ", text)))
        self.updateGeometry()
        self._bar_where_needed()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        frame, margin = self._edges()
        lines, goes_on = self._lines(width)
        # Below words that go on, the margin would show the heads of their next letters.
        return lines + frame + (margin if goes_on else 2 * margin + 2)

    def _edges(self) -> tuple[int, int]:
        """The frame of both sides, and the margin of one."""
        frame = max(self.width() - self.contentsRect().width(), 2 * self.frameWidth())
        return frame, round(self.document().documentMargin())

    def _lines(self, width: int) -> tuple[int, bool]:
        """How high the words are in a field of this width, in at most six lines, and whether they go on.

        The words are laid out, as letters that the font lacks come from fonts with lines of another height.
        """
        layout = QTextLayout(self.toPlainText()[:_MEASURED], self.font())
        layout.setTextOption(self.document().defaultTextOption())
        frame, margin = self._edges()
        room = max(width - frame - 2 * margin, 1)
        height, count = 0, 0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            if count == _MOST_LINES:
                return height, True
            line.setLineWidth(room)
            height += ceil(line.height())
            count += 1
        return max(height, self.fontMetrics().lineSpacing()), False

    def sizeHint(self) -> QSize:
        width = super().sizeHint().width()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 12, self.fontMetrics().lineSpacing() * 2)

    def createMimeDataFromSelection(self) -> QMimeData:
        """The selected words as they stand in the article, with their line ends."""
        cursor = self.textCursor()
        places = OffsetMap(self.toPlainText())
        start, end = (places.from_utf16(at) for at in (cursor.selectionStart(), cursor.selectionEnd()))
        data = QMimeData()
        data.setText(self._quote[self._stored(start) : self._stored(end)])
        return data

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.updateGeometry()
            self._bar_where_needed()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._bar_where_needed()

    def _bar_where_needed(self) -> None:
        """Qt's own rule keeps a bar that only it makes needed, as it makes the lines shorter."""
        _, goes_on = self._lines(self.width())
        fits = not goes_on and self.height() >= self.heightForWidth(self.width())
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAlwaysOff if fits else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        )

    def _stored(self, shown: int) -> int:
        """The place in the quote of a place in what is shown of it."""
        hidden = 0
        for run in _LINE_ENDS.finditer(self._quote):
            if run.start() - hidden >= shown:
                break
            hidden += len(run.group()) - 1
        return shown + hidden
