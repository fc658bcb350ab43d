"""One window per project: a lock file beside it that the system releases when its holder dies."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from pathlib import Path

from annotator.domain.errors import Unavailable
from annotator.domain.identity import now
from annotator.domain.immutable import immutable
from annotator.store.writing import reason

if sys.platform == "win32":
    import msvcrt
    from platform import node as host

    def _take(descriptor: int) -> None:
        os.lseek(descriptor, 1 << 20, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _let_go(descriptor: int, path: Path) -> None:
        # An open file can't be removed here, and one that somebody else has opened since stays.
        os.close(descriptor)
        with suppress(OSError):
            path.unlink()
else:
    import fcntl

    def host() -> str:
        """The name of this computer."""
        # As `platform.node`, which takes longer to load than everything else here.
        return os.uname().nodename

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _let_go(descriptor: int, path: Path) -> None:
        # Removed before it is free, so that nobody can take the name away from under its next holder.
        with suppress(OSError):
            path.unlink()
        os.close(descriptor)


class AlreadyOpen(Unavailable):
    """Another window on this computer has the project open."""


class OpenElsewhere(AlreadyOpen):
    """Another computer has, or had, the project open. `open_project(..., take_over=True)` ignores that."""


@immutable
class _Holder:
    host: str
    since: str


def was_left(project: Path) -> bool:
    """Whether a lock lies beside a project: whoever had it open last has it open, or did not close it."""
    return os.path.exists(_beside(project))


class ProjectLock:
    """Held from opening to `release`. A lock left by a process that died is free at once."""

    def __init__(self, project: Path) -> None:
        self.path = _beside(project)
        self._project = project.name
        self._descriptor: int | None = None

    def acquire(self, *, take_over: bool = False) -> None:
        """Raises AlreadyOpen where somebody holds it; `take_over` ignores a holder on another computer."""
        descriptor = self._open()
        while not self._is_taken(descriptor):
            os.close(descriptor)
            descriptor = self._open()
        holder = _read(descriptor)
        if holder and holder.host != host() and not take_over:
            os.close(descriptor)
            raise OpenElsewhere(
                f"{self._project} is open on {holder.host} since {holder.since[:16].replace('T', ' ')} UTC, "
                "or was never closed there. Nothing was changed. Close it there, then try again. Take it "
                "over only where it is surely not open there any more: two computers that write to one file "
                "can damage it, and what one of them decides can be lost. A backup is made first."
            )
        self._descriptor = descriptor
        _write(descriptor)

    def release(self) -> None:
        if self._descriptor is not None:
            _let_go(self._descriptor, self.path)
            self._descriptor = None

    def _open(self) -> int:
        # A link in place of the lock would have us write wherever it points.
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
        try:
            return os.open(self.path, flags, 0o600)
        except OSError as error:
            raise Unavailable(
                f"{self.path.name} can't be written beside the project: {reason(error)}. "
                "Nothing was changed. Open the project for reading, or copy it to a folder of yours."
            ) from error

    def _is_taken(self, descriptor: int) -> bool:
        """Take the lock; False where its holder removed the file between our opening and our taking it."""
        holder = _read(descriptor)
        try:
            _take(descriptor)
        except OSError as error:
            os.close(descriptor)
            since = f" (since {holder.since[11:16]} UTC)" if holder else ""
            raise AlreadyOpen(
                f"{self._project} is open on this computer in another window{since}. Nothing is lost. "
                "Go to that window, or close it and try again."
            ) from error
        try:
            return os.path.samestat(os.fstat(descriptor), os.lstat(self.path))
        except FileNotFoundError:
            return False


def _beside(project: Path) -> Path:
    return project.with_name(f"{project.name}.lock")


def _read(descriptor: int) -> _Holder | None:
    try:
        os.lseek(descriptor, 0, os.SEEK_SET)
        values = json.loads(os.read(descriptor, 4096))
        return _Holder(str(values["host"])[:100], str(values["since"]))
    except (ValueError, KeyError, TypeError, OSError, RecursionError):
        return None


def _write(descriptor: int) -> None:
    note = json.dumps({"host": host(), "process": os.getpid(), "since": now()}).encode()
    # The lock holds without its note too, on a disk that is full.
    with suppress(OSError):
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.ftruncate(descriptor, 0)
        os.write(descriptor, note)
