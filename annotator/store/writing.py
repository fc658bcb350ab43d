"""Whole files, written beside the old one and swapped in: afterwards it is the new one or still the old."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from annotator.domain.errors import Unavailable
from annotator.domain.identity import new_id


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A new file that takes the place of `path` when the block ends, and leaves no trace if it raises.

    Raises Unavailable, with the old file untouched, where the disk is full or the folder can't be written to.
    """
    beside = path.with_name(f".{path.name[:100]}.{new_id()}.part")
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            os.replace(beside, path)
        except BaseException:
            with suppress(OSError):
                beside.unlink()
            raise
        sync_folder(path.parent)
    except OSError as error:
        was = "The file that was there before is unchanged." if path.exists() else "No file was made."
        raise Unavailable(
            f"{path.name} was not written: {reason(error)}. {was} "
            "Free some space or choose another folder, then try again."
        ) from error


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` durable where the system has a way to."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def reason(error: OSError) -> str:
    """What the system said, in lower case, as part of a sentence."""
    text = error.strerror or str(error)
    return text[:1].lower() + text[1:]
