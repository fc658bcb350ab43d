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
        self._here_at_first = _peak("self")
        self._longest = self._hardest = self._reader = 0.0
        self._hung: list[str] = []

    def step(self, done: int, total: int, text: str = "") -> None:
        self.look(text)

    def begin(self) -> None:
        """What took its time until now is no fault of a file."""
        self._clock, self._processor = time.monotonic(), _processor_seconds()

    def look(self, what: str) -> None:
        """Time what took place since the last look, and see how large the processes are that read."""
        clock, processor = time.monotonic() - self._clock, _processor_seconds() - self._processor
        if processor > MOST_SECONDS or clock > _MOST_BY_THE_CLOCK:
            self._hung.append(f"{what} took {processor:.0f} s of the processor, {clock:.0f} s by the clock")
        self._longest = max(self._longest, clock)
        self._hardest = max(self._hardest, processor)
        for child in multiprocessing.active_children():
            self._reader = max(self._reader, _peak(str(child.pid)))
        self.begin()

    def tell(self, tally: Tally) -> None:
        """What was seen."""
        tally.count("hangs", len(self._hung))
        for hung in self._hung:
            tally.fault(hung)
        tally.peak("seconds for one file", self._longest)
        tally.peak("seconds of the processor for one file", self._hardest)
        tally.peak("MB of the window's process", _peak("self"))
        tally.peak("MB that reading added to it", _peak("self") - self._here_at_first)
        tally.peak("MB of the process that reads", self._reader)


def _processor_seconds() -> float:
    """Of this process and of those that it has started and that are still there."""
    seconds = time.process_time()
    for child in multiprocessing.active_children():
        with suppress(OSError, ValueError, IndexError):
            # What follows the name, which may hold anything, from the state on.
            fields = Path(f"/proc/{child.pid}/stat").read_bytes().rpartition(b")")[2].split()
            seconds += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return seconds


def _peak(process: str) -> float:
    """The most memory that a process ever held, in MB; 0 where the system does not say it."""
    with suppress(OSError):
        for line in Path("/proc", process, "status").read_bytes().splitlines():
            if line.startswith(b"VmHWM:"):
                return int(line.split()[1]) / _MEGABYTE
    return 0.0
