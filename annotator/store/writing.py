"""Whole files, written beside the old one and swapped in: afterwards it is the new one or still the old."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

from annotator.domain.errors import Unavailable
from annotator.domain.identity import new_id

PART_SUFFIX: Final = ".part"


@contextmanager
def part_of(path: Path) -> Iterator[Path]:
    """A free name beside `path` to write to. What is left there when the block ends is removed."""
    part = path.with_name(f".{path.name[:100]}.{new_id()}{PART_SUFFIX}")
    try:
        yield part
    finally:
        for left in (part, part.with_name(f"{part.name}-journal")):
            with suppress(OSError):
                left.unlink()


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A new file that takes the place of `path` when the block ends, and leaves no trace if it raises.

    Raises Unavailable, with the old file untouched, where the disk is full or the folder can't be written to.
    """
    try:
        with part_of(path) as part:
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
            with os.fdopen(os.open(part, flags, 0o600), "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        was = "The file that was there before is unchanged." if path.exists() else "No file was made."
        raise Unavailable(
            f"{path.name} was not written: {reason(error)}. {was} "
            "Free some space or choose another folder, then try again."
        ) from error


def place_new(part: Path, path: Path) -> None:
    """Give the finished file `part` the name `path`, durably. Raises FileExistsError where that is taken."""
    try:
        # Unlike a rename, a second name never takes the place of a file that somebody just made.
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError:
        # Memory sticks and some network folders know no second names.
        if path.exists():
            raise FileExistsError(path) from None
        part.rename(path)
    sync_folder(path.parent)


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
