"""One window per project: a lock file beside it that the system releases when its holder dies."""

from __future__ import annotations

import json
import os
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from annotator.domain.errors import Unavailable
from annotator.domain.identity import now

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        os.lseek(descriptor, 1 << 20, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class AlreadyOpen(Unavailable):
    """Another window, perhaps on another machine, has the project open."""


@dataclass(frozen=True, slots=True)
class _Holder:
    host: str
    process: int
    since: str


class ProjectLock:
    """Held from opening to `release`. A lock left by a process that died is free at once."""

    def __init__(self, project: Path) -> None:
        self.path = project.with_name(f"{project.name}.lock")
        self._descriptor: int | None = None

    def acquire(self, *, take_over: bool = False) -> None:
        """Raises AlreadyOpen where somebody holds it; `take_over` ignores a holder on another machine."""
        try:
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        except OSError as error:
            raise Unavailable(
                f"The folder of {self.path.stem} may not be written to, so the project can't be worked on there. "
                "Nothing was changed. Open it for reading, or copy it to a folder of yours."
            ) from error
        holder = _read(descriptor)
        try:
            _take(descriptor)
        except OSError as error:
            os.close(descriptor)
            since = f" (since {holder.since[11:16]} UTC)" if holder else ""
            raise AlreadyOpen(
                f"This project is open on this computer in another window{since}. Nothing is lost. "
                "Go to that window, or close it and try again."
            ) from error
        if holder and holder.host != socket.gethostname() and not take_over:
            os.close(descriptor)
            raise AlreadyOpen(
                f"This project is open on {holder.host} since {holder.since[:16].replace('T', ' ')} UTC. "
                "Nothing was changed. Close it there; if it is not open there any more, "
                f"remove the file {self.path.name} and try again."
            )
        self._descriptor = descriptor
        _write(descriptor)

    def release(self) -> None:
        if self._descriptor is not None:
            with suppress(OSError):
                self.path.unlink()
            os.close(self._descriptor)
            self._descriptor = None


def _read(descriptor: int) -> _Holder | None:
    try:
        values = json.loads(
            os.pread(descriptor, 4096, 0) if hasattr(os, "pread") else os.read(descriptor, 4096)
        )
        return _Holder(str(values["host"]), int(values["process"]), str(values["since"]))
    except (ValueError, KeyError, TypeError, OSError):
        return None


def _write(descriptor: int) -> None:
    note = json.dumps({"host": socket.gethostname(), "process": os.getpid(), "since": now()}).encode()
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.ftruncate(descriptor, 0)
    os.write(descriptor, note)
