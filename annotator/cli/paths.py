"""Which file a person means who leaves out the suffix of a project."""

from __future__ import annotations

from pathlib import Path

from annotator.store.file_identity import SUFFIX


def project_path(path: Path) -> Path:
    """`path` with the suffix where only that is a file: a folder of articles often has its project's name."""
    with_suffix = path.parent / f"{path.name}{SUFFIX}"
    return with_suffix if path.name and with_suffix.is_file() and not path.is_file() else path
