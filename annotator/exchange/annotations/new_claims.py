"""Rows of claims that come from a file."""

from __future__ import annotations

from datetime import UTC, datetime

from annotator.domain.claiming import fragment_at
from annotator.domain.records import Claim, Decision, DecisionState, Unit
from annotator.domain.text import storable
from annotator.exchange.annotations.parts import FoundClaim
from annotator.store.arrivals import Alike, Place


class NewClaims:
    """Makes the rows of one article's claims, brought in at the time `at`."""

    def __init__(self, article_id: str, text: str, *, at: str) -> None:
        self._article_id = article_id
        self._text = text
        self._at = at
        self._models: dict[tuple[object, ...], Claim] = {}
        self._places: dict[tuple[object, ...], list[Place]] = {}

    @property
    def claims(self) -> list[Alike]:
        """Those that were added."""
        return [Alike(model, self._places[said]) for said, model in self._models.items()]

    def add(self, found: FoundClaim, id_: str, label: str, annotator_id: str) -> None:
        """Add the claim in the place that was found for it, with the project's label and annotator."""
        text = self._text
        parts = tuple([fragment_at(text, start, end) for start, end in found.spans])
        said = (
            annotator_id,
            label,
            found.confidence,
            found.note,
            found.flag,
            found.origin,
            found.created_at,
        )
        places = self._places.get(said)
        if places is None:
            places = self._places[said] = []
            self._models[said] = self._model(found, label, annotator_id)
        places.append((id_, parts))

    def _model(self, found: FoundClaim, label: str, annotator_id: str) -> Claim:
        return Claim(
            "",
            self._article_id,
            annotator_id,
            label,
            (),
            confidence=found.confidence,
            note=found.note and storable(found.note),
            flag=found.flag,
            origin=found.origin,
            created_at=_moment(found.created_at) or self._at,
            updated_at=self._at,
        )

    def decision(self, found: FoundClaim, unit: Unit, annotator_id: str) -> Decision:
        """What says that a sentence holds no claim."""
        return Decision(
            self._article_id,
            unit.start,
            annotator_id,
            DecisionState.NO_CLAIM,
            found.flag,
            storable(found.note),
            self._at,
        )


def _moment(text: str) -> str:
    """A time of ISO 8601 as we write it; "" for anything else."""
    if not text:
        return ""
    try:
        found = datetime.fromisoformat(text)
        # A time without a zone is what most tools write, and they mean UTC.
        found = found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return ""
    return found.isoformat(timespec="milliseconds").replace("+00:00", "Z")
