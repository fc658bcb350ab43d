"""The verbs of the work itself: labels, no claim, and what becomes of claims and sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from annotator.desk.chosen import Chosen
from annotator.desk.desk import Desk
from annotator.desk.drafts import Draft
from annotator.desk.selection import rules_for
from annotator.desk.setting_values import CHOICES
from annotator.domain import claim_steps, unit_steps
from annotator.domain.cursor import Cursor, Edge
from annotator.domain.errors import Refused
from annotator.domain.records import Claim
from annotator.domain.sheet import Sheet
from annotator.domain.spans import Span, trimmed
from annotator.domain.steps import Verb


class Decisions(QObject):
    """Acts on the claims chosen together, else on the claim, selection or sentence that is current.

    `goes_on` is where a label leads, one of the choices of the setting `after_label`.
    `told` carries what the person should know of what was done, if it is not plain to see.
    """

    told = Signal(str)

    def __init__(self, desk: Desk, chosen: Chosen) -> None:
        super().__init__(desk)
        self._desk = desk
        self._chosen = chosen
        self._last_label = ("", "")
        self._last_claim = ""
        self.goes_on = CHOICES["after_label"][0]

    def label(self, digit: int, *, stay: bool = False) -> None:
        """Give the label of this digit and go on; with `stay`, make the claim current for its details."""
        label = next((label.key for label in self._desk.labels if label.digit == digit), None)
        if label is None:
            raise Refused(f"No label has the key {digit} in this project. Nothing was changed.")
        self._give(label, stay=stay)

    def give(self, label: str) -> None:
        """Relabel the current claim, or label what is current, and stay."""
        self._give(label, stay=True)

    def repeat(self) -> None:
        """The same label as the last one that she gave, today or before."""
        who, label = self._last_label
        if who != self._desk.annotator.id:
            label = self._desk.project.journal.last_label(self._desk.annotator.id)
        if label not in {each.key for each in self._desk.labels}:
            raise Refused("Nothing was labelled yet, so there is nothing to repeat.")
        self._give(label, stay=False)

    def no_claim(self) -> None:
        """Decide that the current sentence claims nothing, and go on."""
        sheet, unit = self._desk.require_sheet(), self._desk.cursor.unit
        self._desk.commit(unit_steps.say_no_claim(sheet, unit), self._onward(unit))

    def skip(self) -> None:
        """Leave the current sentence for later, and go on."""
        sheet, unit = self._desk.require_sheet(), self._desk.cursor.unit
        self._desk.commit(unit_steps.skip(sheet, unit), self._onward(unit))

    def boilerplate(self) -> None:
        """Mark the selection or the sentence as boilerplate, or ask it again."""
        sheet, cursor = self._desk.require_sheet(), self._desk.cursor
        if cursor.selection is not None:
            start = trimmed(sheet.text, cursor.selection).start
            step = unit_steps.mark_part_as_boilerplate(sheet, cursor.unit, cursor.selection)
        else:
            start = sheet.units[cursor.unit].start
            step = unit_steps.toggle_boilerplate(sheet, cursor.unit)
        stays = step.verb is Verb.ASK
        self._desk.commit(
            step, lambda after: Cursor(after.unit_at(start) or 0) if stays else _past(after, start)
        )

    def delete(self, *, goes_on: bool = False) -> None:
        """Delete the claims here. Undo brings them back.

        The sentence stays current, or with `goes_on`, as in a list of claims, the next claim is.
        """
        sheet, claims = self._desk.require_sheet(), self._chosen.here
        if not claims:
            raise Refused("No claim is chosen here. Nothing was deleted.", ways=("go.next_claim",))
        unit = self._desk.cursor.unit
        then = self._to_next(claims) if goes_on else lambda _: Cursor(unit)
        self._desk.commit(claim_steps.delete(sheet, claims), then)

    def duplicate(self) -> None:
        """Make a second claim on the same words."""
        sheet, claims = self._desk.require_sheet(), self._chosen.here
        if not claims:
            raise Refused("No claim is chosen here, so there is none to duplicate.", ways=("go.next_claim",))
        step = claim_steps.duplicate(sheet, claims[0])
        copy = step.edits[0].after
        claim_id = copy.id if isinstance(copy, Claim) else None
        unit = self._desk.cursor.unit
        self._desk.commit(step, lambda _: Cursor(unit, claim_id=claim_id))

    def join(self) -> None:
        """Make the current sentence and the next one."""
        sheet, unit = self._desk.require_sheet(), self._desk.cursor.unit
        self._desk.commit(unit_steps.join(sheet, unit), lambda _: Cursor(unit))

    def split(self) -> None:
        """Cut the current sentence where the active edge of the selection is."""
        sheet, cursor = self._desk.require_sheet(), self._desk.cursor
        span = cursor.selection or sheet.units[cursor.unit].span
        offset = span.start if cursor.edge is Edge.START else span.end
        self._desk.commit(unit_steps.split(sheet, cursor.unit, offset), lambda _: Cursor(cursor.unit))

    def _give(self, label: str, *, stay: bool) -> None:
        sheet, cursor = self._desk.require_sheet(), self._desk.cursor
        if claims := self._chosen.current:
            self._desk.commit(claim_steps.retag(sheet, claims, label))
        elif cursor.selection is not None:
            self._mark(cursor.selection, label, stay=stay)
        else:
            self._label_sentence(sheet, label, stay=stay)
        self._last_label = (self._desk.annotator.id, label)

    def _label_sentence(self, sheet: Sheet, label: str, *, stay: bool) -> None:
        unit = sheet.units[self._desk.cursor.unit]
        claims = sheet.claims_in(unit.span)
        if not claims or any(claim.span == unit.span for claim in claims):
            self._mark(unit.span, label, stay=stay)
            return
        rest = rules_for(sheet).rest_of_sentence(self._desk.cursor.unit, unit.start)
        if rest is not None:
            self._mark(rest, label, stay=stay)
            return
        last = max(claims, key=lambda claim: (claim.id == self._last_claim, claim.updated_at))
        self._desk.commit(claim_steps.retag(sheet, [last], label), self._onward(self._desk.cursor.unit))
        self.told.emit(self.tr("Relabelled “%1”").replace("%1", last.quote[:60]))

    def _mark(self, span: Span, label: str, *, stay: bool) -> None:
        draft = self._desk.draft or Draft()
        sheet = self._desk.require_sheet()
        step = claim_steps.mark(sheet, span, label, confidence=draft.confidence, note=draft.note)
        claim = step.edits[0].after if step.edits else None
        claim_id = claim.id if isinstance(claim, Claim) else None
        if claim_id is not None:
            self._last_claim = claim_id
        unit = self._desk.cursor.unit
        if stay or self.goes_on == "stay":
            self._desk.commit(step, lambda _: Cursor(unit, claim_id=claim_id))
        else:
            self._desk.commit(step, lambda after: self._after_part(after, span, unit))

    def _after_part(self, sheet: Sheet, span: Span, unit: int) -> Cursor:
        """The rest of the sentence if it is worth a decision of its own, else onward."""
        span = trimmed(sheet.text, span)
        index = sheet.unit_at(max(span.start, span.end - 1))
        last = unit if index is None else index
        rest = rules_for(sheet).rest_of_sentence(last, span.end)
        return Cursor(last, selection=rest) if rest is not None else self._onward(last)(sheet)

    def _onward(self, unit: int) -> Callable[[Sheet], Cursor]:
        def go(sheet: Sheet) -> Cursor:
            if self.goes_on == "next_undecided":
                index = sheet.next_undecided(unit)
            else:
                index = sheet.next_asked(unit) if self.goes_on == "next" else unit
            return Cursor(unit if index is None else index)

        return go

    def _to_next(self, claims: Sequence[Claim]) -> Callable[[Sheet], Cursor]:
        """On the claim after the last of `claims` in text order, else where one stood."""
        sheet, unit = self._desk.require_sheet(), self._desk.cursor.unit
        gone = {claim.id for claim in claims}
        last = max(index for index, claim in enumerate(sheet.claims) if claim.id in gone)
        following = next(iter(sheet.claims[last + 1 :]), None)
        if following is None:
            return lambda _: Cursor(unit)
        return lambda after: Cursor(after.unit_at(following.span.start) or 0, claim_id=following.id)


def _past(sheet: Sheet, start: int) -> Cursor:
    """The next sentence that is asked after the one at `start`."""
    index = sheet.unit_at(start) or 0
    onward = sheet.next_asked(index)
    return Cursor(index if onward is None else onward)
