"""Which claims a verb acts on."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.desk.desk import Desk
from annotator.domain.records import Claim


class Chosen:
    """Several claims chosen in the panel, else the current one, else the only one of the sentence."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._ids: tuple[str, ...] = ()

    def choose(self, claim_ids: Sequence[str]) -> None:
        """Take over what is selected in the panel; fewer than two are nobody's choice but the cursor's."""
        self._ids = tuple(claim_ids) if len(claim_ids) > 1 else ()

    @property
    def several(self) -> list[Claim]:
        """The claims chosen together in the panel; empty while there are fewer than two."""
        sheet = self._desk.require_sheet()
        return [claim for id_ in self._ids if (claim := sheet.claim(id_)) is not None]

    @property
    def explicit(self) -> list[Claim]:
        """Those chosen together, else the current one."""
        sheet, current = self._desk.require_sheet(), self._desk.cursor.claim_id
        claim = sheet.claim(current) if current else None
        return self.several or ([claim] if claim else [])

    @property
    def targets(self) -> list[Claim]:
        """Those, else the only claim of a sentence in which nothing is selected."""
        sheet, cursor = self._desk.require_sheet(), self._desk.cursor
        if (explicit := self.explicit) or cursor.selection is not None:
            return explicit
        here = sheet.claims_in(sheet.units[cursor.unit].span)
        return list(here) if len(here) == 1 else []
