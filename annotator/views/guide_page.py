"""The guide as a page with headings, lists and tables."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import (
    QImage,
    QPalette,
    QShowEvent,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextTable,
)
from PySide6.QtWidgets import QTextEdit, QWidget

_MARKDOWN = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML
_CELL_PADDING = 0.4
"""Of the height of a line."""


class GuidePage(QTextEdit):
    """For the guide alone, a file of the application's own: no text of articles or people is read as markup.

    Nothing in it is fetched or opened: links are words, and pictures are left out.
    """

    def __init__(self, markdown: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._section = ""
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.document().setMarkdown(markdown, _MARKDOWN)
        self._draw_tables()

    def go_to(self, section: str) -> None:
        """Show the heading, or the title of a table, that reads `section`; else the beginning."""
        self._section = section
        block = next((each for each in self._blocks() if each.text() == section), self.document().begin())
        self.setTextCursor(QTextCursor(block))
        top = self.document().documentLayout().blockBoundingRect(block).top()
        self.verticalScrollBar().setValue(int(top))

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        """A dot: where there is nothing, Qt reads any file that the address of a picture names."""
        dot = QImage(1, 1, QImage.Format.Format_ARGB32)
        dot.fill(Qt.GlobalColor.transparent)
        return dot

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Where the section begins hangs on the width that the page has only now.
        self.go_to(self._section)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._draw_tables()

    def _blocks(self) -> Iterator[QTextBlock]:
        block = self.document().begin()
        while block.isValid():
            yield block
            block = block.next()

    def _draw_tables(self) -> None:
        palette = self.palette()
        for frame in self.document().rootFrame().childFrames():
            if not isinstance(frame, QTextTable):
                continue
            shape = frame.format()
            shape.setBorder(1)
            shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            shape.setBorderBrush(palette.brush(QPalette.ColorRole.Mid))
            shape.setBorderCollapse(True)
            shape.setCellSpacing(0)
            shape.setTopMargin(round(_CELL_PADDING * self.fontMetrics().height()))
            shape.setBottomMargin(shape.topMargin())
            shape.setCellPadding(round(_CELL_PADDING * self.fontMetrics().height()))
            frame.setFormat(shape)
            for column in range(frame.columns()):
                cell = frame.cellAt(0, column)
                head = cell.format()
                head.setProperty(
                    QTextFormat.Property.BackgroundBrush, palette.brush(QPalette.ColorRole.Window)
                )
                cell.setFormat(head)
