"""What SQLite's errors mean to a person."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import wraps
from pathlib import Path
from types import TracebackType
from typing import Final, ParamSpec, TypeVar

from annotator.domain.errors import Unavailable
from annotator.domain.immutable import immutable

Row = ParamSpec("Row")
Read = TypeVar("Read")

_MISREAD: Final = (ValueError, TypeError, KeyError, RecursionError)
_MESSAGES: Final[dict[int, str]] = {
    sqlite3.SQLITE_FULL: (
        "The disk is full, so {name} could not be written. Everything saved before is safe. "
        "Free some space, then try again."
    ),
    sqlite3.SQLITE_READONLY: (
        "{name} may not be written to. Nothing was changed. "
        "Open a copy in a folder where you may write, or change the file's permissions."
    ),
    sqlite3.SQLITE_BUSY: (
        "Another program is using {name}. Nothing was changed. Close that program, then try again."
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "{name} can't be opened: it is gone, or may not be read. Nothing was changed. "
        "Look for the file, or choose another."
    ),
    sqlite3.SQLITE_NOTADB: ("{name} is not a Claimdesk project. Nothing was changed. Choose another file."),
    sqlite3.SQLITE_IOERR: (
        "The disk did not answer while {name} was used. Everything saved before is safe. "
        "Check the disk or the connection to it, then try again."
    ),
    sqlite3.SQLITE_PERM: "{name} may not be used. Nothing was changed. Change its permissions.",
    sqlite3.SQLITE_INTERRUPT: (
        "{name} took too long to read: it may be damaged or made to mislead. Nothing was changed."
    ),
    sqlite3.SQLITE_TOOBIG: (
        "{name} holds a value larger than Claimdesk reads. Nothing was changed. "
        "Open the newest backup, or recover what is in it into a new file."
    ),
    sqlite3.SQLITE_LOCKED: "{name} is busy. Nothing was changed. Try again.",
}

_DAMAGED_HEADER: Final = ("unsupported file format",)
"""What SQLite says of bytes in the header that no version writes, with the code of wrong SQL."""
_UNFINISHED: Final = (
    "{name} was left in the middle of a write, which can't be finished where it lies. Nothing was changed. "
    "Copy it, with the -journal file beside it, to a folder of yours and open the copy."
)
_MOVED: Final = (
    "The project file {name} was moved, replaced or removed while it was open. "
    "What was saved before is in that file. Locate it and open it again, or save a copy elsewhere."
)


@immutable
class Finding:
    """Something that is not as it must be. `where` names the row, `what` says it in words."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


class Damaged(Unavailable):
    """What is in the file can't be what was written. It is not written to any more."""


class Hindrance(StrEnum):
    """Why a file can't be written to."""

    FULL = "full"
    DISK = "disk"
    RIGHTS = "rights"
    MOVED = "moved"


class NotWritten(Unavailable):
    """The file at `path` can't be written to; what it holds can still be read by who has it open."""

    def __init__(self, text: str, path: Path, why: Hindrance) -> None:
        super().__init__(text)
        self.path = path
        self.why = why


class InUse(Unavailable):
    """Another program writes to the file, or reads it, for longer than was waited."""


_WHILE_WRITING: Final = {
    sqlite3.SQLITE_FULL: Hindrance.FULL,
    sqlite3.SQLITE_IOERR: Hindrance.DISK,
    sqlite3.SQLITE_READONLY: Hindrance.RIGHTS,
}


_KINDS: Final[dict[int, type[Unavailable]]] = {
    sqlite3.SQLITE_BUSY: InUse,
    # Nothing as large is ever written.
    sqlite3.SQLITE_TOOBIG: Damaged,
}


class Unfinished(Unavailable):
    """A crash left the file in the middle of a write, and it lies where that can't be rolled back."""


def damaged(name: str = "") -> Damaged:
    """The error for a project file of this name that does not hold what it should."""
    return Damaged(
        f"The project file{name and ' '}{name} is damaged. Nothing was changed. "
        "Open the newest backup, or recover what is in it into a new file."
    )


class _Readable:
    """Decorates without entering itself: that would cost as much as each of the rows of a long article."""

    def __call__(self, read: Callable[Row, Read]) -> Callable[Row, Read]:
        @wraps(read)
        def checked(*values: Row.args, **named: Row.kwargs) -> Read:
            try:
                return read(*values, **named)
            except _MISREAD as error:
                raise damaged() from error

        return checked

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if isinstance(error, _MISREAD):
            raise damaged() from error


def readable() -> _Readable:
    """Raise Damaged where a row does not hold what is ever written there. Decorates readers of rows."""
    return _Readable()


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raise Unavailable in a person's words for what SQLite says of the file at `path`.

    Broken rules of the schema and wrong SQL stay as they are: those are bugs.
    """
    try:
        yield
    except sqlite3.IntegrityError:
        raise
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        trouble = _trouble(error, path)
        if trouble is None:
            raise
        raise trouble from error


def _trouble(error: Exception, path: Path) -> Unavailable | None:
    name = path.name
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        # What is not UTF-8 in a text column: Python says so itself, without a code.
        is_text = isinstance(error, UnicodeDecodeError) or "decode to UTF-8" in str(error)
        return damaged(name) if is_text else None
    if code == sqlite3.SQLITE_READONLY_ROLLBACK:
        return Unfinished(_UNFINISHED.format(name=name))
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return NotWritten(_MOVED.format(name=name), path, Hindrance.MOVED)
    if code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_FORMAT) or str(error) in _DAMAGED_HEADER:
        return damaged(name)
    message = _MESSAGES.get(code & 0xFF, "").format(name=name)
    if (why := _WHILE_WRITING.get(code & 0xFF)) is not None:
        return NotWritten(message, path, why)
    return _KINDS.get(code & 0xFF, Unavailable)(message) if message else None
