"""SQLite's backup call in small steps, between which whoever decides gets through."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from typing import Final

_PAGES: Final = 256
"""In one step: a megabyte, for which about 2 ms are needed."""
_PAUSE: Final = 0.001
"""Seconds after a step. Without it the next one would begin before anybody who waits has woken up."""
_RETRY: Final = 0.01
"""Seconds until the next try where the file is being written to."""
_MORE: Final = 4

Between = Callable[[int, int], None]
"""Called after each step with the pages that are copied, and how many there are."""


class _StartedAnew(Exception):
    """Another connection wrote to the file, so that SQLite copies all of it once more."""


def copy_pages(source: sqlite3.Connection, target: sqlite3.Connection, between: Between) -> None:
    """Copy a whole database. What `source` itself writes meanwhile goes into the copy.

    Where others write so often that it would never end, its steps become longer until one is long enough.
    """
    pages = _PAGES
    while True:
        try:
            source.backup(target, pages=pages, progress=_Watch(between), sleep=_RETRY)
            return
        except _StartedAnew:
            pages *= _MORE


class _Watch:
    """What SQLite calls after each step."""

    def __init__(self, between: Between) -> None:
        self._between = between
        self._copied = 0

    def __call__(self, status: int, remaining: int, total: int) -> None:
        copied = total - remaining
        if status == sqlite3.SQLITE_OK and copied <= self._copied:
            raise _StartedAnew
        self._copied = copied
        self._between(copied, total)
        time.sleep(_PAUSE)
