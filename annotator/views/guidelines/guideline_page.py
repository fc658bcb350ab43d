"""Guidelines as a page: blocks set one by one, so that no text of people is ever read as markup."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QPalette, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit, QWidget

from annotator.domain.guideline_text import Block, BlockKind, DiffLine
from annotator.domain.records import Direction
from annotator.views.article_plan import first_strong

_LARGER: Final = {1: 1.4, 2: 1.2, 3: 1.05}
"""Headings by level, in sizes of the text."""
_MINUS: Final = "\N{MINUS SIGN}"


class GuidelinePage(QTextEdit):
    """Read only. Shows blocks, with those that are new marked, or what differs between two versions."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self._write: Callable[[], None] = self.clear
        self._found: list[QTextEdit.ExtraSelection] = []

    def show_blocks(self, blocks: Sequence[Block], *, new: Collection[int] = ()) -> None:
        """Show a version; blocks that stand in one of the lines `new` are marked."""
        self._show(lambda: self._write_blocks(blocks, frozenset(new)))

    def show_differences(self, lines: Sequence[DiffLine]) -> None:
        """Show two versions as one text, line by line."""
        self._show(lambda: self._write_lines(lines))

    def go_to(self, number: int) -> None:
        """Bring the block of this number, from 0, to the top."""
        block = self.document().findBlockByNumber(number)
        self.setTextCursor(QTextCursor(block))
        self.verticalScrollBar().setValue(
            int(self.document().documentLayout().blockBoundingRect(block).top())
        )

    def find_words(self, words: str) -> int:
        """Mark every place of `words`, whatever their case, and return how many there are."""
        self._found = []
        cursor = QTextCursor(self.document())
        while words:
            cursor = self.document().find(words, cursor)
            if cursor.isNull():
                break
            place = QTextEdit.ExtraSelection()
            place.cursor = cursor
            place.format = self._found_format()
            self._found.append(place)
        self.setExtraSelections(self._found)
        return len(self._found)

    def next_place(self, words: str, *, back: bool = False) -> None:
        """Go to the next place of `words`, round the end."""
        flags = QTextDocument.FindFlag.FindBackward if back else QTextDocument.FindFlag(0)
        if words and not self.find(words, flags):
            end = QTextCursor.MoveOperation.End if back else QTextCursor.MoveOperation.Start
            self.moveCursor(end)
            self.find(words, flags)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._write()

    def _show(self, write: Callable[[], None]) -> None:
        self._write = write
        write()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _write_blocks(self, blocks: Sequence[Block], new: frozenset[int]) -> None:
        self.clear()
        cursor = QTextCursor(self.document())
        em = self.fontMetrics().height()
        self.document().setIndentWidth(1.2 * em)
        for place, block in enumerate(blocks):
            is_new = not new.isdisjoint(range(block.first, block.end))
            self._begin(cursor, self._block_format(block, is_new=is_new), is_first=place == 0)
            if is_new:
                cursor.insertText(self.tr("New") + "\N{EN SPACE}", self._new_format())
            if block.sign:
                cursor.insertText(f"{block.sign} ", self._format())
            for run in block.runs:
                look = self._format(block)
                if run.is_bold:
                    look.setFontWeight(QFont.Weight.Bold)
                look.setFontItalic(run.is_slanted)
                # A new line would begin another block.
                cursor.insertText(run.text.replace("\n", "\N{LINE SEPARATOR}"), look)

    def _write_lines(self, lines: Sequence[DiffLine]) -> None:
        self.clear()
        cursor = QTextCursor(self.document())
        for place, line in enumerate(lines):
            look = QTextBlockFormat()
            look.setLayoutDirection(_direction(line.text))
            letters = self._format()
            if line.sign != " ":
                look.setBackground(self.palette().brush(QPalette.ColorRole.AlternateBase))
                letters.setFontWeight(QFont.Weight.Bold)
            letters.setFontStrikeOut(line.sign == "-")
            self._begin(cursor, look, is_first=place == 0)
            sign = _MINUS if line.sign == "-" else line.sign
            signs = self._format()
            signs.setFontFixedPitch(True)
            cursor.insertText(f"{sign}\N{EN SPACE}", signs)
            cursor.insertText(line.text, letters)

    def _begin(self, cursor: QTextCursor, look: QTextBlockFormat, *, is_first: bool) -> None:
        if is_first:
            cursor.setBlockFormat(look)
        else:
            cursor.insertBlock(look)

    def _block_format(self, block: Block, *, is_new: bool) -> QTextBlockFormat:
        look, em = QTextBlockFormat(), self.fontMetrics().height()
        look.setLayoutDirection(_direction(block.plain))
        look.setTopMargin(0.3 * em)
        match block.kind:
            case BlockKind.HEADING:
                look.setHeadingLevel(block.level)
                look.setTopMargin(0.9 * em)
            case BlockKind.ITEM:
                look.setIndent(block.level + 1)
                look.setTextIndent(-0.8 * em)
            case BlockKind.QUOTE | BlockKind.VERBATIM:
                look.setIndent(block.level)
        if is_new:
            look.setBackground(self.palette().brush(QPalette.ColorRole.AlternateBase))
        return look

    def _format(self, block: Block | None = None) -> QTextCharFormat:
        look = QTextCharFormat()
        look.setForeground(self.palette().brush(QPalette.ColorRole.Text))
        if block is not None and block.kind is BlockKind.HEADING:
            look.setFontWeight(QFont.Weight.Bold)
            look.setFontPointSize(self.font().pointSizeF() * _LARGER.get(block.level, 1.0))
        if block is not None and block.kind is BlockKind.VERBATIM:
            look.setFontFixedPitch(True)
        return look

    def _new_format(self) -> QTextCharFormat:
        look = self._format()
        look.setFontWeight(QFont.Weight.Bold)
        look.setForeground(self.palette().brush(QPalette.ColorRole.HighlightedText))
        look.setBackground(self.palette().brush(QPalette.ColorRole.Highlight))
        return look

    def _found_format(self) -> QTextCharFormat:
        look = QTextCharFormat()
        look.setFontUnderline(True)
        look.setFontWeight(QFont.Weight.Bold)
        return look


def _direction(words: str) -> Qt.LayoutDirection:
    is_mirrored = first_strong(words) is Direction.RIGHT_TO_LEFT
    return Qt.LayoutDirection.RightToLeft if is_mirrored else Qt.LayoutDirection.LeftToRight
