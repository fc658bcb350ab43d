"""Where a person stands in an article: a sentence, a selection in it, or a claim."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from annotator.domain.sheet import Sheet
from annotator.domain.spans import Span


class Edge(StrEnum):
    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True)
class Cursor:
    """`unit` is an index into the sheet's units, -1 in an article that has none.

    With neither selection nor claim the whole current sentence is meant. With a claim, its span is.
    `edge` is the one that the edge keys move.
    """

    unit: int = -1
    selection: Span | None = None
    claim_id: str | None = None
    edge: Edge = Edge.END


def first_cursor(sheet: Sheet, wanted: int | None, kept: int | None) -> Cursor:
    """Where an article opens: at the unit that starts at `wanted`, else `kept`, else at the first asked."""
    if not sheet.units:
        return Cursor()
    start = wanted if wanted is not None else kept
    index = sheet.unit_at(start) if start is not None else sheet.next_asked(-1)
    return Cursor(unit=index or 0)
