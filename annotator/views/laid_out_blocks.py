"""The blocks of an article's document that take room, and which of them stand at a height."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from math import inf

from PySide6.QtCore import QPointF, Qt

from annotator.domain.spans import Span
from annotator.views.article_document import ArticleDocument
from annotator.views.block_lines import BlockLines


class LaidOutBlocks:
    """A block is known by its place among those that take room, from 0. Heights are document pixels.

    Blocks are looked at when they are asked for, and laid out if they have not been. Who scrolls asks for
    neighbours, so each search by height starts where the last one ended.
    """

    def __init__(self, document: ArticleDocument) -> None:
        self._document = document.qt
        self._numbers = document.visible_blocks.numbers
        self._starts = document.visible_blocks.starts
        self._ends = document.visible_blocks.ends
        self._kept: dict[int, BlockLines] = {}
        self._last = 0

    def __len__(self) -> int:
        return len(self._numbers)

    @property
    def kept(self) -> int:
        """How many blocks have been looked at since `forget`."""
        return len(self._kept)

    def forget(self) -> None:
        """Lines break elsewhere now."""
        self._kept.clear()

    def at(self, place: int) -> BlockLines:
        block = self._kept.get(place)
        if block is None:
            block = BlockLines(self._document.findBlockByNumber(self._numbers[place]))
            if block.lines:
                self._kept[place] = block
        return block

    def span(self, places: range) -> Span:
        """The offsets from the first one's start to the last one's end."""
        return Span(self._starts[places[0]], self._ends[places[-1]]) if places else Span(0, 0)

    def places_in(self, span: Span) -> range:
        """Where the blocks are that hold a part of `span`, both its ends included, and perhaps one more."""
        return range(max(bisect_right(self._starts, span.start) - 1, 0), bisect_right(self._starts, span.end))

    def place_of(self, offset: int) -> int | None:
        """Where the block is that shows the code point at `offset`; None where none does."""
        place = bisect_right(self._starts, offset) - 1
        return place if place >= 0 and offset <= self._ends[place] else None

    def place_after(self, offset: int) -> int | None:
        """Where the first block is that starts at or after `offset`."""
        place = bisect_left(self._starts, offset)
        return place if place < len(self._starts) else None

    def place_at(self, y: float) -> int:
        """The last block that starts at or above `y`, else the first one. There has to be one."""
        place = self._search(y)
        if self._top(min(place + 1, len(self._numbers) - 1)) == inf:
            # Not for its answer: it lays out the document down to this height.
            self._document.documentLayout().hitTest(QPointF(0, y), Qt.HitTestAccuracy.FuzzyHit)
            place = self._search(y)
        return place

    def places_between(self, top: float, bottom: float) -> range:
        """Where the blocks are that reach into a stretch of the document."""
        if not self._numbers:
            return range(0)
        first = end = self.place_at(top)
        while end + 1 < len(self._numbers) and self.at(end + 1).top <= bottom:
            end += 1
        self._last = end
        return range(first, end + 1)

    def _search(self, y: float) -> int:
        """Strides that double until they lead past `y`, then halves of the last one."""
        low, high, stride, count = self._last, self._last + 1, 1, len(self._numbers)
        while low > 0 and self._top(low) > y:
            low, high, stride = max(low - stride, 0), low, 2 * stride
        while high < count and self._top(high) <= y:
            low, high, stride = high, min(high + stride, count), 2 * stride
        self._last = max(bisect_right(range(count), y, low, high, key=self._top) - 1, 0)
        return self._last

    def _top(self, place: int) -> float:
        """Infinite for a block that has not been laid out."""
        if block := self._kept.get(place):
            return block.top
        layout = self._document.findBlockByNumber(self._numbers[place]).layout()
        return layout.position().y() if layout.lineCount() else inf
