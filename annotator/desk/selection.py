"""Choosing words: edges that move, selections that grow, what the mouse took."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, Slot

from annotator.desk.desk import Desk
from annotator.desk.way_back import WayBack
from annotator.domain import claim_steps
from annotator.domain.cursor import Cursor, Edge
from annotator.domain.language import text_direction
from annotator.domain.records import Claim, Direction
from annotator.domain.selecting import Measure, Selecting
from annotator.domain.sheet import Sheet
from annotator.domain.spans import Span, trimmed
from annotator.domain.steps import Step

_ONE_MOVE: Final = 1.5
"""Seconds within which moves of the same claim's edges are undone together."""


def rules_for(sheet: Sheet) -> Selecting:
    """The selection rules for an article and its language."""
    # Needed by the first decision on a part of a sentence, and not by a start.
    from annotator.exchange.language_data import conjunctions

    return Selecting(sheet, conjunctions(sheet.article.language))


class Selection(QObject):
    """What is selected; with a claim current, its edges move and every move is kept.

    A key that goes the other way leads back to what was selected before.
    """

    def __init__(self, desk: Desk, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(desk)
        self._desk = desk
        self._clock = clock
        self._way_back = WayBack()
        self._last_move: tuple[str, str, float] = ("", "", 0.0)
        desk.committed.connect(self._on_desk_committed)

    @property
    def _rules(self) -> Selecting:
        return rules_for(self._desk.require_sheet())

    @property
    def span(self) -> Span:
        """What a label would act on: the claim's, the selection, else the whole sentence."""
        sheet, cursor = self._desk.require_sheet(), self._desk.cursor
        claim = sheet.claim(cursor.claim_id) if cursor.claim_id else None
        return claim.span if claim else cursor.selection or sheet.units[cursor.unit].span

    def choose_edge(self, edge: Edge) -> None:
        """Say which edge the edge keys move."""
        cursor = self._desk.cursor
        selection = cursor.selection if cursor.claim_id else cursor.selection or self.span
        self._desk.move_to(replace(cursor, edge=edge, selection=selection, chosen=()))

    def move_edge(self, measure: Measure, *, right: bool) -> None:
        """Move the active edge by a character, word or clause, to the right as the person sees it."""
        edge, forward = self._desk.cursor.edge, right != self._is_right_to_left(self.span)
        self._go(
            (edge, measure),
            lambda span: self._moved(span, edge, measure, forward=forward),
            forward=forward,
        )

    def drag_edge(self, edge: Edge, offset: int) -> None:
        """Move an edge to the word at `offset`, as the mouse does."""
        span = self.span
        start, end = (offset, span.end) if edge is Edge.START else (span.start, offset)
        if start < end:
            snapped = self._rules.snapped(start, end)
            self._desk.move_to(replace(self._desk.cursor, edge=edge))
            self._select(snapped)

    def extend(self, *, down: bool) -> None:
        """Take the next sentence in, or give the last one back."""
        self._go("sentence", lambda span: self._extended(span, down=down), forward=down)

    def expand(self) -> None:
        """Grow to the next larger of word, clause, quotation, sentence, paragraph."""
        cursor = self._desk.cursor
        is_sentence = cursor.selection is None and cursor.claim_id is None
        self._go(
            "size",
            lambda span: self._rules.expanded(span, span.start if is_sentence else _middle(span)),
            forward=True,
        )

    def contract(self) -> None:
        """Shrink to what it was grown from, else to the next smaller of them."""
        self._go("size", lambda span: self._rules.contracted(span, _middle(span)), forward=False)

    def grow_at(self, offset: int) -> None:
        """What a double click there means: the word, then more of what is around it."""
        selection = self._desk.cursor.selection
        inside = selection if selection and selection.covers(offset) else Span(offset, offset)
        self._take(self._rules.expanded(inside, offset), offset)

    def take_clause(self, offset: int) -> None:
        """Select the clause at `offset`."""
        self._take(self._rules.clause(offset), offset)

    def add_unit(self, index: int) -> None:
        """Let the selection reach over another sentence and everything between."""
        sheet = self._desk.require_sheet()
        self._take(self.span.hull(sheet.units[index].span), self.span.start)

    def _go(self, kind: str | tuple[Edge, Measure], moved: Callable[[Span], Span], *, forward: bool) -> None:
        before, kind_here = self.span, (self._desk.require_sheet().article.id, kind)
        back = self._way_back.back(kind_here, forward=forward, here=before)
        after = back or moved(before)
        if after != before:
            self._select(after)
        if back is None:
            self._way_back.note(kind_here, forward=forward, before=before, after=self.span)

    def _moved(self, span: Span, edge: Edge, measure: Measure, *, forward: bool) -> Span:
        """What an edge moves to. A claim holds no white space at its ends, so its edge goes on past that."""
        sheet, moved = self._desk.require_sheet(), self._rules.moved(span, edge, measure, forward=forward)
        while self._desk.cursor.claim_id and trimmed(sheet.text, moved) == span != moved:
            further = self._rules.moved(moved, edge, measure, forward=forward)
            if further == moved:
                break
            moved = further
        return moved

    def _extended(self, span: Span, *, down: bool) -> Span:
        sheet = self._desk.require_sheet()
        last = sheet.unit_at(max(span.start, span.end - 1)) or 0
        if down and span.end < sheet.units[last].end:
            end = sheet.units[last].end
        else:
            beyond = sheet.next_asked(last, step=1 if down else -1)
            end = span.end if beyond is None else sheet.units[beyond].end
        return Span(span.start, end) if end > span.start else span

    def _take(self, span: Span, offset: int) -> None:
        unit = self._desk.require_sheet().unit_at(min(span.start, offset))
        self._desk.move_to(Cursor(unit=unit or 0, selection=span))

    def _select(self, span: Span) -> None:
        sheet, cursor = self._desk.require_sheet(), self._desk.cursor
        claim = sheet.claim(cursor.claim_id) if cursor.claim_id else None
        if claim is not None:
            self._move_claim(claim, span)
        else:
            self._desk.move_to(replace(cursor, selection=span))

    def _move_claim(self, claim: Claim, span: Span) -> None:
        self._desk.move_to(replace(self._desk.cursor, chosen=()))
        step = claim_steps.move(self._desk.require_sheet(), claim, span)
        claim_id, earlier, at = self._last_move
        if claim_id == claim.id and self._clock() - at < _ONE_MOVE:
            step = replace(step, id=earlier)
        self._desk.commit(step)
        self._last_move = (claim.id, step.id, self._clock())

    @Slot(object)
    def _on_desk_committed(self, step: Step) -> None:
        """Only moves that follow each other directly are one."""
        if step.id != self._last_move[1]:
            self._last_move = ("", "", 0.0)

    def _is_right_to_left(self, span: Span) -> bool:
        sheet = self._desk.require_sheet()
        if sheet.article.direction is not Direction.AUTO:
            return sheet.article.direction is Direction.RIGHT_TO_LEFT
        line = sheet.text[sheet.text.rfind("\n", 0, span.start) + 1 :][:500].split("\n", 1)[0]
        return text_direction(line, sheet.article.language) is Direction.RIGHT_TO_LEFT


def _middle(span: Span) -> int:
    """The place around which a selection grows and shrinks."""
    return (span.start + max(span.start, span.end - 1)) // 2
