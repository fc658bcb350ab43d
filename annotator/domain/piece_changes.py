"""What a person changes in the pieces of an article before it comes in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import pairwise
from typing import Final

from annotator.domain.immutable import immutable
from annotator.domain.pieces import Piece, united
from annotator.domain.spans import Span, trimmed

BY_HAND: Final = "by hand"
"""The rule of a piece that a person greyed, or kept where a rule greyed it."""


class Act(StrEnum):
    GREY = "grey"
    KEEP = "keep"
    JOIN = "join"
    PART = "part"


@immutable
class PieceChange:
    """`act` on the piece that begins at the code point `start`; what is joined to it is the next piece."""

    act: Act
    start: int


def changed(text: str, pieces: Sequence[Piece], changes: Iterable[PieceChange]) -> tuple[Piece, ...]:
    """The `pieces` of `text` after all `changes`, one after the other; what has no place changes nothing."""
    found = list(pieces)
    for change in changes:
        _carry_out(text, found, change)
    return tuple(found)


def misplaced(text: str, pieces: Sequence[Piece], changes: Iterable[PieceChange]) -> int:
    """How many of `changes` have no place, as the text is cut otherwise than when they were made."""
    found = list(pieces)
    return sum(not _carry_out(text, found, change) for change in changes)


def _carry_out(text: str, pieces: list[Piece], change: PieceChange) -> bool:
    """Whether the change had a place in `pieces`, which are changed."""
    place = next((each for each, piece in enumerate(pieces) if piece.start == change.start), None)
    if place is None:
        return False
    piece = pieces[place]
    match change.act:
        case Act.GREY | Act.KEEP:
            pieces[place] = replace(piece, annotatable=change.act is Act.KEEP, rule=BY_HAND)
        case Act.JOIN if place + 1 < len(pieces):
            pieces[place : place + 2] = [united(piece, pieces[place + 1])]
        case Act.PART if piece.gaps:
            pieces[place : place + 1] = _parts(text, piece)
        case _:
            return False
    return True


def _parts(text: str, piece: Piece) -> list[Piece]:
    """What was joined, apart again: cut at every gap."""
    edges = [piece.start, *(edge for gap in piece.gaps for edge in (gap.start, gap.end)), piece.end]
    spans = (trimmed(text, Span(*between)) for between in list(pairwise(edges))[::2])
    return [replace(piece, start=span.start, end=span.end, gaps=()) for span in spans if span]
