"""A project of an older version that is only to be read: it is read from a copy of today's version."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from annotator.store.database import Database
from annotator.store.troubles import translated


def upgraded_copy(database: Database, folder: Path) -> Path:
    """A copy of the project in `folder`, upgraded. Raises Unavailable where there is no room for it."""
    # sqlite-utils takes long to load, which only making or upgrading a project needs.
    from annotator.store.migrations import migrate

    copy = folder / database.path.name
    with translated(copy), closing(sqlite3.connect(copy, isolation_level=None)) as target:
        database.connection.backup(target)
        migrate(target)
    return copy
