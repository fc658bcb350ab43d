"""What there is to tell of a release before it is written."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.exchange.delivery import Part


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """How much there would be in each part, and the text of the card, or why there can be no release."""

    parts: tuple[Part, ...]
    card: str
