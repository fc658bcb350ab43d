"""Projects as earlier versions of Claimdesk made them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

_BACK_TO: Final = {
    2: (
        "ALTER TABLE adjudication DROP COLUMN asked_ids",
        "DELETE FROM _sqlite_migrations WHERE name = 'm003_asked'",
    ),
    1: (
        "DROP TRIGGER guideline_never_changes",
        "DROP TABLE adjudication",
        "DELETE FROM _sqlite_migrations WHERE name = 'm002_review'",
    ),
}
"""What takes back the step to the next version, by the version that is left; the newest first."""


def make_older(path: Path, version: int) -> None:
    """Make the project a file of this version of the schema; what later ones added is lost."""
    with closing(sqlite3.connect(path)) as connection:
        for left, statements in _BACK_TO.items():
            for statement in statements if left >= version else ():
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {version}")
        connection.commit()
