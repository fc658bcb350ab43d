"""What lies beside a data set: the choices that made it, to make it again with, and what came of them."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from annotator.domain.errors import Refused, Unavailable
from annotator.exchange.choices import ExportChoices
from annotator.exchange.dossier import Broken
from annotator.exchange.planning import LeftOut
from annotator.store.writing import reason


class Manifest(BaseModel):
    """Holds no times, so that the same choices on the same project give the same manifest."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: str = "claimdesk-export"
    manifest_version: int = 1
    made_with: str
    project_id: str
    file: str
    sha256: str
    size: int
    complete: bool
    records: int
    articles: int
    claims: int
    no_claims: int
    choices: ExportChoices
    left_out: tuple[LeftOut, ...]
    broken: tuple[Broken, ...]

    @property
    def content(self) -> bytes:
        return (self.model_dump_json(indent=2) + "\n").encode()


def read_manifest(path: Path) -> Manifest:
    """Raises Refused for a file that is not a manifest, Unavailable where it can't be read."""
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except OSError as error:
        raise Unavailable(f"{path.name} can't be read: {reason(error)}. Nothing was changed.") from error
    except ValidationError as error:
        raise Refused(
            f"{path.name} does not describe an export of Claimdesk. Nothing was changed. "
            "Choose the .export.json file that lies beside a data set."
        ) from error
