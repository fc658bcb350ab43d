"""Whole files, written beside the old one and swapped in: afterwards it is the new one or still the old."""

from __future__ import annotations

import errno
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

from annotator.domain.errors import Unavailable
from annotator.domain.identity import new_id

_PART_SUFFIX: Final = ".part"
_PART: Final = re.compile(r"\..*\.[0-9a-f-]{36}\.part(-journal)?", re.DOTALL)
_LEFT_AFTER: Final = 24 * 60 * 60
"""Seconds after which nobody writes to a part any more that was not touched meanwhile."""


def part_name(path: Path) -> Path:
    """A free name beside `path` for what will take its place."""
    return path.with_name(f".{path.name[:100]}.{new_id()}{_PART_SUFFIX}")


def remove_left_over(folder: Path) -> None:
    """Remove the parts in `folder` that a crash left behind, more than a day before."""
    with suppress(OSError):
        for entry in list(os.scandir(folder)):
            is_part = _PART.fullmatch(entry.name) is not None
            if is_part and time.time() - entry.stat(follow_symlinks=False).st_mtime > _LEFT_AFTER:
                _remove(Path(entry.path))


def _remove(part: Path) -> None:
    with suppress(OSError):
        if os.path.isdir(part) and not os.path.islink(part):
            shutil.rmtree(part)
        else:
            part.unlink()


@contextmanager
def part_of(path: Path) -> Iterator[Path]:
    """A free name beside `path` to write to. What is left there when the block ends is removed.

    So is what a crash left there before.
    """
    remove_left_over(path.parent)
    part = part_name(path)
    try:
        yield part
    finally:
        for left in (part, part.with_name(f"{part.name}-journal")):
            with suppress(OSError):
                left.unlink()


class Replacements:
    """New files that take the places of others, in the order in which they were opened."""

    def __init__(self, *, is_private: bool) -> None:
        self._is_private = is_private
        self._parts: dict[Path, Path] = {}
        self._files: list[BinaryIO] = []
        self._placed: list[Path] = []
        self._stack = ExitStack()

    def open(self, path: Path) -> BinaryIO:
        """A new file, to write to, read and perhaps close, that will take the place of `path`."""
        self._parts[path] = part = self._stack.enter_context(part_of(path))
        mode = 0o600 if self._is_private else _mode(path)
        self._files.append(self._stack.enter_context(_new(part, mode)))
        return self._files[-1]

    def place(self) -> None:
        """Give all of them their names, once the last of them is on the disk."""
        for file in self._files:
            file.close()
        for part in self._parts.values():
            _sync(part)
        for path, part in self._parts.items():
            part.replace(path)
            sync_folder(path.parent)
            self._placed.append(path)

    def close(self) -> None:
        """Remove what was not placed."""
        self._stack.close()

    def failure(self, error: OSError) -> Unavailable:
        """What `error` means to a person, and which files are new."""
        path = list(self._parts)[len(self._placed)]
        was = "The file that was there before is unchanged." if os.path.lexists(path) else "No file was made."
        if self._placed:
            was = f"Written whole before it: {', '.join(placed.name for placed in self._placed)}. {was}"
        return Unavailable(f"{path.name} was not written: {reason(error)}. {was} {way_out(error)}")


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A new file that takes the place of `path` when the block ends, and leaves no trace if it raises.

    It is its owner's alone. Raises Unavailable, with the old file untouched, where the disk is full or the
    folder can't be written to.
    """
    with replacing_together(is_private=True) as files:
        yield files.open(path)


@contextmanager
def replacing_together(*, is_private: bool = False) -> Iterator[Replacements]:
    """New files that take the places of others when the block ends, and leave no trace if it raises.

    Unless they are private, they may be read and written as those that were there before, or else as the
    umask says. What ends the process or the power while they take their places leaves the first of them new
    and the others old or missing, so the last should tell which belong together. Raises as `replacing`.
    """
    files = Replacements(is_private=is_private)
    try:
        with closing(files):
            yield files
            files.place()
    except OSError as error:
        raise files.failure(error) from error


def _mode(path: Path) -> int | None:
    """The permissions of the file that is there, None where there is none."""
    return path.stat().st_mode & 0o777 if os.path.exists(path) else None


@contextmanager
def _new(part: Path, mode: int | None) -> Iterator[BinaryIO]:
    """A new file with these permissions, or with those that the umask gives."""
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(part, flags, 0o666 if mode is None else mode), "w+b") as file:
        if mode is not None:
            # Memory sticks know no permissions, and refuse some.
            with suppress(OSError):
                part.chmod(mode)
        yield file


def _sync(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def place_new(part: Path, path: Path) -> None:
    """Give the finished file `part` the name `path`, durably. Raises FileExistsError where that is taken."""
    try:
        # Unlike a rename, a second name never takes the place of a file that somebody just made.
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError:
        # Memory sticks and some network folders know no second names.
        if os.path.lexists(path):
            raise FileExistsError(path) from None
        part.rename(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` durable where the system has a way to.

    Where it has none, as on Windows and some network drives, or fails at it, nothing is raised: the file has
    its name and is on the disk, and a power cut can only bring back what had the name before.
    """
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def way_out(error: OSError) -> str:
    """What a person can do where a file could not be written, as a sentence."""
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return "Choose a folder that you may write to, then try again."
    return "Free some space or choose another folder, then try again."


def reason(error: OSError) -> str:
    """What the system said, in lower case, as part of a sentence."""
    text = error.strerror or str(error)
    return text[:1].lower() + text[1:]
