"""How long files keep the window's process, and how much memory it and the processes that read take."""

from __future__ import annotations

import multiprocessing
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from annotator.domain.work import Unwatched
from torture.campaign import Tally

MOST_SECONDS: Final = 20.0
"""Of the processor; a file that takes longer is a fault."""
_MOST_BY_THE_CLOCK: Final = 90.0
"""A file for which nothing is done as long as this is a fault, too, whatever else the computer does."""
_MEGABYTE: Final = 1024


class Watch(Unwatched):
    """A job that times what lies between two of its steps."""

    def __init__(self) -> None:
        self._clock, self._processor = time.monotonic(), _processor_seconds()
        self._longest = self._hardest = self._added = self._reader = 0.0
        self._here = self._most_here = _held("VmRSS")
        self._hung: list[str] = []

    def step(self, done: int, total: int, text: str = "") -> None:
        self.look(text)

    def begin(self) -> None:
        """Whatever took time and memory until now is no fault of a file."""
        self._restart()
        # The system forgets how large this process once was.
        with suppress(OSError):
            Path("/proc/self/clear_refs").write_bytes(b"5")
        self._here = _held("VmRSS")

    def look(self, what: str) -> None:
        """Time what took place since the last look, and see how large the processes are that read."""
        clock, processor = time.monotonic() - self._clock, _processor_seconds() - self._processor
        if processor > MOST_SECONDS or clock > _MOST_BY_THE_CLOCK:
            self._hung.append(f"{what} took {processor:.0f} s of the processor, {clock:.0f} s by the clock")
        self._longest = max(self._longest, clock)
        self._hardest = max(self._hardest, processor)
        for child in multiprocessing.active_children():
            self._reader = max(self._reader, _held("VmHWM", str(child.pid)))
        most = _held("VmHWM")
        self._most_here = max(self._most_here, most)
        self._added = max(self._added, most - self._here)
        self._restart()

    def tell(self, tally: Tally) -> None:
        """What was seen."""
        tally.count("hangs", len(self._hung))
        for hung in self._hung:
            tally.fault(hung)
        tally.peak("seconds for one file", self._longest)
        tally.peak("seconds of the processor for one file", self._hardest)
        tally.peak("MB of the window's process", self._most_here)
        tally.peak("MB that a file added to it", self._added)
        tally.peak("MB of the process that reads", self._reader)

    def _restart(self) -> None:
        self._clock, self._processor = time.monotonic(), _processor_seconds()


def _processor_seconds() -> float:
    """Of this process and of those that it has started and that are still there."""
    seconds = time.process_time()
    for child in multiprocessing.active_children():
        with suppress(OSError, ValueError, IndexError):
            # What follows the name, which may hold anything, from the state on.
            fields = Path(f"/proc/{child.pid}/stat").read_bytes().rpartition(b")")[2].split()
            seconds += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return seconds


def _held(what: str, process: str = "self") -> float:
    """Memory of a process in MB: `VmRSS` now, `VmHWM` at most; 0 where the system does not say it."""
    with suppress(OSError):
        for line in Path("/proc", process, "status").read_bytes().splitlines():
            if line.startswith(f"{what}:".encode()):
                return int(line.split()[1]) / _MEGABYTE
    return 0.0
