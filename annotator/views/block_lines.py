"""One block of an article's document, visual line by visual line.

In a line that mixes Arabic and Latin the characters of one stretch stand in several places, with others
between them: there their places come from the glyphs. Elsewhere two places of a cursor say the same.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple, cast

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QTextBlock, QTextCharFormat, QTextLayout, QTextLine

from annotator.views.article_document import LINE_HEIGHT

_GLYPHS = QTextLayout.GlyphRunRetrievalFlag.RetrieveGlyphIndexes

# Letters, digits and marks that read from right to left, or make others do so.
_LEFTWARDS = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_TWO_UNITS = re.compile("[\U00010000-\U0010ffff]")


# Named tuples: dozens are made for each page that scrolls by, and a frozen dataclass takes thrice as long.
class Piece(NamedTuple):
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


class Line(NamedTuple):
    """A visual line: heights in document pixels, `start` and `end` in UTF-16 units of its block."""

    qt: QTextLine
    start: int
    end: int
    top: float
    height: float

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


class BlockLines:
    """A block that is laid out if it has not been. Places are UTF-16 units from its start.

    `position` is where it starts in the document, `end` where its words end.
    """

    def __init__(self, block: QTextBlock) -> None:
        # Its layout is asked for each time: kept, it would outlive the document, and a widget that Qt then
        # puts in its place would be taken for a layout by Python.
        self._block = block
        layout = block.layout()
        if not (count := layout.lineCount()):
            block.document().documentLayout().blockBoundingRect(block)
            count = layout.lineCount()
        origin = layout.position()
        self.position = block.position()
        self.end = self.position + block.length() - 1
        self.left, self.top = origin.x(), origin.y()
        self.lines = [_line(layout.lineAt(number), self.top) for number in range(count)]
        self._starts = [line.start for line in self.lines]
        self._read: tuple[str, bool] | None = None

    @property
    def bottom(self) -> float:
        return self.top + self._block.layout().boundingRect().height()

    def line_at(self, place: int) -> Line:
        """The line that shows the character at `place`. There has to be one."""
        return self.lines[bisect_right(self._starts, place, 1) - 1]

    def line_under(self, y: float) -> Line:
        """The line at a height of the document, else the first or last one. There has to be one."""
        return self.lines[bisect_right(self.lines, y, 1, key=attrgetter("top")) - 1]

    def place_at(self, point: QPointF) -> int:
        """The character under a point of the document, or the nearest one in the nearest line."""
        line = self.line_under(point.y())
        place = line.qt.xToCursor(point.x() - self.left, QTextLine.CursorPosition.CursorOnCharacter)
        return min(place, max(line.start, line.end - 1))

    def pieces(self, first: int, last: int) -> Iterator[Piece]:
        """The glyphs from `first` to `last`, without the white space at which a line wraps."""
        text, is_rightwards = self._read = self._read or self._reading()
        edges = _ends if is_rightwards else _glyph_edges
        for line in self.lines[bisect_right(self._starts, first, 1) - 1 :]:
            if line.start >= last:
                return
            start, end = _trimmed(text, max(first, line.start), min(last, line.end))
            if start >= end:
                continue
            baseline = line.top + line.qt.ascent()
            bottom = baseline + line.qt.descent()
            line_bottom = line.top + line.height * LINE_HEIGHT
            for left, right in edges(line, start, end):
                if left < right:
                    x = self.left
                    yield Piece(x + left, x + right, line.top, baseline, bottom, line_bottom)

    def draw(
        self, painter: QPainter, ink: QColor, coloured: Sequence[tuple[int, int, QColor]], clip: QRectF
    ) -> None:
        """Draw the words in `ink`, and those from one place to another in their own colour."""
        if len(coloured) == 1 and coloured[0][:2] == (0, self.end - self.position):
            # All of it: words that are only partly in another colour are drawn twice.
            ink, coloured = coloured[0][2], ()
        painter.setPen(ink)
        ranges = [_format_range(*part) for part in coloured]
        self._block.layout().draw(painter, QPointF(), ranges, clip)

    def is_right_to_left(self, first: int, last: int) -> bool:
        """Whether `first` starts a run of glyphs that reads from right to left."""
        runs = self.line_at(first).qt.glyphRuns(first, max(last - first, 1), _GLYPHS)
        return bool(runs) and runs[0].isRightToLeft()

    def _reading(self) -> tuple[str, bool]:
        """The text with a character for each UTF-16 unit, and whether all of it reads from left to right."""
        text = self._block.text()
        is_rightwards = self._block.textDirection() is Qt.LayoutDirection.LeftToRight
        if not text.isascii():
            is_rightwards = is_rightwards and not _LEFTWARDS.search(text)
            if len(text) < self.end - self.position:
                text = _TWO_UNITS.sub("\ufffd\ufffd", text)
        return text, is_rightwards


def _format_range(first: int, last: int, color: QColor) -> QTextLayout.FormatRange:
    part = QTextLayout.FormatRange()
    part.start, part.length = first, last - first
    form = QTextCharFormat()
    form.setForeground(color)
    part.format = form
    return part


def _trimmed(text: str, first: int, last: int) -> tuple[int, int]:
    while first < last and text[first].isspace():
        first += 1
    while first < last and text[last - 1].isspace():
        last -= 1
    return first, last


def _line(line: QTextLine, top: float) -> Line:
    start = line.textStart()
    return Line(line, start, start + line.textLength(), top + line.y(), line.height())


def _ends(line: Line, first: int, last: int) -> list[tuple[float, float]]:
    left, place = line.qt.x(), first
    if first > line.start:
        left, place = cast(tuple[float, int], line.qt.cursorToX(first))
    right, end = cast(tuple[float, int], line.qt.cursorToX(last))
    # Inside of a letter of several code points a cursor has no place.
    return [(left, right)] if (place, end) == (first, last) else _glyph_edges(line, first, last)


def _glyph_edges(line: Line, first: int, last: int) -> list[tuple[float, float]]:
    """Neighbouring glyph runs are one piece: a change of font inside a word must not break its line."""
    edges: list[tuple[float, float]] = []
    boxes = [run.boundingRect() for run in line.qt.glyphRuns(first, last - first, _GLYPHS)]
    for left, right in sorted((box.left(), box.right()) for box in boxes):
        if edges and left <= edges[-1][1] + 0.5:
            edges[-1] = (edges[-1][0], max(edges[-1][1], right))
        else:
            edges.append((left, right))
    return edges
