"""Whole copies of a project that may be open and in use, by SQLite's own backup call."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from annotator.domain.errors import Refused, Unavailable
from annotator.store.database import Database
from annotator.store.troubles import Damaged, translated
from annotator.store.writing import part_of, reason, sync_folder


def copy_database(database: Database, path: Path) -> None:
    """Write a whole, checked copy to `path`, beside it and swapped in.

    Raises Unavailable, with a file that was at `path` unchanged, where the copy can't be made, and Refused
    where `path` is the project itself.
    """
    if path.exists() and path.samefile(database.path):
        raise Refused("That is the project itself. Nothing was changed. Choose another name for the copy.")
    try:
        with part_of(path) as part:
            part.touch(0o600, exist_ok=False)
            with translated(path):
                _copy(database.connection, part)
            part.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise Unavailable(
            f"The copy was not written: {reason(error)}. The project itself was not touched. "
            "Choose another folder, then try again."
        ) from error


def _copy(connection: sqlite3.Connection, part: Path) -> None:
    target = sqlite3.connect(part)
    try:
        target.execute("PRAGMA synchronous = FULL")
        connection.backup(target)
        if target.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
            raise Damaged(
                "The copy is not sound, so it was not kept. The project itself was not touched. "
                "Check the project (claimdesk check), then try again."
            )
    finally:
        target.close()
