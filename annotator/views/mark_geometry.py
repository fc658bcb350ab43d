"""Where the words of a span stand in the laid out document, visual line by visual line.

The rectangles come from the glyphs themselves. Two cursor positions are not enough: in a line that mixes
Arabic and Latin the characters of one span stand in several places, with others between them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QTextBlock, QTextLayout, QTextLine

from annotator.domain.spans import Span
from annotator.views.article_document import LINE_HEIGHT, ArticleDocument

_MOST_KEPT = 2_000
_MOST_MEASURED = 20_000
_GLYPHS = QTextLayout.GlyphRunRetrievalFlag.RetrieveGlyphIndexes


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of glyphs side by side in one visual line, in document pixels.

    `top` and `bottom` are those of the words, `line_bottom` is where the next line's words may start.
    """

    left: float
    right: float
    top: float
    baseline: float
    bottom: float
    line_bottom: float

    @property
    def words(self) -> QRectF:
        return QRectF(self.left, self.top, self.right - self.left, self.bottom - self.top)

    @property
    def width(self) -> float:
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class Extent:
    """The height that a span takes in the document: its first line's top to its last line's bottom."""

    top: float
    bottom: float
    first_line: float

    @property
    def middle_of_first_line(self) -> float:
        return self.top + self.first_line / 2


class MarkGeometry:
    """Questions about the layout of one document; all answers are in document pixels and code points."""

    def __init__(self, document: ArticleDocument) -> None:
        self._document = document
        self._text = document.text
        self._pieces: dict[Span, list[Piece]] = {}
        self._extents: dict[Span, Extent | None] = {}
        self._visible: dict[tuple[float, float], Span] = {}
        self._width = -1.0

    def pieces(self, span: Span) -> list[Piece]:
        """The glyphs of `span`, without the white space at which a line wraps and without hidden blocks.

        Answers are kept while lines break where they do: words that are laid out do not move again.
        """
        self._forget_old_layout()
        kept = self._pieces.get(span)
        if kept is None:
            kept = self._pieces[span] = self._found(span)
        return kept

    def extent(self, span: Span) -> Extent | None:
        """None where all of `span` is hidden.

        Of a span of many pages only the first ones are measured, or all would have to be laid out.
        """
        span = Span(span.start, min(span.end, span.start + _MOST_MEASURED))
        self._forget_old_layout()
        if span not in self._extents:
            self._extents[span] = self._measured(span)
        return self._extents[span]

    def visible(self, top: float, bottom: float) -> Span:
        """The offsets of all blocks that reach into the stretch of the document from `top` to `bottom`."""
        self._forget_old_layout()
        if (top, bottom) not in self._visible:
            first = self._block_at(top)
            last = self._block_at(bottom)
            start = self._document.offset(first.position())
            end = self._document.offset(last.position() + last.length() - 1)
            self._visible[top, bottom] = Span(start, max(start, end))
        return self._visible[top, bottom]

    def reach(self, y: float) -> float:
        """`y`, or where the last block ends if that is above."""
        block = self._block_at(y)
        numbers = self._document.visible_blocks
        is_last = not numbers or block.blockNumber() == numbers[-1]
        return min(y, self._block_rect(block).bottom()) if is_last else y

    def line_start(self, y: float) -> int:
        """The offset of the first character of the visual line at height `y`."""
        block = self._block_at(y)
        line = _line_at(block, y)
        return self._document.offset(block.position() + (line.textStart() if line else 0))

    def line_top(self, offset: int) -> float:
        """The top of the visual line that shows the character at `offset`."""
        extent = self.extent(Span(offset, offset))
        if extent is not None:
            return extent.top
        block = self._document.block(offset)
        while block.isValid() and not block.isVisible():
            block = block.next()
        return self._block_rect(block).top() if block.isValid() else 0.0

    def offset_at(self, point: QPointF) -> int:
        """The offset of the character under `point`, or of the nearest one in the nearest line."""
        block = self._block_at(point.y())
        line = _line_at(block, point.y())
        if line is None:
            return self._document.offset(block.position())
        x = point.x() - block.layout().position().x()
        place = line.xToCursor(x, QTextLine.CursorPosition.CursorOnCharacter)
        place = min(place, max(line.textStart(), line.textStart() + line.textLength() - 1))
        return min(self._document.offset(block.position() + place), max(len(self._text) - 1, 0))

    def is_right_to_left(self, offset: int) -> bool:
        """Whether the character at `offset` stands in a run of glyphs that reads from right to left."""
        for block, first, last in self._blocks(Span(offset, min(offset + 1, len(self._text)))):
            line = block.layout().lineForTextPosition(first)
            runs = line.glyphRuns(first, max(last - first, 1), _GLYPHS)
            return bool(runs) and runs[0].isRightToLeft()
        return False

    def _forget_old_layout(self) -> None:
        width = self._document.qt.textWidth()
        kept = len(self._pieces) + len(self._extents) + len(self._visible)
        if width != self._width or kept > _MOST_KEPT:
            self._pieces.clear()
            self._extents.clear()
            self._visible.clear()
            self._width = width

    def _found(self, span: Span) -> list[Piece]:
        result: list[Piece] = []
        for block, first, last in self._blocks(span):
            origin = block.layout().position()
            start = block.position()
            for line in _lines(block, first, last):
                from_ = max(first, line.textStart())
                to = min(last, line.textStart() + line.textLength())
                from_, to = self._without_space(start, from_, to)
                if from_ < to:
                    result.extend(_pieces_of(line, from_, to, origin))
        return result

    def _measured(self, span: Span) -> Extent | None:
        top = bottom = height = -1.0
        for block, first, last in self._blocks(span):
            origin = block.layout().position().y()
            layout = block.layout()
            line = layout.lineForTextPosition(first)
            if top < 0:
                top, height = origin + line.y(), line.height()
            line = layout.lineForTextPosition(max(first, last - 1))
            bottom = origin + line.y() + line.height()
        return Extent(top, bottom, height) if top >= 0 else None

    def _blocks(self, span: Span) -> Iterator[tuple[QTextBlock, int, int]]:
        """The visible blocks that hold `span`, and which part of each does, in its own UTF-16 units."""
        start = self._document.position(span.start)
        end = max(start, self._document.position(span.end, is_end=True))
        block = self._document.qt.findBlock(start)
        while block.isValid() and block.position() <= end:
            first = max(start - block.position(), 0)
            last = min(end - block.position(), block.length() - 1)
            if block.isVisible() and (first < last or start == end):
                if not block.layout().lineCount():
                    self._block_rect(block)
                if block.layout().lineCount():
                    yield block, first, last
            block = block.next()

    def _without_space(self, start: int, first: int, last: int) -> tuple[int, int]:
        """White space lies in the first plane, so that one code point of it is one UTF-16 unit."""
        if last <= first:
            return first, last
        begin = self._document.offset(start + first)
        end = self._document.offset(start + last)
        words = self._text[begin:end]
        return first + len(words) - len(words.lstrip()), last - len(words) + len(words.rstrip())

    def _block_at(self, y: float) -> QTextBlock:
        """The last visible block that starts at or above `y`, else the first one."""
        document, numbers = self._document.qt, self._document.visible_blocks
        if not numbers:
            return document.firstBlock()
        place = self._place_at(y)
        if not self._is_laid_out(min(place + 1, len(numbers) - 1)):
            # Not for its answer: it lays out the document down to this height.
            document.documentLayout().hitTest(QPointF(0, y), Qt.HitTestAccuracy.FuzzyHit)
            place = self._place_at(y)
        return document.findBlockByNumber(numbers[place])

    def _place_at(self, y: float) -> int:
        document = self._document.qt

        def top(number: int) -> float:
            layout = document.findBlockByNumber(number).layout()
            return layout.position().y() if layout.lineCount() else inf

        return max(bisect_right(self._document.visible_blocks, y, key=top) - 1, 0)

    def _is_laid_out(self, place: int) -> bool:
        block = self._document.qt.findBlockByNumber(self._document.visible_blocks[place])
        return block.layout().lineCount() > 0

    def _block_rect(self, block: QTextBlock) -> QRectF:
        return self._document.qt.documentLayout().blockBoundingRect(block)


def _lines(block: QTextBlock, first: int, last: int) -> Iterator[QTextLine]:
    layout = block.layout()
    number = layout.lineForTextPosition(first).lineNumber()
    for index in range(number, layout.lineCount()):
        line = layout.lineAt(index)
        if line.textStart() >= last:
            return
        yield line


def _line_at(block: QTextBlock, y: float) -> QTextLine | None:
    """The line of `block` at height `y`, else its first or last one; None in a block that is not laid out."""
    layout = block.layout()
    height = y - layout.position().y()
    result = None
    for index in range(layout.lineCount()):
        line = layout.lineAt(index)
        if result is not None and line.y() > height:
            break
        result = line
    return result


def _pieces_of(line: QTextLine, first: int, last: int, origin: QPointF) -> list[Piece]:
    """Neighbouring glyph runs are one piece: a change of font inside a word must not break its line."""
    top = origin.y() + line.y()
    baseline = top + line.ascent()
    bottom = baseline + line.descent()
    line_bottom = top + line.height() * LINE_HEIGHT
    edges: list[list[float]] = []
    boxes = [run.boundingRect() for run in line.glyphRuns(first, last - first, _GLYPHS)]
    for left, right in sorted((box.left(), box.right()) for box in boxes if box.width() > 0):
        if edges and left <= edges[-1][1] + 0.5:
            edges[-1][1] = max(edges[-1][1], right)
        else:
            edges.append([left, right])
    x = origin.x()
    return [Piece(x + left, x + right, top, baseline, bottom, line_bottom) for left, right in edges]
