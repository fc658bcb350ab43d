"""The cover of a pack: whose it is, of which project, and the hash of everything else in it."""

from __future__ import annotations

import hashlib
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from annotator.domain.records import Role
from annotator.exchange.packs.layout import FORMAT, LARGEST_NUMBER, PackKind
from annotator.store.plain_records import canonical

Id = Annotated[str, Field(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
Name = Annotated[str, Field(min_length=1, max_length=1000)]
_Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Owner(_Strict):
    """The annotator whose rows are in the pack."""

    id: Id
    name: Name
    role: Role


class Origin(_Strict):
    """The project that the pack belongs to."""

    id: Id
    title: str


class Cover(_Strict):
    """`members` are the SHA-256 of every other member by name, `id` that of the cover without its id."""

    format: Literal["claimdesk-pack"] = FORMAT
    format_version: Literal[1] = 1
    id: _Hash | Literal[""] = ""
    kind: PackKind
    project: Origin
    annotator: Owner
    made_at: str
    made_with: str
    counts: dict[str, Annotated[int, Field(ge=0, le=LARGEST_NUMBER)]]
    settings: str = ""
    members: dict[str, _Hash]

    def identified(self) -> Cover:
        """The same with its id."""
        return self.model_copy(update={"id": self.digest})

    @property
    def digest(self) -> str:
        """The SHA-256 of what the cover says beside its id."""
        said = self.model_dump(mode="json", exclude={"id"})
        return hashlib.sha256(canonical(said).encode()).hexdigest()

    @property
    def text(self) -> str:
        return canonical(self.model_dump(mode="json")) + "\n"
