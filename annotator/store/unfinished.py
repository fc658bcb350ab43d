"""A project that a crash left in the middle of a write, on media where that can't be rolled back."""

from __future__ import annotations

import shutil
from pathlib import Path

from annotator.domain.errors import Unavailable
from annotator.store.database import Database
from annotator.store.writing import reason


def finished_copy(path: Path, folder: Path) -> Path:
    """A copy of the project in `folder`, where SQLite rolled the write back with the journal beside it.

    No connection to `path` may be open. Raises Unavailable where there is no room, or no way to read them.
    """
    copy = folder / path.name
    try:
        for name in (path.name, f"{path.name}-journal"):
            shutil.copyfile(path.with_name(name), folder / name)
    except OSError as error:
        raise Unavailable(
            f"{path.name} was left in the middle of a write, and no copy of it could be made: "
            f"{reason(error)}. Nothing was changed. Free some space, then try again."
        ) from error
    database = Database(path, read_only=False, file=copy)
    try:
        database.row("PRAGMA schema_version")
    finally:
        database.close()
    return copy
