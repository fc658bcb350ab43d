"""The Qt document that shows an article, and the way between its positions and the text's offsets.

The document holds the text character for character. Only a paragraph that is too long to be laid out in one
go is cut, and hidden characters are spelled where that is wished: `position` and `offset` count both out.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextOption,
)

from annotator.domain.hidden_characters import Spelling, hidden_offsets
from annotator.domain.immutable import immutable
from annotator.domain.offsets import OffsetMap, displayed
from annotator.domain.records import Direction
from annotator.domain.sheet import Sheet
from annotator.domain.spans import Span, runs
from annotator.views.article_plan import Blocks, Fold, Plan, first_strong, planned
from annotator.views.kept_glyphs import KeptGlyphs

LINE_HEIGHT = 1.6
"""A line's height as a multiple of its font's: what is added stands below the words, for three lanes."""

NOTE_HEIGHT = 2.2
"""Room for the note on folded pieces, in em."""

_PARAGRAPH_GAP = 0.8
_LONGEST_KEPT = 2_000_000
"""Characters of an article whose glyphs are kept, at some 40 bytes each."""

_DISTANCE = QTextBlockFormat.LineHeightTypes.LineDistanceHeight.value
_PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value

_DIRECTIONS = {
    Direction.AUTO: Qt.LayoutDirection.LayoutDirectionAuto,
    Direction.LEFT_TO_RIGHT: Qt.LayoutDirection.LeftToRight,
    Direction.RIGHT_TO_LEFT: Qt.LayoutDirection.RightToLeft,
}


@immutable
class Apart:
    """Words in lines of their own, each with `room` pixels below it. `span` holds whole units."""

    span: Span
    room: float


@immutable
class TextStyle:
    """How words are set. `em` is the font's size, `margin` the space round the column, both in pixels.

    `spelled` shows hidden characters as tokens.
    """

    font: QFont
    em: float
    margin: float
    direction: Direction = Direction.AUTO
    spelled: bool = False


class ArticleDocument:
    """`qt` shows `sheet`'s text. Offsets are code points of the text, positions UTF-16 units of `qt`.

    `visible_blocks` are those that take room: Qt's own search by height goes astray among hidden ones.
    `spelled` are the characters that are shown as tokens, ascending and as few spans as can be.
    """

    def __init__(
        self, sheet: Sheet, style: TextStyle, *, folded: bool = False, apart: Apart | None = None
    ) -> None:
        self.text = sheet.text
        hidden = hidden_offsets(sheet.text) if style.spelled else ()
        # Of two stretches side by side that are to have one colour, Qt gives it to the first.
        self.spelled: Sequence[Span] = tuple(runs(hidden))
        self._spelling = Spelling(sheet.text, hidden)
        self._map = OffsetMap(self._spelling.text)
        self._length = self._map.to_utf16(len(self._spelling.text))
        plan = planned(sheet, folded=folded, apart=apart.span if apart else None)
        self._cuts = [self._before_cuts(cut) for cut in plan.cuts]
        self._separators = [cut + number for number, cut in enumerate(self._cuts)]
        self._is_one_to_one = not self._cuts and self._length == len(sheet.text)
        self.folds: tuple[Fold, ...] = tuple(plan.folds)
        self.visible_blocks: Blocks = plan.blocks()
        self.qt = _new_document(style)
        self._fill(plan)
        self._shape(plan, style)
        if style.direction is Direction.AUTO:
            self._keep_directions(plan)
        self._continue_cut_paragraphs(plan)
        if apart is not None:
            self._make_room(apart)
        if len(self.text) <= _LONGEST_KEPT:
            KeptGlyphs(self.qt, self.visible_blocks.numbers)

    def position(self, offset: int, *, is_end: bool = False) -> int:
        """Where the code point at `offset` stands; for a span's end, where the one before it ends."""
        if self._is_one_to_one:
            return offset
        position = self._before_cuts(offset)
        return position + (bisect_left if is_end else bisect_right)(self._cuts, position)

    def offset(self, position: int) -> int:
        """The offset of the code point at a position of the document; the text's length past its end."""
        if self._is_one_to_one:
            return min(position, self._length)
        position -= bisect_left(self._separators, position)
        place = self._map.from_utf16(min(position, self._length))
        return min(self._spelling.offset(place), len(self.text))

    def block(self, offset: int) -> QTextBlock:
        return self.qt.findBlock(self.position(offset))

    def _before_cuts(self, offset: int) -> int:
        """Where the code point at `offset` would stand if no paragraph were cut."""
        return self._map.to_utf16(self._spelling.place(offset))

    def _fill(self, plan: Plan) -> None:
        """One insertion for all plain text: a thousand small ones would cost ten times as much."""
        cursor, place = QTextCursor(self.qt), self._spelling.place
        shown = _with_cuts(displayed(self._spelling.text), [place(cut) for cut in plan.cuts])
        start = 0
        for number, adjustment in sorted(plan.enlarged.items()):
            shift = bisect_left(plan.cuts, plan.starts[number])
            first, last = place(plan.starts[number]) + shift, place(plan.ends[number]) + shift
            cursor.insertText(shown[start:first], QTextCharFormat())
            cursor.insertText(shown[first:last], _enlarged(adjustment))
            start = last
        cursor.insertText(shown[start:], QTextCharFormat())

    def _shape(self, plan: Plan, style: TextStyle) -> None:
        """Blank lines and folded boilerplate take no room; a sentence that goes on keeps together."""
        for number in self.visible_blocks.hidden:
            self.qt.findBlockByNumber(number).setVisible(False)
        # Hidden blocks too: it is the margin of the block before that counts, whether or not it is shown.
        for number in plan.joined:
            self._set_margins(plan.ends[number], below=style.em * 0.1)
        for fold in self.folds:
            room = style.em * NOTE_HEIGHT
            if fold.is_last:
                self._set_margins(fold.offset, below=room)
            else:
                self._set_margins(fold.offset, above=room)

    def _set_margins(self, offset: int, *, above: float | None = None, below: float | None = None) -> None:
        cursor = QTextCursor(self.qt.findBlock(self.position(offset, is_end=True)))
        form = cursor.blockFormat()
        if above is not None:
            form.setTopMargin(above)
        if below is not None:
            form.setBottomMargin(below)
        cursor.setBlockFormat(form)

    def _make_room(self, apart: Apart) -> None:
        block, last = self.block(apart.span.start), self.block(max(apart.span.end - 1, apart.span.start))
        while block.isValid() and block.blockNumber() <= last.blockNumber():
            cursor = QTextCursor(block)
            form = cursor.blockFormat()
            form.setLineHeight(apart.room, _DISTANCE)
            cursor.setBlockFormat(form)
            block = block.next()

    def _keep_directions(self, plan: Plan) -> None:
        """Neither the letters of a token nor a mark that they stand for turn a paragraph round."""
        for number in {plan.paragraph_at(span.start) for span in self.spelled}:
            start = plan.starts[number]
            _set_direction(self.block(start), first_strong(self.text[start : plan.ends[number]]))

    def _continue_cut_paragraphs(self, plan: Plan) -> None:
        """The second half has the direction of the whole, and no gap above it."""
        for cut in plan.cuts:
            start = plan.starts[plan.paragraph_at(cut)]
            before = self.qt.findBlock(self.position(cut, is_end=True))
            if before.isVisible():
                self._set_margins(cut, below=0)
                _set_direction(before.next(), first_strong(self.text[start:cut]))


def _set_direction(block: QTextBlock, direction: Direction) -> None:
    cursor = QTextCursor(block)
    form = cursor.blockFormat()
    form.setLayoutDirection(_DIRECTIONS[direction])
    cursor.setBlockFormat(form)


def own_document() -> QTextDocument:
    """An empty document without undo, which belongs to Python until it gets a parent.

    Qt makes it, as a copy of one: PySide 6.11 loses a reference to None for each virtual method that Qt calls
    on an object that Python made, three in all when a document is laid out.
    """
    document = _blank().clone()
    document.setParent(None)
    document.setUndoRedoEnabled(False)
    return document


@cache
def _blank() -> QTextDocument:
    return QTextDocument()


def _new_document(style: TextStyle) -> QTextDocument:
    """An empty document whose one block has the format that every block after it inherits."""
    document = own_document()
    document.setDefaultFont(style.font)
    document.setDocumentMargin(style.margin)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(_DIRECTIONS[style.direction])
    document.setDefaultTextOption(option)
    form = QTextBlockFormat()
    form.setLineHeight(LINE_HEIGHT * 100, _PROPORTIONAL)
    form.setBottomMargin(style.em * _PARAGRAPH_GAP)
    QTextCursor(document).setBlockFormat(form)
    return document


def _enlarged(adjustment: int) -> QTextCharFormat:
    """Bold, and larger by one or two of Qt's steps (1.2 and 1.5 times the font that the document has)."""
    form = QTextCharFormat()
    form.setProperty(QTextFormat.Property.FontSizeAdjustment, adjustment)
    form.setFontWeight(QFont.Weight.Bold)
    return form


def _with_cuts(shown: str, cuts: Sequence[int]) -> str:
    if not cuts:
        return shown
    edges = [0, *cuts, len(shown)]
    return "\n".join(shown[start:end] for start, end in pairwise(edges))
