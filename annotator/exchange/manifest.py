"""What lies beside a data set: the choices that made it, to make it again with, and what came of them."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from annotator.domain.errors import Refused, Unavailable
from annotator.exchange.choices import ExportChoices
from annotator.exchange.dossier import Broken
from annotator.exchange.planning import LeftOut
from annotator.exchange.target import manifest_path, schema_path
from annotator.store.writing import reason


class Manifest(BaseModel):
    """Holds no times, so that the same choices on the same project give the same manifest.

    `sha256` and `size` are those of the data, `schema_sha256` that of the data dictionary.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: str = "claimdesk-export"
    manifest_version: int = 1
    made_with: str
    project_id: str
    file: str
    sha256: str
    size: int
    schema_sha256: str
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


def manifest_of(data: Path) -> Manifest:
    """The manifest beside the file `data`, where both and the data dictionary are of one export.

    Raises Refused where one is missing, of another export, or was changed, as when an export was cut off
    between putting one and the next in its place, and Unavailable where one can't be read.
    """
    path = manifest_path(data)
    try:
        manifest = Manifest.model_validate_json(path.read_bytes())
        for file, sha256 in ((data, manifest.sha256), (schema_path(data), manifest.schema_sha256)):
            if _sha256(file) != sha256:
                raise Refused(
                    f"{file.name} is not the file that {path.name} describes: one of the two is of another "
                    "export, or was changed. Nothing was changed now. Export again to have all that belong "
                    "together."
                )
        return manifest
    except FileNotFoundError as error:
        raise Refused(
            f"{Path(error.filename).name} is missing, so nothing tells whether {data.name} is whole. "
            "Nothing was changed. Export again, or fetch the files that were exported with it."
        ) from error
    except OSError as error:
        raise Unavailable(f"{path.name} can't be read: {reason(error)}. Nothing was changed.") from error
    except ValidationError as error:
        raise Refused(
            f"{path.name} does not describe an export of Claimdesk. Nothing was changed. Export again."
        ) from error


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
