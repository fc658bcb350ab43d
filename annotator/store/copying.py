"""Whole copies of a project that may be open and in use, by SQLite's own backup call."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

from annotator.domain.errors import Refused, Unavailable
from annotator.domain.work import UNWATCHED, Job
from annotator.store.database import Database
from annotator.store.lock import AlreadyOpen, ProjectLock
from annotator.store.opening import FileInUse, OpenHere, check_header
from annotator.store.path_kinds import PathKind, kind_of
from annotator.store.tables import project_id
from annotator.store.troubles import Damaged, translated
from annotator.store.writing import part_of, reason, sync_folder

_PAGES_A_SYNC: Final = 2048


def copy_database(database: Database, path: Path, job: Job = UNWATCHED) -> None:
    """Write a whole, checked copy to `path`, beside it and swapped in. Nobody who decides waits for long.

    Raises Unavailable, with a file that was at `path` unchanged, where the copy can't be made, Cancelled
    where `job` was, and Refused where `path` is the project itself, another project, open in a window, or no
    project at all.
    """
    try:
        with _replaceable(database, path), part_of(path) as part:
            part.touch(0o600, exist_ok=False)
            with translated(path):
                _copy(database, part, job)
            part.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise Unavailable(
            f"The copy was not written: {reason(error)}. The project itself was not touched. "
            "Choose another folder, then try again."
        ) from error


@contextmanager
def _replaceable(database: Database, path: Path) -> Iterator[None]:
    """Inside the block nobody opens what is at `path`. Raises Refused where the copy would destroy work."""
    if kind_of(path) is PathKind.NOTHING:
        yield
        return
    # The project may have been moved away while it is open.
    if kind_of(database.path) is not PathKind.NOTHING and path.samefile(database.path):
        raise Refused("That is the project itself. Nothing was changed. Choose another name for the copy.")
    with ExitStack() as holds:
        _hold(path, holds)
        if _id_of(path) not in ("", project_id(database)):
            raise Refused(
                f"{path.name} is another project. It was not touched. Choose another name for the copy."
            )
        yield


def _hold(path: Path, holds: ExitStack) -> None:
    """Keep everybody else from the project at `path`. Raises Refused where it is open, or is no project."""
    lock = ProjectLock(path)
    try:
        holds.callback(FileInUse(path).release)
        # Before the lock is made: it would lie beside a file that is none of ours.
        check_header(path)
        lock.acquire()
    except (AlreadyOpen, OpenHere) as error:
        raise Refused(
            f"{path.name} is open in a window. It was not touched. Choose another name for the copy."
        ) from error
    holds.callback(lock.release)


def _id_of(path: Path) -> str:
    """The id of the project at `path`, "" where there is none."""
    with suppress(Unavailable, sqlite3.Error):
        other = Database(path, read_only=True)
        try:
            return project_id(other)
        finally:
            other.close()
    return ""


def _copy(database: Database, part: Path, job: Job) -> None:
    # Open until SQLite has closed it: closing it earlier would drop SQLite's own locks.
    with part.open("r+b") as file, closing(sqlite3.connect(part)) as target:
        # SQLite would wait for the disk in the last step, and whoever decides with it.
        target.execute("PRAGMA synchronous = OFF")
        database.copy_into(target, _Between(job, file))
        if target.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
            raise Damaged(
                "The copy is not sound, so it was not kept. The project itself was not touched. "
                "Check the project (claimdesk check), then try again."
            )
        os.fsync(file.fileno())


class _Between:
    """Tells the job, and waits for the disk now and then: all at once would make other writes wait."""

    def __init__(self, job: Job, file: BinaryIO) -> None:
        self._job = job
        self._file = file
        self._synced = 0

    def __call__(self, copied: int, total: int) -> None:
        self._job.check()
        self._job.step(copied, total)
        if copied - self._synced >= _PAGES_A_SYNC:
            self._synced = copied
            os.fsync(self._file.fileno())
