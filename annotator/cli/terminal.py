"""Long work as a terminal shows it: a bar on stderr, and Ctrl+C that lets it end cleanly."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, redirect_stdout
from typing import Final, TextIO, cast

import click

from annotator.domain.errors import Cancelled, ClaimdeskError
from annotator.store.writing import reason

_WIDTH: Final = 30


class TerminalJob:
    """A job that draws its bar only where somebody sees it."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._is_seen = sys.stderr.isatty()
        self._shown = ""
        self._stopped = threading.Event()

    def step(self, done: int, total: int, text: str = "") -> None:
        """Draw the bar where it has moved."""
        if not self._is_seen or not total:
            return
        full = _WIDTH * done // total
        line = f"{self._title} [{'#' * full}{'-' * (_WIDTH - full)}] {100 * done // total:3} %"
        if line != self._shown:
            self._shown = line
            click.echo(f"\r{line}", nl=False, err=True)

    def check(self) -> None:
        """Raises Cancelled after Ctrl+C."""
        if self._stopped.is_set():
            raise Cancelled

    def stop(self) -> None:
        self._stopped.set()

    def clear(self) -> None:
        """Take the bar away, so that what is said next stands in an empty line."""
        if self._shown:
            click.echo(f"\r{' ' * len(self._shown)}\r", nl=False, err=True)


def plain(text: str) -> str:
    """`text` of an article or a file name without what would steer the terminal."""
    return "".join(character if character.isprintable() else "\ufffd" for character in text)


def in_lines(error: ClaimdeskError) -> str:
    """An error as it is told: the lines of a message are ours, the titles and names in them are not."""
    return "\n".join(map(plain, f"claimdesk: {error}".split("\n")))


class OutputLost(Exception):
    """Standard output can't be written to. Says why; nothing where its reader has gone, as after `head`."""


class _Output:
    """Standard output that tells its own errors from those of the project's file."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        with _lost():
            return self._stream.write(text)

    def flush(self) -> None:
        with _lost():
            self._stream.flush()


@contextmanager
def _lost() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError as error:
        raise OutputLost from error
    except OSError as error:
        raise OutputLost(
            f"What there is to say can't be written to standard output: {reason(error)}. "
            "What was done to a project stays done. Send the output elsewhere, then try again."
        ) from error


@contextmanager
def guarded_output() -> Iterator[None]:
    """Raises OutputLost, and no OSError, where standard output can't be written to inside the block."""
    output = sys.stdout
    try:
        with redirect_stdout(cast(TextIO, _Output(output))) if output else nullcontext():
            yield
    except OutputLost:
        # Python would try to write the rest once more at the very end, and fail with words of its own.
        os.dup2(os.open(os.devnull, os.O_WRONLY), output.fileno())
        raise


@contextmanager
def watched(title: str) -> Iterator[TerminalJob]:
    """A job that the first Ctrl+C stops at its next check, and the second one at once."""
    job = TerminalJob(title)
    if threading.current_thread() is not threading.main_thread():
        yield job
        return

    def on_interrupt(_number: int, _frame: object) -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        job.stop()

    before = signal.signal(signal.SIGINT, on_interrupt)
    try:
        yield job
    finally:
        signal.signal(signal.SIGINT, before)
        job.clear()
