"""What the inspector shows: the claims chosen, the claim, the draft or the sentence that is current."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from annotator.desk.workbench import Workbench
from annotator.domain.changes import Changes, Kind
from annotator.domain.records import Claim, Label
from annotator.domain.sheet import Sheet
from annotator.store.team_settings import team_settings
from annotator.views.inspector import Inspector

_SHOWN_KINDS = (
    *(Kind.CURSOR, Kind.CLAIM, Kind.DECISION, Kind.UNIT, Kind.DRAFT, Kind.DESK),
    Kind.ADJUDICATION,
)


class Inspection(QObject):
    """Keeps the inspector in step with the desk, and takes its wishes there."""

    def __init__(self, inspector: Inspector, bench: Workbench) -> None:
        super().__init__(inspector)
        self._inspector = inspector
        self._bench = bench
        bench.desk.changed.connect(self._on_desk_changed)
        bench.desk.leaving.connect(inspector.flush)
        inspector.label_requested.connect(lambda key: self._bench.attempt(lambda: bench.decisions.give(key)))
        inspector.sureness_requested.connect(
            lambda value: self._bench.attempt(lambda: bench.details.set_confidence(value))
        )
        inspector.flag_requested.connect(lambda _on: self._bench.attempt(bench.details.flag))
        inspector.note_edited.connect(self._on_inspector_note_edited)
        inspector.sentence_note_edited.connect(self._on_inspector_sentence_note_edited)

    def show(self) -> None:
        """Show what is meant now."""
        desk = self._bench.desk
        sheet = desk.sheet
        if sheet is None or not 0 <= desk.cursor.unit < len(sheet.units):
            self._inspector.show_empty()
        elif several := self._bench.chosen.several:
            self._inspector.show_several(several)
        elif desk.draft is None and (meant := self._bench.chosen.meant):
            self._show_claim(sheet, meant[0])
        elif desk.draft is not None:
            unit = sheet.units[desk.cursor.unit]
            quote = self._bench.selection.span.of(sheet.text)
            self._inspector.show_draft(
                quote, unit_start=unit.start, confidence=desk.draft.confidence, note=desk.draft.note
            )
        else:
            words = self._bench.selection.span
            self._inspector.show_sentence(sheet, desk.cursor.unit, words=words, decided=self._gold(sheet))

    def _show_claim(self, sheet: Sheet, claim: Claim) -> None:
        claims = sheet.claims
        self._inspector.show_claim(
            claim,
            number=claims.index(claim) + 1,
            count=len(claims),
            decided=self._decided(sheet, claim),
            history=self._bench.history.rows_of_claim(claim.id),
        )

    def _decided(self, sheet: Sheet, claim: Claim) -> list[str]:
        """What was decided on a claim, and why."""
        if sheet.feedback is None or sheet.feedback.on(claim) is None:
            return []
        from annotator.views.decision_lines import claim_lines

        reasons = {reason.key: reason.text for reason in team_settings(self._bench.desk.project).reasons}
        return list(claim_lines(sheet, claim, self._labels, reasons))

    def _gold(self, sheet: Sheet) -> list[str]:
        """Gold in the current sentence, while no claim is meant."""
        if sheet.feedback is None:
            return []
        from annotator.views.decision_lines import gold_lines

        gold = sheet.feedback.gold_in(sheet.units[self._bench.desk.cursor.unit].span)
        return list(gold_lines(gold, sheet.text, self._labels))

    @property
    def _labels(self) -> dict[str, Label]:
        return {label.key: label for label in self._bench.desk.labels}

    @Slot(object)
    def _on_desk_changed(self, changes: Changes) -> None:
        if changes.has(*_SHOWN_KINDS) and self._bench.is_in_sight(changes):
            self.show()

    @Slot(str, str)
    def _on_inspector_note_edited(self, claim_id: str, note: str) -> None:
        if not self._bench.attempt(lambda: self._bench.details.note_claim(claim_id, note)):
            self._inspector.wait_on_note(claim_id)

    @Slot(int, str)
    def _on_inspector_sentence_note_edited(self, unit_start: int, note: str) -> None:
        if not self._bench.attempt(lambda: self._bench.details.note_sentence(unit_start, note)):
            self._inspector.wait_on_note(unit_start)
