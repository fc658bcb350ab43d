"""Where a data set may be written, never over the project or what its articles came from, and what with."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Final, Protocol

from annotator.domain.errors import Refused, Unavailable
from annotator.exchange.articles.limits import LARGEST_STREAM
from annotator.store.counts import is_source
from annotator.store.file_identity import SUFFIX
from annotator.store.path_kinds import PathKind, kind_of
from annotator.store.project import Project

_PROJECT_FILES: Final = (SUFFIX, f"{SUFFIX}.lock", f"{SUFFIX}-journal")
ZIP: Final = ".zip"
_MANIFEST: Final = ".export.json"


class Layout(Protocol):
    """As a format's writer says: the suffix of one file, or "" of a folder or ZIP, and what lies beside."""

    @property
    def suffix(self) -> str: ...

    @property
    def beside(self) -> tuple[str, ...]: ...


def is_folder_wanted(path: Path, layout: Layout) -> bool:
    """Whether a data set is written to `path` as a folder, and not as a file or a ZIP."""
    return not layout.suffix and path.suffix.lower() != ZIP


def writable_target(project: Project, path: Path, layout: Layout) -> Path:
    """`path` with links followed.

    Raises Refused where what is there must not be written over or replaced, Unavailable without its folder,
    or where nobody may look into that.
    """
    target = Path(os.path.realpath(path))
    if kind_of(target.parent) is not PathKind.FOLDER:
        raise Unavailable(
            f"There is no folder “{target.parent}”. No file was made. Make that folder, or choose another."
        )
    kind = kind_of(target)
    if is_folder_wanted(target, layout):
        if kind not in (PathKind.NOTHING, PathKind.FOLDER):
            raise Refused(
                f"{target.name} is a file, and this data set is a folder. Nothing was written. "
                "Choose another name, or one that ends in .zip."
            )
    elif kind is PathKind.FOLDER:
        raise Refused(f"{target.name} is a folder. Nothing was written. Type the name of a file in it.")
    if target.name.endswith(_PROJECT_FILES) or _is_project(project, target):
        raise Refused(
            f"{target.name} belongs to a project and was not touched. Choose another name for the data."
        )
    if kind is PathKind.OTHER:
        raise Refused(f"{target.name} is not an ordinary file. Nothing was written. Choose another name.")
    if kind is PathKind.FILE and _is_source(project, target):
        raise Refused(
            f"{target.name} is the file that an article of this project came from, and was not touched. "
            "Choose another name for the data."
        )
    return target


def schema_path(data: Path) -> Path:
    """Where the data dictionary of the file or folder `data` lies."""
    if kind_of(data) is PathKind.FOLDER:
        return data / "claimdesk.schema.json"
    return data.with_name(f"{data.name}.schema.json")


def manifest_path(data: Path) -> Path:
    """Where the manifest of the file or folder `data` lies."""
    if kind_of(data) is PathKind.FOLDER:
        return data / f"claimdesk{_MANIFEST}"
    return data.with_name(f"{data.name}{_MANIFEST}")


def _is_project(project: Project, path: Path) -> bool:
    try:
        return path.samefile(project.path)
    except OSError:
        # One of the two is not there.
        return False


def _is_source(project: Project, path: Path) -> bool:
    try:
        # Nothing larger is ever read.
        if path.stat().st_size > LARGEST_STREAM:
            return False
        with path.open("rb") as file:
            return is_source(project, hashlib.file_digest(file, "sha256").hexdigest())
    except OSError:
        return False
