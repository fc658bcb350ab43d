"""The project as it is at one moment, for work that reads all of it while people go on deciding."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.domain.errors import Unavailable
from annotator.domain.work import UNWATCHED, Job
from annotator.store.database import Database
from annotator.store.project import Project
from annotator.store.troubles import translated
from annotator.store.writing import reason


@contextmanager
def snapshot(project: Project, job: Job = UNWATCHED) -> Iterator[Project]:
    """A private copy, for reading only, that is gone when the block ends.

    A long read of the project itself would hold up every decision until its end. Raises Unavailable where
    there is no room for the copy, Cancelled where `job` was.
    """
    try:
        folder = tempfile.TemporaryDirectory(prefix="claimdesk-", ignore_cleanup_errors=True)
    except OSError as error:
        raise _no_room(reason(error)) from error
    with folder as name:
        file = Path(name, "snapshot")
        with translated(project.path), _with_room():
            copy = sqlite3.connect(file)
            try:
                # It is thrown away after a crash, so it need not survive one.
                copy.execute("PRAGMA synchronous = OFF")
                project.database.copy_into(copy, lambda _copied, _total: job.check())
            finally:
                copy.close()
        still = Project(Database(project.path, read_only=True, file=file))
        try:
            # Who reads all of it may sort more than there is memory for, and it lies in such a file already.
            still.database.execute("PRAGMA temp_store = FILE")
            still.database.look(project.database.sight)
            yield still
        finally:
            still.close()


@contextmanager
def _with_room() -> Iterator[None]:
    """Say that it is the copy, and not the project, for which there is no room."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_FULL:
            raise _no_room("the disk for temporary files is full") from error
        raise


def _no_room(why: str) -> Unavailable:
    return Unavailable(
        f"There is no room for a copy of the project to work on: {why}. "
        "The project was not touched. Free some space, then try again."
    )
