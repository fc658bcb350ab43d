"""What is said of a claim beside its label: flag, note, sureness. Before the label, a draft keeps it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject

from annotator.desk.chosen import Chosen
from annotator.desk.desk import Desk
from annotator.desk.drafts import Draft, DroppedDraft
from annotator.domain import claim_steps, unit_steps
from annotator.domain.cursor import Cursor
from annotator.domain.records import Confidence

_SURENESS: Final = (Confidence.UNSET, Confidence.LOW, Confidence.MID, Confidence.HIGH)


class Details(QObject):
    """Acts on the claims that are meant; where there is none, on the sentence or the claim to come."""

    def __init__(self, desk: Desk, chosen: Chosen) -> None:
        super().__init__(desk)
        self._desk = desk
        self._chosen = chosen

    def flag(self) -> None:
        """Flag for the lead, or take the flag off: the claims here, else the sentence."""
        sheet, claims = self._desk.require_sheet(), self._chosen.meant
        if claims:
            self._desk.commit(claim_steps.toggle_flag(sheet, claims))
        else:
            self._desk.commit(unit_steps.toggle_flag(sheet, self._desk.cursor.unit))

    def note_claim(self, claim_id: str, text: str) -> None:
        """Keep a note on a claim of the open article."""
        sheet = self._desk.require_sheet()
        claim = sheet.claim(claim_id)
        if claim is not None:
            self._desk.commit(claim_steps.write_note(sheet, [claim], text))

    def note_sentence(self, unit_start: int, text: str) -> None:
        """Keep a note on a flagged sentence, else for the claim that is to come in the current one."""
        sheet = self._desk.require_sheet()
        index = sheet.unit_at(unit_start)
        decision = sheet.decision_at(unit_start)
        if index is not None and decision is not None and (decision.flag or decision.note):
            self._desk.commit(unit_steps.write_note(sheet, index, text))
        elif index == self._desk.cursor.unit:
            self._keep(replace(self._desk.draft or Draft(), note=text.strip()))

    def surer(self, by: int) -> None:
        """One step more (1) or less (-1) sure of the claims here, or of the claim to come."""
        claims = self._chosen.meant
        now = claims[0].confidence if claims else (self._desk.draft or Draft()).confidence
        self.set_confidence(_SURENESS[max(0, min(_SURENESS.index(now) + by, len(_SURENESS) - 1))])

    def set_confidence(self, confidence: Confidence) -> None:
        """Say how sure the annotator is of the claims here, or of the claim to come."""
        claims = self._chosen.meant
        if claims:
            self._desk.commit(claim_steps.set_confidence(self._desk.require_sheet(), claims, confidence))
        else:
            self._keep(replace(self._desk.draft or Draft(), confidence=confidence))

    def take_up(self, dropped: DroppedDraft) -> None:
        """Go back to where a draft was left, and give it another chance."""
        sheet = self._desk.sheet
        if sheet is None or sheet.article.id != dropped.article_id:
            self._desk.open_article(dropped.article_id, unit_start=dropped.unit_start)
        unit = self._desk.require_sheet().unit_at(dropped.unit_start)
        self._desk.move_to(Cursor(unit=unit or 0, selection=dropped.selection))
        self._desk.write_draft(dropped.draft)

    def _keep(self, draft: Draft) -> None:
        self._desk.write_draft(draft if draft != Draft() else None)
