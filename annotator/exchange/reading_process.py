"""A process of its own that reads files, so that neither a hostile file nor hard work touches the window.

Names of files go to it and drafts come back as JSON, which is checked; nothing that it sends is run.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
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
from annotator.exchange.articles.kinds import kind_by_name
from annotator.exchange.articles.limits import MOST_MEMORY, MOST_SECONDS
from annotator.exchange.articles.shape import NO_WISHES, Wishes
from annotator.exchange.finding import Source

Answer = Callable[[Path, str, Wishes, int], Iterable[bytes]]
"""From a path, a name, wishes and how much to leave out, to JSON for each thing that was read; none empty."""

_AHEAD: Final = 8
"""Files that wait in the pipe. Their names fit into its buffer, so that no side waits for the other."""
_LOOK_EVERY: Final = 0.1
_STARTING_SECONDS: Final = 30.0
_READY: Final = b"ready"
_END: Final = b""
_LEAST_SPEED: Final = 5_000_000
"""Bytes a second."""
_NETWORK: Final = frozenset(
    {"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo"}
    | {"socket.gethostbyname", "socket.gethostbyaddr"}
)
_NICENESS: Final = 10
"""Whoever decides beside an import gets the processor first."""


class ReadingProcess:
    """Reads files in order. What the process dies or hangs over fails alone; the next gets a new one.

    `seconds` is how long one article may take; of a large file that holds many, longer by as much as it may
    take to go through it. The process writes no further ahead than a pipe holds, so
    neither side ever has more than an article or two of a file in memory.
    """

    def __init__(self, answer: Answer, *, wishes: Wishes = NO_WISHES, seconds: float = MOST_SECONDS) -> None:
        self._answer = answer
        self._wishes = wishes
        self._seconds = seconds
        self._connection: Connection | None = None
        self._process: BaseProcess | None = None
        self._is_new = False

    def read(
        self, sources: Iterable[Source], job: Job, *, skip: int = 0
    ) -> Iterator[tuple[Source, bytes | None]]:
        """Each source with the JSON of each thing in it, None where the process stopped over one.

        The first `skip` things of each are left out.

        Raises Cancelled, and Unavailable where no process can be started.
        """
        remaining = iter(sources)
        waiting: deque[Source] = deque()
        while True:
            while len(waiting) < _AHEAD and (asked := next(remaining, None)) is not None:
                waiting.append(asked)
                self._ask(asked, skip)
            if not waiting:
                return
            source = waiting.popleft()
            for answer in self._answers(source, waiting, job, skip):
                yield source, answer

    def _answers(
        self, source: Source, later: Iterable[Source], job: Job, skip: int
    ) -> Iterator[bytes | None]:
        """What the process says of one file; `later` are asked again where it stopped over this one."""
        done, is_again = 0, False
        seconds = self._seconds + _looking_through(source)
        while (answer := self._next_answer(job, seconds)) != _END:
            goes_on = answer is not None
            if answer is None:
                self.close()
                # A second stop with nothing between is one of the file itself, and was told.
                goes_on = _has_many(source) and not is_again
                if goes_on:
                    self._ask(source, skip + done + 1)
                for other in later:
                    self._ask(other, skip)
                if is_again:
                    return
            done, is_again = done + 1, answer is None
            yield answer
            if not goes_on:
                return

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

    def _ask(self, source: Source, skip: int) -> None:
        if self._connection is None:
            self._start()
        if self._connection is not None:
            # A process that has died is noticed where its answer is missing.
            with suppress(OSError):
                self._connection.send((str(source.path), source.name, skip))

    def _start(self) -> None:
        # Not "fork": a copy of a process with a window and threads is broken from its start.
        context = multiprocessing.get_context("spawn")
        self._connection, other = context.Pipe()
        process = context.Process(
            target=_serve, args=(other, self._answer, self._wishes), name="claimdesk-reader", daemon=True
        )
        process.start()
        self._process = process
        # Only the other process may hold its end, or its death would not be noticed.
        other.close()
        self._is_new = True

    def _next_answer(self, job: Job, seconds: float) -> bytes | None:
        if self._is_new and self._received(job, _STARTING_SECONDS) != _READY:
            raise Unavailable(
                "The part of Claimdesk that reads files did not start. What was imported before stays. "
                "Free some memory, then try again."
            )
        self._is_new = False
        return self._received(job, seconds)

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


def _has_many(source: Source) -> bool:
    """Whether the file may hold more than the article over which the process stopped."""
    kind = kind_by_name(source.path.name)
    return kind is not None and kind.has_many


def _looking_through(source: Source) -> float:
    """Seconds in which the process may go through a file of many articles up to the one it gives next."""
    with suppress(OSError):
        return source.path.stat().st_size / _LEAST_SPEED if _has_many(source) else 0.0
    return 0.0


def _serve(connection: Connection, answer: Answer, wishes: Wishes) -> None:
    # Ctrl+C goes to every process of a terminal; this one ends when the other closes the pipe.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    _limit_memory()
    sys.addaudithook(_refuse_network)
    with suppress(EOFError, OSError):
        connection.send_bytes(_READY)
        while True:
            path, name, skip = connection.recv()
            for part in answer(Path(path), name, wishes, skip):
                connection.send_bytes(part)
            connection.send_bytes(_END)


def _refuse_network(event: str, _arguments: tuple[object, ...]) -> None:
    """Nothing is ever fetched, whatever a library would like."""
    if event in _NETWORK:
        raise PermissionError("What reads files has no network.")


def _limit_memory() -> None:
    """Let requests for memory fail beyond what any file may need, on systems that can."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, most))
