"""Kill what upgrades a project of an older version: it is of the one or of the other, and says the same."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Final

from annotator.store.database import Database
from annotator.store.file_identity import SCHEMA_DIGESTS, SCHEMA_VERSION
from annotator.store.opening import schema_digest
from annotator.store.project import open_project
from tests.older_projects import make_older
from tests.unit.store.samples import mark, new_project
from torture.elsewhere import tell
from torture.killing import State, Victim, killing, try_kills

_TABLES: Final = ("article", "article_text", "unit", "claim", "fragment", "decision", "journal", "meta")


def _prepare(folder: Path) -> None:
    """A project as the first version made it."""
    with closing(new_project(folder / "a", articles=40)) as project:
        for _ in range(20):
            mark(project)
        path = project.path
    make_older(path, 1)


def _act(folder: Path) -> None:
    open_project(folder / "a.claimdesk").close()


def _state(folder: Path) -> State:
    """The version of the schema, and everything that the tables of both versions say."""
    # A write that was cut off is taken back by whoever opens the file next.
    database = Database(folder / "a.claimdesk", read_only=False)
    try:
        row = database.row("PRAGMA user_version")
        version = int(str(row[0])) if row else 0
        is_exact = schema_digest(database) == SCHEMA_DIGESTS[version]
        return version, is_exact, [database.rows(f"SELECT * FROM {table}") for table in _TABLES]
    finally:
        database.close()


def _is_whole(found: State, before: State, after: State) -> bool:
    # Nothing is said anew by an upgrade, so that both differ by their version alone.
    is_kept = (before[1:], after[0]) == (after[1:], SCHEMA_VERSION)
    return is_kept and found in (before, after)


VICTIM: Final = Victim(_prepare, _act, _state, _is_whole)

CAMPAIGN = killing(
    "torture.kill_upgrading",
    "the project is of the old version or of today's, and says what it said",
    portion=50,
)

if __name__ == "__main__":
    tell(partial(try_kills, VICTIM))
