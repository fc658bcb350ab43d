"""A process of its own that reads files, so that neither a hostile file nor hard work touches the window.

Names of files go to it and drafts come back as JSON, which is checked; nothing that it sends is run.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Final

from annotator.domain.errors import Unavailable
from annotator.domain.work import Job
from annotator.exchange.finding import Source

Answer = Callable[[Path, str, str | None], bytes]
"""From a path, a name and an encoding to the JSON of what was read."""

_AHEAD: Final = 8
"""Files that wait in the pipe. Their names fit into its buffer, so that no side waits for the other."""
_LOOK_EVERY: Final = 0.1
_STARTING_SECONDS: Final = 30.0
_READY: Final = b"ready"
_NICENESS: Final = 10
"""Whoever decides beside an import gets the processor first."""


class ReadingProcess:
    """Reads files in order. One over which the process dies or hangs fails alone; the next gets a new one.

    `seconds` is how long one file may take.
    """

    def __init__(self, answer: Answer, *, encoding: str | None, seconds: float = 60.0) -> None:
        self._answer = answer
        self._encoding = encoding
        self._seconds = seconds
        self._connection: Connection | None = None
        self._process: BaseProcess | None = None
        self._is_new = False

    def read(self, sources: Iterable[Source], job: Job) -> Iterator[tuple[Source, bytes | None]]:
        """Each source with its JSON, None where the process stopped over it.

        Raises Cancelled, and Unavailable where no process can be started.
        """
        remaining = iter(sources)
        waiting: deque[Source] = deque()
        while True:
            while len(waiting) < _AHEAD and (source := next(remaining, None)) is not None:
                waiting.append(source)
                self._ask(source)
            if not waiting:
                return
            answer = self._next_answer(job)
            if answer is None:
                self.close()
            yield waiting.popleft(), answer
            if answer is None:
                for source in waiting:
                    self._ask(source)

    def close(self) -> None:
        """End the process, whatever it is doing."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
            self._process = None

    def _ask(self, source: Source) -> None:
        if self._connection is None:
            self._start()
        if self._connection is not None:
            # A process that has died is noticed where its answer is missing.
            with suppress(OSError):
                self._connection.send((str(source.path), source.name))

    def _start(self) -> None:
        # Not "fork": a copy of a process with a window and threads is broken from its start.
        context = multiprocessing.get_context("spawn")
        self._connection, other = context.Pipe()
        process = context.Process(
            target=_serve, args=(other, self._answer, self._encoding), name="claimdesk-reader", daemon=True
        )
        process.start()
        self._process = process
        # Only the other process may hold its end, or its death would not be noticed.
        other.close()
        self._is_new = True

    def _next_answer(self, job: Job) -> bytes | None:
        if self._is_new and self._received(job, _STARTING_SECONDS) != _READY:
            raise Unavailable(
                "The part of Claimdesk that reads files did not start. What was imported before stays. "
                "Free some memory, then try again."
            )
        self._is_new = False
        return self._received(job, self._seconds)

    def _received(self, job: Job, seconds: float) -> bytes | None:
        """What the process sends next; None where it dies or does not answer in time."""
        end = time.monotonic() + seconds
        try:
            while self._connection is not None and time.monotonic() < end:
                if self._connection.poll(_LOOK_EVERY):
                    return self._connection.recv_bytes()
                job.check()
        except (EOFError, OSError):
            pass
        return None


def _serve(connection: Connection, answer: Answer, encoding: str | None) -> None:
    # Ctrl+C goes to every process of a terminal; this one ends when the other closes the pipe.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    with suppress(EOFError, OSError):
        connection.send_bytes(_READY)
        while True:
            path, name = connection.recv()
            connection.send_bytes(answer(Path(path), name, encoding))
