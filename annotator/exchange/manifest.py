"""What lies beside a data set: the choices that made it, to make it again with, and what came of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from annotator.domain.errors import Refused, Unavailable
from annotator.exchange.choices import ExportChoices, OffsetUnit, today
from annotator.exchange.delivery import DataFile, Part
from annotator.exchange.dossier import Broken
from annotator.exchange.losses import Loss
from annotator.exchange.names import printable
from annotator.exchange.planning import LeftOut
from annotator.exchange.target import manifest_path, schema_path
from annotator.store.path_kinds import PathKind, files_below, kind_of
from annotator.store.writing import reason


class Manifest(BaseModel):
    """Holds no times, so that the same choices on the same project give the same manifest.

    `sha256` and `size` are those of the data, of a folder those of the list of its `files` and of all of them
    together; `schema_sha256` is that of the data dictionary, "" where the format has none. `offset_unit` is
    what offsets in the data count, None where there are none, and `losses` what the format could not hold.
    `parts` are those of a release.
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
    files: tuple[DataFile, ...]
    offset_unit: OffsetUnit | None
    complete: bool
    records: int
    articles: int
    claims: int
    no_claims: int
    choices: ExportChoices
    left_out: tuple[LeftOut, ...]
    broken: tuple[Broken, ...]
    losses: tuple[Loss, ...]
    parts: tuple[Part, ...] = ()

    @field_validator("choices", mode="before")
    @classmethod
    def _of_today(cls, kept: object) -> object:
        return today(kept)

    @property
    def content(self) -> bytes:
        return (self.model_dump_json(indent=2) + "\n").encode()


def manifest_of(data: Path) -> Manifest:
    """The manifest of the file or folder `data`, where it and all that belongs to it are of one export.

    Raises Refused where one is missing, of another export, or was changed, as when an export was cut off
    between putting one and the next in its place, and Unavailable where one can't be read.
    """
    path = manifest_path(data)
    try:
        manifest = Manifest.model_validate_json(path.read_bytes())
        for file, sha256 in _parts(data, manifest):
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


def is_export_of(file: Path, project_id: str, format_name: str) -> bool:
    """Whether a file is as this project was exported to it in this format: it can be made again."""
    try:
        manifest = manifest_of(file)
    except (Refused, Unavailable):
        return False
    return (manifest.project_id, manifest.choices.format) == (project_id, format_name)


def check_replaceable(folder: Path) -> None:
    """Raises Refused where a folder holds anything that is not as an earlier export left it.

    Unavailable where nobody may look into it.
    """
    if kind_of(folder) is PathKind.NOTHING:
        return
    known = _exported(folder)
    there = files_below(folder)
    if others := [path for path in there if path not in known]:
        name = printable(others[0].relative_to(folder).as_posix())
        raise Refused(
            f"The folder {folder.name} holds {name}, which is not of an earlier export. "
            "Nothing was written. Choose another name."
        )
    # Other tools annotate in such folders, and what somebody did there is nowhere else.
    if changed := [path for path in there if known[path] and not _is_as(path, known[path])]:
        raise Refused(
            f"{printable(changed[0].name)} in the folder {folder.name} was changed since it was exported. "
            "Nothing was written. Choose another name, or remove that folder."
        )


def _exported(folder: Path) -> dict[Path, str]:
    """The files of the export in a folder with their hashes, "" for the manifest; none where it has none."""
    own = manifest_path(folder)
    try:
        manifest = Manifest.model_validate_json(own.read_bytes())
    except (OSError, ValidationError):
        return {}
    return {own: "", **dict(_parts(folder, manifest))}


def _parts(data: Path, manifest: Manifest) -> Iterator[tuple[Path, str]]:
    """Every file that the manifest speaks of, with the hash that it should have."""
    if kind_of(data) is PathKind.FOLDER:
        yield from ((data / file.name, file.sha256) for file in manifest.files)
    else:
        first, *others = manifest.files
        yield data, first.sha256
        # Whoever gave the data another name gave those beside it the same.
        for other in others:
            yield data.with_name(data.name + other.name.removeprefix(first.name)), other.sha256
    if manifest.schema_sha256:
        yield schema_path(data), manifest.schema_sha256


def _is_as(path: Path, sha256: str) -> bool:
    """Whether a file has this hash; of one that can't be read nobody knows."""
    try:
        return _sha256(path) == sha256
    except OSError:
        return False


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
