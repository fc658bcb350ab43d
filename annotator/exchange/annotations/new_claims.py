"""Rows of claims that come from a file."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

from annotator.domain.claiming import fragment_at
from annotator.domain.immutable import immutable
from annotator.domain.records import Claim, Decision, DecisionState, Unit
from annotator.domain.text import storable
from annotator.exchange.annotations.parts import FoundClaim


@immutable
class NewClaims:
    """Makes the rows of one article's claims, brought in at the time `at`."""

    article_id: str
    text: str
    at: str

    def claim(self, found: FoundClaim, label: str, annotator_id: str) -> Claim:
        """The claim in the place that was found for it, with the project's label and annotator."""
        text = self.text
        return Claim(
            found.new_id,
            self.article_id,
            annotator_id,
            label,
            tuple([fragment_at(text, start, end) for start, end in found.spans]),
            confidence=found.confidence,
            note=found.note and storable(found.note),
            flag=found.flag,
            origin=found.origin,
            created_at=_moment(found.created_at) or self.at,
            updated_at=self.at,
        )

    def decision(self, found: FoundClaim, unit: Unit, annotator_id: str) -> Decision:
        """What says that a sentence holds no claim."""
        return Decision(
            self.article_id,
            unit.start,
            annotator_id,
            DecisionState.NO_CLAIM,
            found.flag,
            storable(found.note),
            self.at,
        )


@lru_cache(maxsize=16)
def _moment(text: str) -> str:
    """A time of ISO 8601 as we write it; "" for anything else. Claims made together mostly say the same."""
    if not text:
        return ""
    try:
        found = datetime.fromisoformat(text)
        # A time without a zone is what most tools write, and they mean UTC.
        found = found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return ""
    return found.isoformat(timespec="milliseconds").replace("+00:00", "Z")
