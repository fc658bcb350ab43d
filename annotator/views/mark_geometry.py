"""Where the words of a span stand in the laid out document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QPointF

from annotator.domain.immutable import immutable
from annotator.domain.spans import Span
from annotator.views.article_document import ArticleDocument
from annotator.views.block_lines import BlockLines, Line, Piece
from annotator.views.laid_out_blocks import LaidOutBlocks

_MOST_KEPT = 2_000
_MOST_MEASURED = 20_000


@immutable
class Extent:
    """The height that a span takes in the document: its first line's top to its last line's bottom."""

    top: float
    bottom: float
    first_line: float

    @property
    def middle_of_first_line(self) -> float:
        return self.top + self.first_line / 2


class MarkGeometry:
    """Questions about the layout of one document; all answers are in document pixels and code points.

    What is found out is kept while lines break where they do: words that are laid out do not move again.
    Blocks without words to show are left out everywhere.
    """

    def __init__(self, document: ArticleDocument) -> None:
        self._document = document
        self._blocks = LaidOutBlocks(document)
        self._pieces: dict[Span, list[Piece]] = {}
        self._width = -1.0

    def pieces(self, span: Span) -> list[Piece]:
        """The glyphs of `span`, without the white space at which a line wraps and without hidden blocks."""
        self._forget_old_layout()
        kept = self._pieces.get(span)
        if kept is None:
            parts = self._parts(span)
            kept = self._pieces[span] = [
                piece for block, first, last in parts for piece in block.pieces(first, last)
            ]
        return kept

    def blocks(self, span: Span) -> Iterator[tuple[BlockLines, int, int]]:
        """The blocks that show a part of `span`, and which, in UTF-16 units from the block's start."""
        self._forget_old_layout()
        return self._parts(span)

    def _parts(self, span: Span) -> Iterator[tuple[BlockLines, int, int]]:
        start = self._document.position(span.start)
        end = max(start, self._document.position(span.end, is_end=True))
        for place in self._blocks.places_in(span):
            block = self._blocks.at(place)
            first, last = max(start - block.position, 0), min(end, block.end) - block.position
            if block.lines and (first < last or (start == end and first == last)):
                yield block, first, last

    def extent(self, span: Span) -> Extent | None:
        """None where all of `span` is hidden.

        Of a span of many pages only the first ones are measured, or all would have to be laid out.
        """
        top = bottom = height = -1.0
        for block, first, last in self.blocks(Span(span.start, min(span.end, span.start + _MOST_MEASURED))):
            if top < 0:
                line = block.line_at(first)
                top, height = line.top, line.height
            bottom = block.line_at(max(first, last - 1)).bottom
        return Extent(top, bottom, height) if top >= 0 else None

    def lines(self, offsets: Iterable[int]) -> Iterator[Line | None]:
        """The visual line of the character at each of `offsets`; None for a hidden one."""
        self._forget_old_layout()
        for offset in offsets:
            place = self._blocks.place_of(offset)
            block = self._blocks.at(place) if place is not None else None
            position = self._document.position(offset)
            yield block.line_at(position - block.position) if block and block.lines else None

    def visible(self, top: float, bottom: float) -> Span:
        """The offsets of all blocks that reach into the stretch of the document from `top` to `bottom`."""
        self._forget_old_layout()
        return self._blocks.span(self._blocks.places_between(top, bottom))

    def reach(self, y: float) -> float:
        """`y`, or where the last block ends if that is above."""
        block = self._block_at(y)
        if block is None:
            return min(y, 0.0)
        return min(y, block.bottom) if block is self._blocks.at(len(self._blocks) - 1) else y

    def line_start(self, y: float) -> int:
        """The offset of the first character of the visual line at height `y`."""
        block = self._block_at(y)
        return self._document.offset(block.position + block.line_under(y).start) if block else 0

    def line_top(self, offset: int) -> float:
        """The top of the visual line that shows the character at `offset`, or of the first one after it."""
        extent = self.extent(Span(offset, offset))
        if extent is not None:
            return extent.top
        place = self._blocks.place_after(offset)
        return self._blocks.at(place).top if place is not None else 0.0

    def offset_at(self, point: QPointF) -> int:
        """The offset of the character under `point`, or of the nearest one in the nearest line."""
        block = self._block_at(point.y())
        if block is None:
            return 0
        place = block.place_at(point)
        return min(self._document.offset(block.position + place), max(len(self._document.text) - 1, 0))

    def is_right_to_left(self, offset: int) -> bool:
        """Whether the character at `offset` stands in a run of glyphs that reads from right to left."""
        span = Span(offset, min(offset + 1, len(self._document.text)))
        return any(block.is_right_to_left(first, last) for block, first, last in self.blocks(span))

    def _forget_old_layout(self) -> None:
        width = self._document.qt.textWidth()
        if width != self._width or self._blocks.kept + len(self._pieces) > _MOST_KEPT:
            self._blocks.forget()
            self._pieces.clear()
            self._width = width

    def _block_at(self, y: float) -> BlockLines | None:
        """The block at height `y`, else the nearest one; None where none is shown."""
        self._forget_old_layout()
        block = self._blocks.at(self._blocks.place_at(y)) if self._blocks else None
        return block if block and block.lines else None
