"""The least that a durable decision costs: its statements again, by SQLite alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Final

_WRITES: Final = ("INSERT", "UPDATE", "DELETE")


class DurableCommit:
    """Writes what another connection has written, into a copy of its file."""

    def __init__(self, original: sqlite3.Connection, path: Path) -> None:
        self._original = original
        self._statements: list[str] = []
        self._copy = sqlite3.connect(path, isolation_level=None)
        original.backup(self._copy)
        for setting in ("foreign_keys", "recursive_triggers", "journal_mode", "synchronous", "cache_size"):
            value = original.execute(f"PRAGMA {setting}").fetchone()[0]
            self._copy.execute(f"PRAGMA {setting} = {value}")

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Remember what the other connection writes in this block."""
        self._statements.clear()
        self._original.set_trace_callback(self._note)
        yield
        self._original.set_trace_callback(None)

    def commit(self) -> float:
        """Milliseconds for the same in one durable transaction."""
        start = perf_counter()
        self._copy.execute("BEGIN IMMEDIATE")
        for statement in self._statements:
            self._copy.execute(statement)
        self._copy.execute("COMMIT")
        return (perf_counter() - start) * 1000

    def close(self) -> None:
        self._copy.close()

    def _note(self, statement: str) -> None:
        if statement.lstrip().startswith(_WRITES):
            self._statements.append(statement)
