"""Where a person stands in an article: a sentence, a selection in it, a claim, or several together."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from annotator.domain.immutable import immutable
from annotator.domain.records import Progress
from annotator.domain.sheet import Sheet
from annotator.domain.spans import Span


class Edge(StrEnum):
    START = "start"
    END = "end"


@immutable
class Cursor:
    """`unit` is an index into the sheet's units, -1 in an article that has none.

    With neither selection nor claim the whole current sentence is meant. With a claim, its span is.
    `edge` is the one that the edge keys move. `chosen` are the ids of claims that were chosen together, two
    or more and the current one among them; whoever goes anywhere else lets the others go.
    """

    unit: int = -1
    selection: Span | None = None
    claim_id: str | None = None
    edge: Edge = Edge.END
    chosen: tuple[str, ...] = ()

    def settled(self, sheet: Sheet, start: int) -> Cursor:
        """The same place as far as `sheet` still has it, in the sentence at `start`."""
        unit = sheet.unit_at(start)
        claim_id = self.claim_id if self.claim_id and sheet.claim(self.claim_id) else None
        chosen = tuple(id_ for id_ in self.chosen if sheet.claim(id_)) if claim_id else ()
        return replace(
            self,
            unit=-1 if unit is None else unit,
            claim_id=claim_id,
            chosen=chosen if len(chosen) > 1 else (),
        )


def first_cursor(sheet: Sheet, wanted: int | None, place: Progress | None) -> Cursor:
    """Where an article opens: at the unit that starts at `wanted`, else at `place`, else the first asked."""
    if not sheet.units:
        return Cursor()
    if wanted is not None:
        return Cursor(sheet.unit_at(wanted) or 0)
    if place is None:
        return Cursor(sheet.next_asked(-1) or 0)
    fits = place.selection is not None and place.selection.end <= len(sheet.text)
    return Cursor(sheet.unit_at(place.unit_start) or 0, place.selection if fits else None)
