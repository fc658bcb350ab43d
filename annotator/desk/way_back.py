"""How a selection came to be what it is, so that the opposite key leads back the same way."""

from __future__ import annotations

from collections.abc import Hashable

from annotator.domain.immutable import immutable
from annotator.domain.spans import Span


@immutable
class _Move:
    kind: Hashable
    forward: bool
    before: Span
    after: Span


class WayBack:
    """The moves that led to what is selected, as long as nothing else came between them."""

    def __init__(self) -> None:
        self._moves: list[_Move] = []

    def note(self, kind: Hashable, *, forward: bool, before: Span, after: Span) -> None:
        """Remember a move of `kind` in one of its two directions. One that led nowhere is none."""
        if after != before:
            self._moves.append(_Move(kind, forward, before, after))

    def back(self, kind: Hashable, *, forward: bool, here: Span) -> Span | None:
        """What was selected before the opposite move that led `here`, None where none did."""
        if self._moves and self._moves[-1].after != here:
            self._moves.clear()
        last = self._moves[-1] if self._moves else None
        if last is None or last.kind != kind or last.forward == forward:
            return None
        return self._moves.pop().before
