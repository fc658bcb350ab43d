"""Going from sentence to sentence, claim to claim, and to places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from annotator.desk.desk import Desk
from annotator.desk.notices import Notice
from annotator.domain.cursor import Cursor
from annotator.domain.errors import Refused
from annotator.domain.spans import Span


class Movement(QObject):
    """Moves over the open article. Each raises Refused where there is nowhere to go and it matters.

    `blocked` carries the notice that says why nothing moved.
    """

    blocked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        # Where the last turn among overlapping claims led, and the place that they share.
        self._turning = (Cursor(), Span(0, 0))

    def to_unit(self, index: int) -> None:
        """Stand on a sentence, also one that is not asked."""
        sheet = self._desk.require_sheet()
        self._desk.move_to(Cursor(unit=max(0, min(index, len(sheet.units) - 1))))

    def to_number(self, number: int) -> None:
        """Stand on the sentence of this number among those that are asked."""
        sheet = self._desk.require_sheet()
        index = next((i for i in range(len(sheet.units)) if sheet.number(i) == number), None)
        if index is None:
            raise Refused(f"This article has sentences 1 to {sheet.asked}. Type one of these numbers.")
        self.to_unit(index)

    def by(self, step: int) -> None:
        """To the next (1) or the previous (-1) sentence that is asked."""
        sheet = self._desk.require_sheet()
        index = sheet.next_asked(self._desk.cursor.unit, step=step)
        if index is not None:
            self.to_unit(index)
        elif self._desk.cursor.selection or self._desk.cursor.claim_id:
            self.to_unit(self._desk.cursor.unit)

    def to_undecided(self, step: int) -> None:
        """To the next or previous undecided sentence; skipped ones when nothing else is left."""
        sheet = self._desk.require_sheet()
        index = sheet.next_undecided(self._desk.cursor.unit, step=step)
        if index is None:
            at_last = sheet.state(self._desk.cursor.unit).is_undecided
            only = Notice(self.tr("This is the only undecided sentence."), passing=True)
            none = Notice(self.tr("All decided."), passing=True, ways=("go.finish",))
            self.blocked.emit(only if at_last else none)
            self._desk.move_to(Cursor(unit=self._desk.cursor.unit))
        else:
            self.to_unit(index)

    def to_end(self, *, last: bool) -> None:
        """To the first or the last sentence that is asked."""
        sheet = self._desk.require_sheet()
        index = sheet.next_asked(len(sheet.units), step=-1) if last else sheet.next_asked(-1)
        self.to_unit(index or 0)

    def to_claim(self, claim_id: str) -> None:
        """Make a claim current, and the sentence in which it starts."""
        sheet = self._desk.require_sheet()
        claim = sheet.claim(claim_id)
        if claim is not None:
            self._desk.move_to(Cursor(unit=sheet.unit_at(claim.span.start) or 0, claim_id=claim.id))

    def to_claims(self, claim_ids: Sequence[str], current: str = "") -> None:
        """Choose claims together, all of them there; none leaves the sentence.

        `current` is the one to stand on; else it is the one where one stands, or the next one from there.
        """
        sheet, cursor = self._desk.require_sheet(), self._desk.cursor
        wanted = frozenset(claim_ids)
        claims = [claim for claim in sheet.claims if claim.id in wanted]
        if not claims:
            self.to_unit(cursor.unit)
            return
        start = sheet.units[cursor.unit].start
        on = next((claim for claim in claims if claim.id == (current or cursor.claim_id)), None)
        on = on or next((claim for claim in claims if claim.span.end > start), claims[-1])
        chosen = tuple(claim.id for claim in claims) if len(claims) > 1 else ()
        self._desk.move_to(Cursor(sheet.unit_at(on.span.start) or 0, claim_id=on.id, chosen=chosen))

    def by_claim(self, step: int) -> None:
        """To the next or the previous claim in text order, from the current one or from where one stands."""
        sheet = self._desk.require_sheet()
        if not sheet.claims:
            labels = (f"claim.label.{label.digit}" for label in self._desk.labels)
            raise Refused(self.tr("No claims yet."), ways=(*labels, "claim.none"))
        ids = [claim.id for claim in sheet.claims]
        current = self._desk.cursor.claim_id
        if current in ids:
            place = ids.index(current) + step
        else:
            here = sheet.units[self._desk.cursor.unit]
            before = sum(claim.span.start < (here.end if step > 0 else here.start) for claim in sheet.claims)
            inside = [i for i, claim in enumerate(sheet.claims) if here.span.overlaps(claim.span)]
            place = (inside[0] if inside else before) if step > 0 else (inside[-1] if inside else before - 1)
        if 0 <= place < len(ids):
            self.to_claim(ids[place])

    def by_overlap(self) -> None:
        """To the next of the claims that lie over each other where one stands."""
        sheet, cursor = self._desk.require_sheet(), self._desk.cursor
        current = sheet.claim(cursor.claim_id) if cursor.claim_id else None
        around = current.span if current else cursor.selection or sheet.units[cursor.unit].span
        if self._turning[0] == cursor:
            around = self._turning[1]
        ids = [claim.id for claim in sheet.claims_in(around)]
        if not ids:
            raise Refused(self.tr("No claim lies here."))
        self.to_claim(ids[(ids.index(cursor.claim_id) + 1) % len(ids)] if cursor.claim_id in ids else ids[0])
        self._turning = self._desk.cursor, around

    def to_span(self, span: Span) -> None:
        """Select words anywhere in the article."""
        sheet = self._desk.require_sheet()
        unit = sheet.unit_at(span.start)
        self._desk.move_to(Cursor(unit=unit or 0, selection=span))

    def unselect(self) -> None:
        """From a claim to its span, from a selection or from several claims to the sentence."""
        cursor, sheet = self._desk.cursor, self._desk.require_sheet()
        claim = sheet.claim(cursor.claim_id) if cursor.claim_id else None
        if claim is not None and not cursor.chosen and claim.span != sheet.units[cursor.unit].span:
            self._desk.move_to(replace(cursor, claim_id=None, selection=claim.span))
        else:
            self._desk.move_to(Cursor(unit=cursor.unit))
