"""A process of its own beside the window's: it may die over its work or be ended, and the window goes on."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TypeVarTuple

Ts = TypeVarTuple("Ts")


class OwnProcess:
    """Calls `serve` with its end of a pipe and the arguments; `connection` is the end on this side.

    Raises OSError where no process can be started.
    """

    def __init__(
        self, serve: Callable[[Connection, *Ts], None], *arguments: *Ts, name: str, niceness: int
    ) -> None:
        # Not "fork": a copy of a process with a window and threads is broken from its start.
        context = multiprocessing.get_context("spawn")
        self.connection, other = context.Pipe()
        self._process: BaseProcess = context.Process(
            target=_settled, args=(other, serve, arguments, niceness), name=name, daemon=True
        )
        try:
            with _without_interrupts():
                self._process.start()
        except BaseException:
            self.connection.close()
            raise
        finally:
            # Only the other process may hold its end, or its death would not be noticed.
            other.close()

    def close(self) -> None:
        """End the process, whatever it is doing."""
        self.connection.close()
        self._process.kill()
        self._process.join()
        self._process.close()


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
    connection: Connection, serve: Callable[[Connection, *Ts], None], arguments: tuple[*Ts], niceness: int
) -> None:
    # This process ends when the other closes the pipe.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(niceness)
    serve(connection, *arguments)
