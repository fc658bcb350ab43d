"""The exact words of a claim: to read and copy, never to change."""

from __future__ import annotations

import re
from math import ceil

from PySide6.QtCore import QEvent, QMimeData, QRect, QSize, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from annotator.domain.offsets import OffsetMap, displayed
from annotator.domain.records import Direction
from annotator.views.article_plan import first_strong

_MOST_LINES = 6
_MEASURED = 2_000
_WRAPPED = int(Qt.TextFlag.TextWordWrap)
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
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
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

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        metrics = self.fontMetrics()
        frame = max(self.width() - self.contentsRect().width(), 2 * self.frameWidth())
        edges = frame + 2 * round(self.document().documentMargin()) + 2
        room = QRect(0, 0, max(width - edges, 1), 1 << 20)
        text = self.toPlainText()[:_MEASURED]
        lines = round(metrics.boundingRect(room, _WRAPPED, text).height() / metrics.lineSpacing())
        # The field sets each line on whole pixels.
        line = ceil(QFontMetricsF(self.font()).lineSpacing())
        return min(max(lines, 1), _MOST_LINES) * line + edges

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

    def _stored(self, shown: int) -> int:
        """The place in the quote of a place in what is shown of it."""
        hidden = 0
        for run in _LINE_ENDS.finditer(self._quote):
            if run.start() - hidden >= shown:
                break
            hidden += len(run.group()) - 1
        return shown + hidden
