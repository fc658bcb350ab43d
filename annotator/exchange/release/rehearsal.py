"""What there is to tell of a release before it is written."""

from __future__ import annotations

from annotator.domain.immutable import immutable
from annotator.exchange.delivery import Part


@immutable
class Rehearsal:
    """How much there would be in each part, and the text of the card, or why there can be no release."""

    parts: tuple[Part, ...]
    card: str
