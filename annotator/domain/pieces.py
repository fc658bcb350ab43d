"""The pieces that an article is cut into, before they are its units."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from annotator.domain.immutable import immutable
from annotator.domain.records import Unit, UnitKind
from annotator.domain.spans import Span


@immutable
class Piece:
    """A unit in the making: code points `start`..`end`, trimmed, and what was found out about them.

    `gaps` are the runs of white space inside it where pieces of the page were joined. `rule` names what
    decided the kind, "" where nothing special did.
    """

    start: int
    end: int
    kind: UnitKind = UnitKind.SENTENCE
    annotatable: bool = True
    gaps: tuple[Span, ...] = ()
    rule: str = ""


Part = TypeVar("Part", Piece, Unit)


def united(first: Part, second: Part) -> Part:
    """Both as one, which asks for a decision where one of them does; what is between them is a gap of it."""
    gap: tuple[Span, ...] = (Span(first.end, second.start),) if second.start > first.end else ()
    asks = second if second.annotatable and not first.annotatable else first
    return replace(
        first,
        end=second.end,
        kind=asks.kind,
        annotatable=asks.annotatable,
        gaps=(*first.gaps, *gap, *second.gaps),
        rule=asks.rule,
    )
