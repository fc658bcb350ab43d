"""Many new rows of a table at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import chain, compress, count
from typing import Final

from annotator.store.database import Database, Row

_TOGETHER: Final = 50
"""Rows a statement. What SQLite sets up for each statement, such as the list of a CHECK with IN, make one
for each row take twice as long: 4.1 s of 100,000 claims with fragments and journal, against 2.2 s."""


def insert(database: Database, table: str, columns: str, rows: Sequence[Row]) -> None:
    """Add rows that hold the values of `columns`. Only inside `write()`.

    What all rows of a statement have in common is handed over once: of claims and their journal most of it,
    and handing values over is a third of the time that writing them takes.
    """
    into = f"INSERT INTO main.{table} ({columns}) VALUES"
    rest = len(rows) - len(rows) % _TOGETHER
    for first in range(0, rest, _TOGETHER):
        by_column = list(zip(*rows[first : first + _TOGETHER], strict=True))
        # Most values of their own differ from the next one already.
        is_own = tuple(
            [values[0] != values[1] or values.count(values[0]) < _TOGETHER for values in by_column]
        )
        common = [values[0] for values, own in zip(by_column, is_own, strict=True) if not own]
        own = chain.from_iterable(zip(*compress(by_column, is_own), strict=True))
        database.execute(f"{into} {_places(is_own)}", [*common, *own])
    row = ", ".join("?" * len(columns.split(", ")))
    database.execute_many(f"{into} ({row})", rows[rest:])


@lru_cache(maxsize=64)
def _places(is_own: tuple[bool, ...]) -> str:
    """The rows of a statement as numbered parameters: first those in common, then each row's own."""
    numbers = count(1)
    common = {column: f"?{next(numbers)}" for column, own in enumerate(is_own) if not own}
    rows = (
        ", ".join([common.get(column) or f"?{next(numbers)}" for column in range(len(is_own))])
        for _ in range(_TOGETHER)
    )
    return ", ".join(f"({row})" for row in rows)


@contextmanager
def without_checks(database: Database) -> Iterator[None]:
    """Inside the block, leave the CHECKs of tables to whoever makes the rows; references are looked up.

    SQLite lists the words of a CHECK with IN anew for each row: a third of the time of many claims.
    """
    database.execute("PRAGMA ignore_check_constraints = ON")
    try:
        yield
    finally:
        database.execute("PRAGMA ignore_check_constraints = OFF")
