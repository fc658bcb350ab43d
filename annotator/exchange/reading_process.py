"""A process of its own that reads files, so that neither a hostile file nor hard work touches the window.

Names of files go to it and what they hold comes back as JSON, which is checked; nothing of it is run.
"""

from __future__ import annotations

import gc
import math
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final, Generic, TypeVar

from annotator.domain.collecting import SELDOM
from annotator.domain.errors import Unavailable
from annotator.domain.immutable import immutable
from annotator.domain.work import Job
from annotator.exchange.articles.kinds import kind_by_name
from annotator.exchange.articles.limits import MOST_MEMORY, MOST_SECONDS
from annotator.exchange.finding import Source
from annotator.exchange.own_process import OwnProcess

W = TypeVar("W")
"""What is wished of a file: anything that can be pickled."""
Answer = Callable[[Path, str, W, int], Iterable[bytes]]
"""From a path, a name, wishes and how much to leave out, to JSON for each thing that was read; none empty."""

_AHEAD: Final = 8
"""Files that wait in the pipe. Their names fit into its buffer, so that no side waits for the other."""
_LOOK_EVERY: Final = 0.1
_STARTING_SECONDS: Final = 120.0
"""On a computer that does much else; a process that ends instead is noticed at once."""
_NOT_STARTED: Final = (
    "The part of Claimdesk that reads files did not start. What was imported before stays. "
    "Free some memory, then try again."
)
_READY: Final = b"ready"
_END: Final = b""
_LARGEST_ANSWER: Final = 256 * 1024**2
"""Bytes: twice what the longest article may need."""
_LEAST_SPEED: Final = 5_000_000
"""Bytes a second."""
_NETWORK: Final = frozenset(
    {"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo"}
    | {"socket.gethostbyname", "socket.gethostbyaddr"}
)
_NICENESS: Final = 10
"""Whoever decides beside an import gets the processor first."""


@immutable
class Limits:
    """What reading may need: seconds of the processor and by the clock for an article, and bytes of memory.

    For a large file that holds many articles, longer by as much as it may take to go through it.
    """

    processor: float = MOST_SECONDS
    clock: float = MOST_SECONDS
    memory: int = MOST_MEMORY


LIMITS: Final = Limits()


class ReadingProcess(Generic[W]):
    """Reads files in order. What the process dies or hangs over fails alone; the next gets a new one.

    The process writes no further ahead than a pipe holds, a megabyte, so neither side ever has more of a file
    in memory than that and an article or two.
    """

    def __init__(self, answer: Answer[W], *, limits: Limits = LIMITS) -> None:
        self._answer = answer
        self._limits = limits
        # Known from the first reading on, before which there is no process.
        self._wishes: W
        self._process: OwnProcess | None = None
        self._is_new = False

    def read(
        self, sources: Iterable[Source], job: Job, wishes: W, *, skip: int = 0
    ) -> Iterator[tuple[Source, bytes | None]]:
        """Each source with the JSON of each thing in it, None where the process stopped over one.

        The first `skip` things of each are left out. Whoever asks no further ends the process, as what it
        still says would be taken for an answer to the next question.

        Raises Cancelled, and Unavailable where no process can be started.
        """
        if self._process is not None and not self._process.is_alive:
            # It died while nobody asked it anything.
            self.close()
        self._tell(wishes)
        try:
            yield from self._read(iter(sources), job, skip)
        except BaseException:
            self.close()
            raise

    def _read(
        self, remaining: Iterator[Source], job: Job, skip: int
    ) -> Iterator[tuple[Source, bytes | None]]:
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
        longer = _looking_through(source)
        while (answer := self._next_answer(job, self._limits.clock + longer)) != _END:
            if answer is None:
                self.close()
            # A second stop with nothing between is one of the file itself, and was told.
            if answer is not None or not is_again:
                done += 1
                yield answer
            if answer is None:
                goes_on = _has_many(source) and not is_again
                if goes_on:
                    self._ask(source, skip + done)
                for other in later:
                    self._ask(other, skip)
                if not goes_on:
                    return
            is_again = answer is None

    def close(self) -> None:
        """End the process, whatever it is doing."""
        if self._process is not None:
            self._process.close()
            self._process = None

    def _tell(self, wishes: W) -> None:
        """Tell a process that is there what is wished now; one that is started later gets it with that."""
        if self._process is not None and wishes != self._wishes:
            with suppress(OSError):
                self._process.questions.send((wishes,))
        self._wishes = wishes

    def _ask(self, source: Source, skip: int) -> None:
        if self._process is None:
            self._process = self._started()
            self._is_new = True
        # A process that has died is noticed where its answer is missing.
        with suppress(OSError):
            seconds = self._limits.processor + _looking_through(source)
            self._process.questions.send((str(source.path), source.name, skip, seconds))

    def _started(self) -> OwnProcess:
        asked = (self._answer, self._wishes, self._limits.memory)
        try:
            return OwnProcess(_serve, *asked, name="claimdesk-reader", niceness=_NICENESS)
        except OSError as error:
            raise Unavailable(_NOT_STARTED) from error

    def _next_answer(self, job: Job, seconds: float) -> bytes | None:
        if self._is_new and self._received(job, _STARTING_SECONDS) != _READY:
            raise Unavailable(_NOT_STARTED)
        self._is_new = False
        return self._received(job, seconds)

    def _received(self, job: Job, seconds: float) -> bytes | None:
        """What the process sends next; None where it dies or does not answer in time."""
        end = time.monotonic() + seconds
        try:
            while self._process is not None and time.monotonic() < end:
                if self._process.answers.poll(_LOOK_EVERY):
                    return self._process.answers.recv_bytes(_LARGEST_ANSWER)
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


def _serve(questions: Connection, answers: Connection, answer: Answer[W], wishes: W, memory: int) -> None:
    _limit_memory(memory)
    gc.set_threshold(*SELDOM)
    # The program itself is no garbage, and need not be looked through.
    gc.freeze()
    sys.addaudithook(_refuse_network)
    with suppress(EOFError, OSError):
        answers.send_bytes(_READY)
        while True:
            match questions.recv():
                case (path, name, skip, seconds):
                    _limit_processor(seconds)
                    for part in answer(Path(path), name, wishes, skip):
                        answers.send_bytes(part)
                        _limit_processor(seconds)
                    answers.send_bytes(_END)
                case (wished,):
                    wishes = wished


def _refuse_network(event: str, _arguments: tuple[object, ...]) -> None:
    """Nothing is ever fetched, whatever a library would like."""
    if event in _NETWORK:
        raise PermissionError("What reads files has no network.")


def _limit_memory(most: int) -> None:
    """Let requests for memory fail beyond what any file may need, on systems that can."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        _, highest = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (most, highest))
        # What the system ends is not written to the disk as a whole.
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_processor(seconds: float) -> None:
    """Let the system end this process once it has used so many seconds more, where it can."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        _, highest = resource.getrlimit(resource.RLIMIT_CPU)
        end = math.ceil(time.process_time() + seconds)
        resource.setrlimit(resource.RLIMIT_CPU, (end, highest))
