"""A process of its own beside the window's: it may die over its work or be ended, and the window goes on."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Final, TypeVarTuple

Ts = TypeVarTuple("Ts")


_PIPE: Final = 1024**2
"""Bytes: as much as every user of Linux may have in a pipe."""


class OwnProcess:
    """Calls `serve` with its ends of two pipes and the arguments: it asks at one, and answers at the other.

    `questions` is the end of the first pipe on this side, `answers` that of the second. What was answered
    before the process dies arrives. Raises OSError where no process can be started.
    """

    def __init__(
        self, serve: Callable[[Connection, Connection, *Ts], None], *arguments: *Ts, name: str, niceness: int
    ) -> None:
        # Not "fork": a copy of a process with a window and threads is broken from its start.
        context = multiprocessing.get_context("spawn")
        asked, self.questions = context.Pipe(duplex=False)
        self.answers, answered = context.Pipe(duplex=False)
        _widen(answered)
        _widen(self.questions)
        self._process: BaseProcess = context.Process(
            target=_settled, args=(asked, answered, serve, arguments, niceness), name=name, daemon=True
        )
        try:
            with _without_interrupts():
                self._process.start()
        except BaseException:
            self._close_pipes()
            raise
        finally:
            # Only the other process may hold its ends, or its death would not be noticed.
            asked.close()
            answered.close()

    @property
    def is_alive(self) -> bool:
        return self._process.is_alive()

    def close(self) -> None:
        """End the process, whatever it is doing."""
        self._close_pipes()
        self._process.kill()
        self._process.join()
        self._process.close()

    def _close_pipes(self) -> None:
        self.questions.close()
        self.answers.close()


def _widen(pipe: Connection) -> None:
    """Have it hold more than 64 kB where that can be: the process goes on while nobody listens."""
    with suppress(ImportError, AttributeError, OSError):
        import fcntl

        fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, _PIPE)


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """A process that is started inside the block is not interrupted before it says that it never is.

    Ctrl+C goes to every process of a terminal. Ours is told as soon as the block ends, if not before.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    # It lets interrupts through again once it has started the process that cleans up behind all others.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _settled(
    asked: Connection,
    answered: Connection,
    serve: Callable[[Connection, Connection, *Ts], None],
    arguments: tuple[*Ts],
    niceness: int,
) -> None:
    # This process ends when the other closes the pipes.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(niceness)
    serve(asked, answered, *arguments)
