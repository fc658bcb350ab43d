"""Which files and folders are meant by what a person types."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from annotator.store.file_identity import SUFFIX
from annotator.store.path_kinds import PathKind, kind_of

# Click asks who may read a file before any is read, and one that may not be would stop all the others.
PATH: Final = click.Path(path_type=Path, readable=False)


def project_path(path: Path) -> Path:
    """`path` with the suffix where only that is a file: a folder of articles often has its project's name.

    Raises Unavailable where nobody may look.
    """
    with_suffix = path.parent / f"{path.name}{SUFFIX}"
    is_short = path.name and kind_of(with_suffix) is PathKind.FILE and kind_of(path) is not PathKind.FILE
    return with_suffix if is_short else path
