"""Another program's SQLite file, read from a copy in memory: its tables, and nothing that it could do."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Final

from annotator.domain.errors import Refused

MAGIC: Final = b"SQLite format 3\0"
LARGEST_VALUE: Final = 64 << 20
"""Bytes of one value."""
SECONDS: Final = 30.0
_WRITE_AHEAD: Final = b"\x02\x02"
_STEPS: Final = 10_000
_READING: Final = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ)
_NOTHING: Final = "Nothing was imported."


class ForeignTables:
    """The tables of an open copy."""

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self._connection = connection
        self._name = name

    def columns(self, table: str) -> tuple[str, ...]:
        """The names of its columns; () where there is no such table, also where it is a view or of code."""
        sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name = ? AND rootpage > 0"
        if not list(self._rows(sql, [table])):
            return ()
        return tuple(str(row[1]) for row in self._rows(f"PRAGMA table_info({_quoted(table)})"))

    def rows(self, table: str, *columns: str) -> Iterator[tuple[object, ...]]:
        """These columns of every row, in the order in which the rows were made.

        Raises Refused where one of them is not there, a value is too large or the file is damaged.
        """
        found = self.columns(table)
        missing = [column for column in columns if column not in found]
        if missing:
            raise Refused(
                f"{self._name} has no column {missing[0]} in a table {table}. {_NOTHING} "
                "It may be of a version that is not known here."
            )
        names = ", ".join(map(_quoted, columns))
        yield from self._rows(f"SELECT {names} FROM {_quoted(table)}")

    def _rows(self, sql: str, values: Sequence[object] = ()) -> Iterator[tuple[object, ...]]:
        try:
            yield from self._connection.execute(sql, values)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            # Names of columns, unlike what is in them, have to be text.
            raise _refused(self._name, error) from error


@contextmanager
def foreign_tables(data: bytes, name: str) -> Iterator[ForeignTables]:
    """The tables of the SQLite file that `data` holds; `name` is what people know it by.

    The file itself is never opened, so that nothing is written to it or beside it. All of the reading takes
    at most `SECONDS`. Raises Refused for what is no such file, or is still to be finished by its program.
    """
    if not data.startswith(MAGIC):
        raise Refused(f"{name} is no SQLite file. {_NOTHING} Choose another one.")
    if data[18:20] == _WRITE_AHEAD:
        raise Refused(
            f"{name} is in SQLite's mode WAL, in which the newest rows may be in another file. {_NOTHING} "
            "Export the project from the program that made it, and choose that file."
        )
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        try:
            connection.deserialize(data)
            _settle(connection)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise _refused(name, error) from error
        yield ForeignTables(connection, name)


def _settle(connection: sqlite3.Connection) -> None:
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_VALUE)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    end = time.monotonic() + SECONDS
    connection.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
    for setting in ("trusted_schema = OFF", "cell_size_check = ON", "query_only = ON"):
        connection.execute(f"PRAGMA {setting}")
    # Text that is not valid is the reader's to judge, row by row.
    connection.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
    connection.set_authorizer(_authorised)


def _authorised(
    action: int, first: str | None, second: str | None, database: str | None, inside: str | None
) -> int:
    """Reading tables, and asking for the columns of one; nothing inside a view or a trigger."""
    is_allowed = inside is None and (
        action in _READING or (action == sqlite3.SQLITE_PRAGMA and first == "table_info")
    )
    return sqlite3.SQLITE_OK if is_allowed else sqlite3.SQLITE_DENY


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _refused(name: str, error: Exception) -> Refused:
    if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT:
        return Refused(
            f"{name} took more than {SECONDS:.0f} seconds to read, which is the limit: it may be made to "
            f"mislead. {_NOTHING}"
        )
    return Refused(f"{name} is damaged, or no SQLite file that can be read: {error}. {_NOTHING}")
