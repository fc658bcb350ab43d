"""Where a person stands in an article: a sentence, a selection in it, or a claim."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

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
