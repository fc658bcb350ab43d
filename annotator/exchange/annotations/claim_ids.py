"""Ids of claims that come from a file: the same ones whenever the file is read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from annotator.domain.identity import derived_id
from annotator.domain.spans import Span
from annotator.exchange.annotations.foreign import ForeignClaim

_OURS: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class ClaimIds:
    """Gives ids on one way through a file. `people` are the ids of those who are called so in it."""

    def __init__(self, people: Mapping[str, str], *, format_name: str) -> None:
        self._people = people
        self._format_name = format_name
        self._source = ""
        # Ids of ours in the whole file, with a hash of what the first claim of each says.
        self._taken: dict[str, int] = {}
        self._seen: dict[str, int] = {}

    def start(self, sha256: str) -> None:
        """What follows is of an article whose text has this hash, as it occurs once in the file."""
        self._source = f"{self._format_name} {sha256}"
        self._seen = {}

    def of(self, claim: ForeignClaim, spans: Sequence[Span]) -> str:
        """Ours where the file has it; else made of where the claim comes from and what it says.

        A claim that was changed in the file since is another one, so nothing that somebody said goes unseen.
        Neither does what stands under the id of another claim of the file, as where somebody copied a row.
        """
        places = " ".join([f"{span.start}-{span.end}" for span in spans])
        person = self._people.get(claim.annotator, "")
        said = "\0".join((person, claim.annotator, claim.id, claim.label, places))
        if claim.claim_id and _OURS.fullmatch(claim.claim_id):
            mark = hash((self._source, said))
            if self._taken.setdefault(claim.claim_id, mark) == mark:
                return claim.claim_id
        number = self._seen[said] = self._seen.get(said, 0) + 1
        return derived_id(self._source, said, str(number))
