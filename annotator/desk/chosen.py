"""Which claims a verb acts on."""

from __future__ import annotations

from annotator.desk.desk import Desk
from annotator.domain.records import Claim
from annotator.domain.selecting import Selecting


class Chosen:
    """Read off where the person stands, so that keys, list, inspector and text cannot differ."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def several(self) -> list[Claim]:
        """The claims chosen together; empty while there are fewer than two."""
        sheet = self._desk.require_sheet()
        return [claim for id_ in self._desk.cursor.chosen if (claim := sheet.claim(id_)) is not None]

    @property
    def current(self) -> list[Claim]:
        """Those chosen together, else the current one."""
        sheet, claim_id = self._desk.require_sheet(), self._desk.cursor.claim_id
        claim = sheet.claim(claim_id) if claim_id else None
        return self.several or ([claim] if claim else [])

    @property
    def meant(self) -> list[Claim]:
        """Those, else the only claim of the sentence, if a label on the sentence would change it."""
        if self.current or not (here := self.here):
            return self.current
        sheet, unit = self._desk.require_sheet(), self._desk.cursor.unit
        rest = Selecting(sheet).rest_of_sentence(unit, sheet.units[unit].start)
        return here if rest is None else []

    @property
    def here(self) -> list[Claim]:
        """Those, else the only claim of a sentence in which nothing is selected, for what needs a claim."""
        sheet, cursor = self._desk.require_sheet(), self._desk.cursor
        if (current := self.current) or cursor.selection is not None:
            return current
        inside = sheet.claims_in(sheet.units[cursor.unit].span)
        return list(inside) if len(inside) == 1 else []
