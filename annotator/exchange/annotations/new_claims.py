"""Rows of claims that come from a file, with ids that are the same whenever the file is read."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final

from annotator.domain.claiming import fragment_at
from annotator.domain.identity import derived_id
from annotator.domain.records import Claim, Decision, DecisionState, Unit
from annotator.domain.text import storable
from annotator.exchange.annotations.parts import FoundClaim

_OURS: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class NewClaims:
    """Makes the rows of one article's claims, as one occurrence of it in the file has them.

    `taken` grows: the ids of ours in the whole file, with a hash of what the first claim of each says.
    """

    def __init__(
        self, article_id: str, text: str, sha256: str, taken: dict[str, int], *, format_name: str, at: str
    ) -> None:
        self._article_id = article_id
        self._text = text
        self._source = f"{format_name} {sha256}"
        self._taken = taken
        self._at = at
        self._seen: dict[tuple[str, ...], int] = {}

    def claim(self, foreign: FoundClaim, label: str, annotator_id: str) -> Claim:
        """The claim in the place that was found for it, with the project's label and annotator."""
        return Claim(
            self._id(foreign, annotator_id),
            self._article_id,
            annotator_id,
            label,
            tuple([fragment_at(self._text, span.start, span.end) for span in foreign.spans]),
            confidence=foreign.confidence,
            note=foreign.note and storable(foreign.note),
            flag=foreign.flag,
            origin=foreign.origin,
            created_at=_moment(foreign.created_at) or self._at,
            updated_at=self._at,
        )

    def decision(self, foreign: FoundClaim, unit: Unit, annotator_id: str) -> Decision:
        """What says that a sentence holds no claim."""
        return Decision(
            self._article_id,
            unit.start,
            annotator_id,
            DecisionState.NO_CLAIM,
            foreign.flag,
            storable(foreign.note),
            self._at,
        )

    def _id(self, foreign: FoundClaim, annotator_id: str) -> str:
        """Ours where the file has it; else made of where the claim comes from and what it says.

        A claim that was changed in the file since is another one, so nothing that somebody said goes unseen.
        Neither does what stands under the id of another claim of the file, as where somebody copied a row.
        """
        places = " ".join([f"{span.start}-{span.end}" for span in foreign.spans])
        said = (annotator_id, foreign.annotator, foreign.id, foreign.label, places)
        if foreign.claim_id and _OURS.fullmatch(foreign.claim_id):
            mark = hash((self._source, *said))
            if self._taken.setdefault(foreign.claim_id, mark) == mark:
                return foreign.claim_id
        number = self._seen[said] = self._seen.get(said, 0) + 1
        return derived_id(self._source, *said, str(number))


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
