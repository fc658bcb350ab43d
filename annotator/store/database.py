"""One connection to a project file, with the settings that make "saved" true."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from annotator.domain.errors import Unavailable
from annotator.store.gate import WriteGate
from annotator.store.paging import Between, copy_pages
from annotator.store.sight import EVERYBODY, Sight, look
from annotator.store.troubles import translated

_DEFENSIVE: Final = 1010
"""SQLITE_DBCONFIG_DEFENSIVE; Python names it and lets it be set from 3.12 on."""
_FROM_ANY_THREAD: Final = 3
_LENGTH_LIMIT: Final = 64 << 20
_OPENING_SECONDS: Final = 10.0
_BUSY_SECONDS: Final = 5.0

_SETTINGS: Final = (
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("mmap_size", "0", None),
    ("foreign_keys", "ON", 1),
    ("recursive_triggers", "OFF", 0),
    ("temp_store", "MEMORY", 2),
)
_WRITING: Final = (
    ("journal_mode", "TRUNCATE", "truncate"),
    ("synchronous", "EXTRA", 3),
)

Row = tuple[object, ...]


class Database:
    """A connection of one thread. SQL goes through `rows`, `row`, `execute`; writes only inside `write()`.

    `beside` is an open connection to the same file: the new one lets it write first, and leaves tidying up
    to it. `file` is where the database lies when that is not where the person thinks it is.
    """

    def __init__(
        self, path: Path, *, read_only: bool, beside: Database | None = None, file: Path | None = None
    ) -> None:
        self.path = path
        self.read_only = read_only
        self.file: Path = file or (beside.file if beside else path)
        self.gate: WriteGate = beside.gate if beside else WriteGate()
        self._is_owner = beside is None
        self.owner: Database = beside.owner if beside else self
        self.sight = EVERYBODY
        mode = "ro" if read_only else "rw"
        with translated(path):
            self.connection = sqlite3.connect(
                f"{self.file.resolve().as_uri()}?mode={mode}",
                uri=True,
                isolation_level=None,
                timeout=_BUSY_SECONDS,
                # A companion's thread copies through the owner's connection.
                check_same_thread=beside is not None,
            )
            try:
                self._settle()
                self.look(beside.sight if beside else EVERYBODY)
            except BaseException:
                self.connection.close()
                raise

    def look(self, sight: Sight) -> None:
        """See what `sight` allows, from now on."""
        with translated(self.path):
            look(self.connection, self.sight, sight)
        self.sight = sight

    @contextmanager
    def deadline(self, seconds: float = _OPENING_SECONDS) -> Iterator[None]:
        """Stop statements that run longer than `seconds`: a hostile file may hold endless ones."""
        end = time.monotonic() + seconds
        self.connection.set_progress_handler(lambda: time.monotonic() > end, 10_000)
        try:
            yield
        finally:
            self.connection.set_progress_handler(None, 0)

    @contextmanager
    def patience(self, seconds: float) -> Iterator[None]:
        """Inside the block, wait no longer than that for another program that uses the file."""
        self.execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}")
        try:
            yield
        finally:
            self.execute(f"PRAGMA busy_timeout = {round(_BUSY_SECONDS * 1000)}")

    def state_beside(self) -> tuple[Row | None, int]:
        """What is another one as soon as another connection wrote to the file, and the turns of ours."""
        return self.row("PRAGMA data_version"), self.gate.patient_turns

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        with translated(self.path):
            return self.connection.execute(sql, values).fetchall()

    def row(self, sql: str, values: Sequence[object] = ()) -> Row | None:
        with translated(self.path):
            found: Row | None = self.connection.execute(sql, values).fetchone()
            return found

    def each(self, sql: str, values: Sequence[object] = ()) -> Iterator[Row]:
        """The rows one by one, for answers too long for memory."""
        with translated(self.path):
            yield from self.connection.execute(sql, values)

    def execute(self, sql: str, values: Sequence[object] = ()) -> None:
        with translated(self.path):
            self.connection.execute(sql, values)

    def execute_many(self, sql: str, values: Sequence[Sequence[object]]) -> None:
        with translated(self.path):
            self.connection.executemany(sql, values)

    @contextmanager
    def write(self) -> Iterator[None]:
        """One durable transaction, begun IMMEDIATE. Leaves the file as it was where anything is raised.

        Raises Unavailable where the file can't be written to: full disk, moved file, another writer.
        """
        if self.read_only:
            raise Unavailable(
                "This project is open for reading only. Nothing was changed. "
                "To work on it, open a copy in a folder where you may write."
            )
        with self.gate.turn(patient=not self._is_owner), translated(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    with suppress(sqlite3.Error):
                        self.connection.execute("ROLLBACK")
                raise

    def copy_into(self, target: sqlite3.Connection, between: Between) -> None:
        """Copy the whole file a megabyte at a time, so that nobody who decides meanwhile waits for long.

        SQLite starts a copy anew where another connection wrote to the file, but takes along what the
        connection wrote that is copied. So a companion copies the owner's, through which decisions go; that
        another thread uses it for a moment is safe where SQLite was built to be called from any thread.
        """
        is_safe = sqlite3.threadsafety == _FROM_ANY_THREAD
        copy_pages(self.owner.connection if is_safe else self.connection, target, between)

    def close(self) -> None:
        """Close; the owner also takes SQLite's empty journal away, so that the project is one tidy file."""
        if self._is_owner and not self.read_only:
            with suppress(sqlite3.Error):
                self.connection.execute("PRAGMA journal_mode = DELETE")
        self.connection.close()

    def _settle(self) -> None:
        connection = self.connection
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LENGTH_LIMIT)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        if hasattr(connection, "setconfig"):
            connection.setconfig(_DEFENSIVE, True)
        for name, value, expected in _SETTINGS if self.read_only else (*_SETTINGS, *_WRITING):
            connection.execute(f"PRAGMA {name} = {value}")
            found = connection.execute(f"PRAGMA {name}").fetchone()
            if expected is not None and (found is None or found[0] != expected):
                raise Unavailable(
                    f"SQLite did not accept the setting {name} = {value} for {self.path.name}, "
                    "without which decisions are not safe. Nothing was changed."
                )
