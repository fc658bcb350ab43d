"""Long work as a terminal shows it: a bar on stderr, and Ctrl+C that lets it end cleanly."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import click

from annotator.domain.errors import Cancelled

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
            raise Cancelled("Stopped. What was finished before stays.")

    def stop(self) -> None:
        self._stopped.set()

    def clear(self) -> None:
        """Take the bar away, so that what is said next stands in an empty line."""
        if self._shown:
            click.echo(f"\r{' ' * len(self._shown)}\r", nl=False, err=True)


def plain(text: str) -> str:
    """`text` of an article or a file name without what would steer the terminal."""
    return "".join(character if character.isprintable() else "\ufffd" for character in text)


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
