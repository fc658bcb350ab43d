"""Many decisions at once into a project that nobody has yet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from annotator.store.project import Project


@contextmanager
def in_the_making(project: Project) -> Iterator[None]:
    """Inside the block writes do not wait for the disk; after it all of them are durable.

    A power cut before its end can damage the file, so this is only for one that would be made anew then.
    """
    database = project.database
    database.execute("PRAGMA synchronous = OFF")
    try:
        yield
    finally:
        database.execute("PRAGMA synchronous = EXTRA")
    with database.write():
        # A write that waits for the disk takes along everything that was written before.
        database.execute("UPDATE meta SET value = value WHERE key = 'id'")
