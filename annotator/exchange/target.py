"""Where a data set may be written, never over the project or what its articles came from, and what with."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Final

from annotator.domain.errors import Refused, Unavailable
from annotator.store.counts import is_source
from annotator.store.file_identity import SUFFIX
from annotator.store.project import Project

_PROJECT_FILES: Final = (SUFFIX, f"{SUFFIX}.lock", f"{SUFFIX}-journal")
_LARGEST_SOURCE: Final = 50_000_000


def writable_target(project: Project, path: Path) -> Path:
    """`path` with links followed.

    Raises Refused where a file there must not be written or replaced, Unavailable without its folder.
    """
    target = Path(os.path.realpath(path))
    if not target.parent.is_dir():
        raise Unavailable(
            f"There is no folder “{target.parent}”. No file was made. Make that folder, or choose another."
        )
    if target.is_dir():
        raise Refused(f"{target.name} is a folder. Nothing was written. Type the name of a file in it.")
    if target.name.endswith(_PROJECT_FILES) or (target.exists() and target.samefile(project.path)):
        raise Refused(
            f"{target.name} belongs to a project and was not touched. Choose another name for the data."
        )
    if target.exists() and not target.is_file():
        raise Refused(f"{target.name} is not an ordinary file. Nothing was written. Choose another name.")
    if target.exists() and _is_source(project, target):
        raise Refused(
            f"{target.name} is the file that an article of this project came from, and was not touched. "
            "Choose another name for the data."
        )
    return target


def schema_path(data: Path) -> Path:
    """Where the data dictionary of the file `data` lies."""
    return data.with_name(f"{data.name}.schema.json")


def manifest_path(data: Path) -> Path:
    """Where the manifest of the file `data` lies."""
    return data.with_name(f"{data.name}.export.json")


def _is_source(project: Project, path: Path) -> bool:
    try:
        if path.stat().st_size > _LARGEST_SOURCE:
            return False
        return is_source(project, hashlib.sha256(path.read_bytes()).hexdigest())
    except OSError:
        return False
