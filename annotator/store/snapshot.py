"""The project as it is at one moment, for work that reads all of it while people go on deciding."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.domain.errors import Unavailable
from annotator.store.database import Database
from annotator.store.project import Project
from annotator.store.troubles import translated
from annotator.store.writing import reason


@contextmanager
def snapshot(project: Project) -> Iterator[Project]:
    """A private copy, for reading only, that is gone when the block ends.

    A long read of the project itself would hold up every decision until its end. Raises Unavailable where
    there is no room for the copy.
    """
    try:
        folder = tempfile.TemporaryDirectory(prefix="claimdesk-", ignore_cleanup_errors=True)
    except OSError as error:
        raise Unavailable(
            f"There is no room for a copy of the project to work on: {reason(error)}. "
            "The project was not touched. Free some space, then try again."
        ) from error
    with folder as name:
        path = Path(name, "snapshot")
        with translated(path):
            copy = sqlite3.connect(path)
            try:
                # It is thrown away after a crash, so it need not survive one.
                copy.execute("PRAGMA synchronous = OFF")
                project.database.connection.backup(copy)
            finally:
                copy.close()
        still = Project(Database(path, read_only=True))
        try:
            yield still
        finally:
            still.close()
