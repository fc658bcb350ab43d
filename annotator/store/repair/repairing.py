"""Repair: a new project file out of a damaged one and its backups. The damaged file is only read."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from annotator.domain.errors import Refused, Unavailable
from annotator.domain.identity import new_id
from annotator.domain.work import UNWATCHED, Job
from annotator.store.backups import backups_of, kept_under
from annotator.store.database import Database
from annotator.store.facts import MADE_FOR
from annotator.store.lock import ProjectLock
from annotator.store.opening import FileInUse
from annotator.store.path_kinds import way_in
from annotator.store.project import Project, create_project
from annotator.store.repair.finds import Finds
from annotator.store.repair.pages import rows_of
from annotator.store.repair.rebuilding import Rebuilt, rebuild
from annotator.store.writing import reason

_BACKUPS_USED: Final = 3


def repair(
    damaged: Path, target: Path, *, backups: Sequence[Path] | None = None, job: Job = UNWATCHED
) -> tuple[Project, Rebuilt]:
    """Make the project at `damaged` anew at `target`, and open it.

    What a damaged page held is looked for in the project's other tables and in the newest backups, or in
    those given. Memory grows with the project. Raises Refused where nothing of a project is found or
    `target` is taken, Unavailable where the file is in use or the disk is in the way, Cancelled where `job`
    was; in every case the damaged file and its backups are as before.
    """
    finds = Finds()
    with ExitStack() as holds:
        holds.callback(FileInUse(damaged).release)
        lock = ProjectLock(damaged)
        lock.acquire()
        holds.callback(lock.release)
        folder = Path(holds.enter_context(TemporaryDirectory(prefix="claimdesk-")))
        _take(finds, _rolled_back(damaged, folder), job)
    newest = Finds()
    for path in _backups(finds) if backups is None else backups:
        _take(newest, path, job)
    finds.complete_from(newest)
    if not finds.journal and not finds.texts:
        raise Refused(
            f"Nothing of a Claimdesk project was found in {damaged.name}. It was not changed. "
            "Open the newest backup, or look for a copy of the file."
        )
    rebuilt: list[Rebuilt] = []
    project = create_project(
        target,
        title=finds.facts.get("title", damaged.stem),
        id_=finds.facts.get("id", new_id()),
        fill=lambda new: rebuilt.append(rebuild(finds, new, job)),
    )
    return project, rebuilt[0]


def _backups(finds: Finds) -> list[Path]:
    """The newest backups of the project that was found, and of no other one that shares its id."""
    id_ = finds.facts.get("id", "")
    kept = backups_of(kept_under(id_, finds.facts.get(MADE_FOR, ""))) if id_ else []
    return [backup.path for backup in kept[:_BACKUPS_USED]]


def _rolled_back(damaged: Path, folder: Path) -> Path:
    """A copy in which SQLite took back a write that a crash cut off, if it still can."""
    copy = folder / "damaged"
    try:
        shutil.copyfile(damaged, copy)
        with suppress(FileNotFoundError):
            shutil.copyfile(damaged.with_name(f"{damaged.name}-journal"), folder / "damaged-journal")
    except OSError as error:
        raise Unavailable(
            f"{damaged.name} can't be copied to be read: {reason(error)}. Nothing was changed. "
            f"{way_in(error)}"
        ) from error
    with suppress(Unavailable, sqlite3.Error):
        database = Database(damaged, read_only=False, file=copy)
        try:
            database.row("SELECT count(*) FROM sqlite_schema")
        finally:
            database.close()
    return copy


def _take(finds: Finds, path: Path, job: Job) -> None:
    try:
        with path.open("rb") as file:
            for row in rows_of(file, job):
                finds.take(row)
    except OSError as error:
        raise Unavailable(
            f"{path.name} can't be read: {reason(error)}. Nothing was changed. {way_in(error)}"
        ) from error
