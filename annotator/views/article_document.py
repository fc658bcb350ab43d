"""The Qt document that shows an article, and the way between its positions and the text's offsets.

The document holds the text character for character. Only a paragraph that is too long to be laid out in one
go is cut, and `position` and `offset` count the cuts out again.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from unicodedata import bidirectional

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

from annotator.domain.offsets import OffsetMap, displayed
from annotator.domain.records import Direction, UnitKind
from annotator.domain.sheet import Sheet, UnitState
from annotator.domain.spans import Span

LINE_HEIGHT = 1.6
"""A line's height as a multiple of its font's: what is added stands below the words, for three lanes."""

NOTE_HEIGHT = 2.2
"""Room for the note on folded pieces, in em."""

LONGEST_BLOCK = 8_000
_CUT_WINDOW = 200
_PARAGRAPH_GAP = 0.8
_ENLARGED = {UnitKind.HEADLINE: 2, UnitKind.HEADING: 1}

_DIRECTIONS = {
    Direction.AUTO: Qt.LayoutDirection.LayoutDirectionAuto,
    Direction.LEFT_TO_RIGHT: Qt.LayoutDirection.LeftToRight,
    Direction.RIGHT_TO_LEFT: Qt.LayoutDirection.RightToLeft,
}


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How words are set. `em` is the font's size, `margin` the space round the column, both in pixels."""

    font: QFont
    em: float
    margin: float
    direction: Direction = Direction.AUTO


@dataclass(frozen=True, slots=True)
class Fold:
    """A run of hidden boilerplate, and how many pieces it holds.

    `offset` is where visible text goes on after it, or, if `is_last`, where the visible text before it ends.
    """

    span: Span
    pieces: int
    offset: int
    is_last: bool


@dataclass(slots=True)
class _Plan:
    """The paragraphs of a text without their line feeds, and by number what is special about some."""

    paragraphs: list[Span]
    joined: set[int] = field(default_factory=set)
    enlarged: dict[int, int] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    folds: list[Fold] = field(default_factory=list)


class ArticleDocument:
    """`qt` shows `sheet`'s text. Offsets are code points of the text, positions UTF-16 units of `qt`.

    `visible_blocks` are the numbers of the blocks that take room, ascending: Qt's own search by height goes
    astray among hidden ones.
    """

    def __init__(self, sheet: Sheet, style: TextStyle, *, folded: bool = False) -> None:
        self.text = sheet.text
        self._map = OffsetMap(sheet.text)
        plan = _plan(sheet, folded=folded)
        self.folds: tuple[Fold, ...] = tuple(plan.folds)
        shown = displayed(sheet.text)
        cuts = [cut for span in plan.paragraphs for cut in _cuts(sheet.text, span)]
        self._cuts = [self._map.to_utf16(cut) for cut in cuts]
        self._separators = [cut + number for number, cut in enumerate(self._cuts)]
        self.qt = _new_document(style)
        self._fill(_with_cuts(shown, cuts), plan)
        self._shape(plan, style)
        self._continue_cut_paragraphs(plan, cuts)
        self.visible_blocks: tuple[int, ...] = tuple(_visible_blocks(plan, cuts))

    def position(self, offset: int, *, is_end: bool = False) -> int:
        """Where the code point at `offset` stands; for a span's end, where the one before it ends."""
        position = self._map.to_utf16(offset)
        if not self._cuts:
            return position
        return position + (bisect_left if is_end else bisect_right)(self._cuts, position)

    def offset(self, position: int) -> int:
        """The offset of the code point at a position of the document; the text's length past its end."""
        position -= bisect_left(self._separators, position)
        return min(self._map.from_utf16(min(position, self._length)), len(self.text))

    def block(self, offset: int) -> QTextBlock:
        return self.qt.findBlock(self.position(offset))

    def cursor(self, span: Span) -> QTextCursor:
        """A cursor of Qt's that selects `span`, for painting its words in another colour."""
        cursor = QTextCursor(self.qt)
        cursor.setPosition(self.position(span.start))
        cursor.setPosition(self.position(span.end, is_end=True), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    @property
    def _length(self) -> int:
        return self._map.to_utf16(len(self.text))

    def _fill(self, shown: str, plan: _Plan) -> None:
        """One insertion for all plain text: a thousand small ones would cost ten times as much."""
        cursor = QTextCursor(self.qt)
        start = 0
        for number, adjustment in sorted(plan.enlarged.items()):
            span = plan.paragraphs[number]
            shift = bisect_right(self._cuts, self._map.to_utf16(span.start))
            cursor.insertText(shown[start : span.start + shift], QTextCharFormat())
            cursor.insertText(shown[span.start + shift : span.end + shift], _enlarged(adjustment))
            start = span.end + shift
        cursor.insertText(shown[start:], QTextCharFormat())

    def _shape(self, plan: _Plan, style: TextStyle) -> None:
        """Blank lines and folded boilerplate take no room; a sentence that goes on keeps together."""
        for number in plan.hidden:
            self._block_of(plan.paragraphs[number]).setVisible(False)
        # Hidden blocks too: it is the margin of the block before that counts, whether or not it is shown.
        for number in plan.joined:
            self._set_margins(plan.paragraphs[number].end, below=style.em * 0.1)
        for fold in self.folds:
            room = style.em * NOTE_HEIGHT
            if fold.is_last:
                self._set_margins(fold.offset, below=room)
            else:
                self._set_margins(fold.offset, above=room)

    def _block_of(self, paragraph: Span) -> QTextBlock:
        return self.qt.findBlock(self.position(paragraph.start))

    def _set_margins(self, offset: int, *, above: float | None = None, below: float | None = None) -> None:
        cursor = QTextCursor(self.qt.findBlock(self.position(offset, is_end=True)))
        form = cursor.blockFormat()
        if above is not None:
            form.setTopMargin(above)
        if below is not None:
            form.setBottomMargin(below)
        cursor.setBlockFormat(form)

    def _continue_cut_paragraphs(self, plan: _Plan, cuts: Sequence[int]) -> None:
        starts = [span.start for span in plan.paragraphs]
        for cut in cuts:
            paragraph = plan.paragraphs[bisect_right(starts, cut) - 1]
            before = self.qt.findBlock(self.position(cut, is_end=True))
            after = before.next()
            if not before.isVisible():
                after.setVisible(False)
                continue
            self._set_margins(cut, below=0)
            cursor = QTextCursor(after)
            form = cursor.blockFormat()
            form.setLayoutDirection(_DIRECTIONS[first_strong(paragraph.of(self.text))])
            cursor.setBlockFormat(form)


def _new_document(style: TextStyle) -> QTextDocument:
    """An empty document whose one block has the format that every block after it inherits."""
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.setDefaultFont(style.font)
    document.setDocumentMargin(style.margin)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(_DIRECTIONS[style.direction])
    document.setDefaultTextOption(option)
    form = QTextBlockFormat()
    form.setLineHeight(LINE_HEIGHT * 100, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    form.setBottomMargin(style.em * _PARAGRAPH_GAP)
    QTextCursor(document).setBlockFormat(form)
    return document


def _enlarged(adjustment: int) -> QTextCharFormat:
    """Bold, and larger by one or two of Qt's steps (1.2 and 1.5 times the font that the document has)."""
    form = QTextCharFormat()
    form.setProperty(QTextFormat.Property.FontSizeAdjustment, adjustment)
    form.setFontWeight(QFont.Weight.Bold)
    return form


def _plan(sheet: Sheet, *, folded: bool) -> _Plan:
    text = sheet.text
    paragraphs = _paragraphs(text)
    plan = _Plan(paragraphs)
    plan.hidden = {number for number, span in enumerate(paragraphs) if not span.of(text).strip()}
    starts = [span.start for span in paragraphs]
    for unit in sheet.units:
        if unit.kind in _ENLARGED:
            first = bisect_right(starts, unit.start) - 1
            if paragraphs[first].end <= unit.end:
                plan.enlarged[first] = _ENLARGED[unit.kind]
        if unit.gaps:
            first = bisect_right(starts, unit.start) - 1
            plan.joined.update(range(first, bisect_right(starts, unit.end - 1) - 1))
    if folded:
        _fold(sheet, plan, starts)
    return plan


def _fold(sheet: Sheet, plan: _Plan, starts: Sequence[int]) -> None:
    """Hide the paragraphs that hold boilerplate and nothing else."""
    pieces: dict[int, int] = {}
    kept: set[int] = set()
    for index, unit in enumerate(sheet.units):
        numbers = range(bisect_right(starts, unit.start) - 1, bisect_left(starts, unit.end))
        if sheet.state(index) is UnitState.BOILERPLATE:
            pieces[numbers[0]] = pieces.get(numbers[0], 0) + 1
            for number in numbers:
                pieces.setdefault(number, 0)
        else:
            kept.update(numbers)
    plan.hidden.update(number for number in pieces if number not in kept)
    for first, last in _runs(plan, pieces):
        count = sum(pieces.get(number, 0) for number in range(first, last))
        span = Span(plan.paragraphs[first].start, plan.paragraphs[last - 1].end)
        is_last = last == len(plan.paragraphs)
        offset = plan.paragraphs[first - 1].end if is_last else plan.paragraphs[last].start
        plan.folds.append(Fold(span, count, max(offset, 0), is_last))


def _runs(plan: _Plan, pieces: dict[int, int]) -> Iterator[tuple[int, int]]:
    """Half-open runs of hidden paragraphs that hold at least one piece."""
    number = 0
    while number < len(plan.paragraphs):
        first = number
        while number < len(plan.paragraphs) and number in plan.hidden:
            number += 1
        if any(hidden in pieces for hidden in range(first, number)):
            yield first, number
        number += 1


def _paragraphs(text: str) -> list[Span]:
    result = []
    start = 0
    for line in text.split("\n"):
        result.append(Span(start, start + len(line)))
        start += len(line) + 1
    return result


def _cuts(text: str, span: Span) -> Iterator[int]:
    """Where to part a paragraph into blocks that can be laid out, after white space where there is some."""
    start = span.start
    while span.end - start > LONGEST_BLOCK:
        limit = start + LONGEST_BLOCK
        window = range(limit, limit - _CUT_WINDOW, -1)
        start = next((cut for cut in window if text[cut - 1].isspace()), limit)
        yield start


def _visible_blocks(plan: _Plan, cuts: Sequence[int]) -> Iterator[int]:
    block = 0
    for number, span in enumerate(plan.paragraphs):
        blocks = 1 + bisect_left(cuts, span.end) - bisect_left(cuts, span.start) if cuts else 1
        if number not in plan.hidden:
            yield from range(block, block + blocks)
        block += blocks


def _with_cuts(shown: str, cuts: Sequence[int]) -> str:
    if not cuts:
        return shown
    edges = [0, *cuts, len(shown)]
    return "\n".join(shown[start:end] for start, end in pairwise(edges))


def first_strong(text: str) -> Direction:
    """The direction of the first strong character, else left to right (UAX #9, rules P2 and P3)."""
    for character in text:
        match bidirectional(character):
            case "L":
                break
            case "R" | "AL":
                return Direction.RIGHT_TO_LEFT
    return Direction.LEFT_TO_RIGHT
