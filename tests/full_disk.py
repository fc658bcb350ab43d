"""A disk that has no room left, without filling one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from annotator.store.project import Project

LONG: Final = "because " * 5000
"""Words that need more room than there is on pages that are written already."""


@contextmanager
def full(project: Project) -> Iterator[None]:
    """Inside the block there is no room for more pages, such as `LONG` needs."""
    pages = project.database.row("PRAGMA page_count")
    assert pages is not None
    project.database.execute(f"PRAGMA max_page_count = {pages[0]}")
    try:
        yield
    finally:
        project.database.execute("PRAGMA max_page_count = 60000")
