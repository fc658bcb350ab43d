"""Ids of claims that come from a file: the same ones whenever the file is read."""

from __future__ import annotations

import re
from typing import Final

from annotator.domain.identity import derived_id
from annotator.exchange.annotations.parts import FoundClaim

_OURS: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class ClaimIds:
    """Gives ids on one way through a file. `ours` are those it has itself, with a hash of what is said."""

    def __init__(self, *, format_name: str) -> None:
        self.ours: dict[str, int] = {}
        self._format_name = format_name
        self._source = ""
        self._seen: dict[str, int] = {}

    def start(self, sha256: str) -> None:
        """What follows is of an article whose text has this hash, as it occurs once in the file."""
        self._source = f"{self._format_name} {sha256}"
        self._seen = {}

    def of(self, claim: FoundClaim, annotator_id: str) -> str:
        """Ours where the file has it; else made of where the claim comes from and what it says.

        A claim that was changed in the file since is another one, so nothing that somebody said goes unseen.
        Neither does what stands under the id of another claim of the file, as where somebody copied a row.
        """
        places = " ".join([f"{start}-{end}" for start, end in claim.spans])
        said = "\0".join((annotator_id, claim.annotator, claim.id, claim.label, places))
        if claim.claim_id and _OURS.fullmatch(claim.claim_id):
            mark = hash((self._source, said))
            if self.ours.setdefault(claim.claim_id, mark) == mark:
                return claim.claim_id
        number = self._seen[said] = self._seen.get(said, 0) + 1
        return derived_id(self._source, said, str(number))
