"""Lets calls to the system fail in a process of our own: the library that does it, built and loaded."""

from __future__ import annotations

import ctypes
import errno
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Final

from torture.campaign import NotPossible
from torture.elsewhere import REPOSITORY

_SOURCE = Path(__file__).with_name("failing_calls.c")


class Call(IntEnum):
    """The kinds of calls, as the library numbers them."""

    WRITE = 0
    SYNC = 1
    NAME = 2
    OPEN = 3
    UNLINK = 4
    LENGTH = 5


IN_PART: Final = 0
"""The number of an error that is none: only half of what was to be written is."""

WAYS: Final[dict[Call, tuple[tuple[int, bool], ...]]] = {
    Call.WRITE: (
        (errno.ENOSPC, False),
        (errno.ENOSPC, True),
        (errno.EIO, False),
        (errno.EIO, True),
        (errno.EINTR, False),
        (IN_PART, False),
        (IN_PART, True),
    ),
    Call.SYNC: ((errno.EIO, False), (errno.EIO, True), (errno.ENOSPC, False), (errno.EINTR, False)),
    Call.NAME: ((errno.EIO, False), (errno.ENOSPC, True), (errno.EINTR, False)),
    Call.OPEN: (
        (errno.EIO, False),
        (errno.ENOSPC, True),
        (errno.EMFILE, False),
        (errno.EACCES, False),
        (errno.EINTR, False),
    ),
    Call.UNLINK: ((errno.EIO, False), (errno.EIO, True)),
    Call.LENGTH: ((errno.EIO, False), (errno.EIO, True), (errno.EINTR, False)),
}
"""How each kind of call fails: the error, and whether it goes on failing."""


@dataclass(frozen=True, slots=True)
class Trial:
    """Let the call of this kind and number fail while an operation runs."""

    operation: str
    call: Call
    number: int
    error: int
    lasts: bool

    def __str__(self) -> str:
        what = errno.errorcode.get(self.error, "in part")
        return f"{self.operation}: {self.call.name} {self.number} {what}{' and on' if self.lasts else ''}"


@dataclass(frozen=True, slots=True)
class Came:
    """What came of so many trials: in how many a person was told, and what was wrong."""

    trials: int
    told: int
    faults: tuple[str, ...]


def run_apart(operations: Sequence[str], *, at_most: int = 0, seed: int = 0) -> Came:
    """What came of every trial of these operations, or of so many of each by chance, in a process of its own.

    Raises NotPossible where no library can be built and loaded here.
    """
    with tempfile.TemporaryDirectory() as name:
        library = built(Path(name))
        environment = {**os.environ, "LD_PRELOAD": str(library), "QT_QPA_PLATFORM": "offscreen"}
        command = [sys.executable, "-m", "torture.failing_work", str(library), str(at_most), str(seed)]
        ended = subprocess.run(
            [*command, *operations],
            cwd=REPOSITORY,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    if ended.returncode:
        raise RuntimeError(ended.stderr[-3000:])
    trials, told, faults = json.loads(ended.stdout)
    return Came(trials, told, tuple(faults))


def built(folder: Path) -> Path:
    """The library, in `folder`. Raises NotPossible where it can't be built."""
    compiler = shutil.which("cc")
    if compiler is None or not sys.platform.startswith("linux"):
        raise NotPossible("no C compiler (cc) is installed here, which builds what lets calls fail")
    library = folder / "failing_calls.so"
    command = [compiler, "-shared", "-fPIC", "-O1", "-U_FORTIFY_SOURCE", "-o", str(library), str(_SOURCE)]
    built = subprocess.run([*command, "-ldl"], capture_output=True, text=True, check=False)
    if built.returncode:
        raise NotPossible(f"what lets calls fail can't be built here: {built.stderr[-300:]}")
    return library


class Failing:
    """The loaded library."""

    def __init__(self, library: Path) -> None:
        self._library = ctypes.CDLL(str(library))
        self._library.failing_calls_arm.argtypes = [
            ctypes.c_char_p,
            ctypes.c_int,
            ctypes.c_long,
            ctypes.c_int,
            ctypes.c_int,
        ]
        self._library.failing_calls_counted.restype = ctypes.c_long

    @contextmanager
    def during(self, folder: Path, trial: Trial | None) -> Iterator[None]:
        """Count the calls that concern `folder`, and let the one of the trial fail."""
        kind, number = (trial.call, trial.number) if trial else (Call.WRITE, -1)
        error, lasts = (trial.error, trial.lasts) if trial else (0, False)
        self._library.failing_calls_arm(str(folder).encode(), kind, number, error, lasts)
        try:
            yield
        finally:
            self._library.failing_calls_disarm()

    @property
    def counts(self) -> dict[Call, int]:
        """How many calls of each kind there were since the last time that something was awaited."""
        return {call: int(self._library.failing_calls_counted(call)) for call in Call}
