"""Long work beside the window: one worker thread, one job at a time, told about ten times a second."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import Final, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from annotator.domain.errors import Cancelled, ClaimdeskError
from annotator.domain.immutable import immutable
from annotator.domain.work import Job

Result = TypeVar("Result")

_TOLD_EVERY: Final = 100
"""Milliseconds between two looks at a job's progress."""


class Watched:
    """A job's numbers and its cancel flag: written by the worker, read by the window."""

    def __init__(self) -> None:
        self.done, self.total, self.text = 0, 0, ""
        self._cancelled = threading.Event()

    def step(self, done: int, total: int, text: str = "") -> None:
        """Remember how far the work is."""
        self.done, self.total, self.text = done, total, text

    def check(self) -> None:
        """Raises Cancelled once `cancel` was called."""
        if self._cancelled.is_set():
            raise Cancelled

    def cancel(self) -> None:
        """Ask the work to stop at its next `check`."""
        self._cancelled.set()


@immutable
class _Order:
    title: str
    work: Callable[[Job], object]
    done: Callable[[object], None]
    failed: Callable[[Exception], None]
    is_quiet: bool


class Runner(Protocol):
    """Whatever runs jobs: the worker thread, or at once in a test."""

    def start(
        self,
        title: str,
        work: Callable[[Job], Result],
        *,
        done: Callable[[Result], None],
        failed: Callable[[Exception], None],
        is_quiet: bool = False,
    ) -> None:
        """Run `work` after the jobs before it; then `done` or `failed`, on the thread of the window."""

    def cancel(self) -> None:
        """Ask what runs to stop."""

    def close(self) -> str:
        """Stop, and wait until nothing runs any more. Returns the title of what was stopped, "" for none."""


class Questions:
    """Has a runner answer one question after the other; nobody is told of any but the newest."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner
        self._number = 0

    def ask(
        self,
        title: str,
        work: Callable[[Job], Result],
        *,
        answered: Callable[[Result], None],
        failed: Callable[[ClaimdeskError], None],
        is_quiet: bool = False,
    ) -> None:
        """Let `work` answer, unless something else is asked before it begins.

        `failed` is given what a person can be told; whatever else is raised is a bug and goes on its way.
        """
        self._number = number = self._number + 1

        def run(job: Job) -> Result:
            if number != self._number:
                raise Cancelled
            return work(job)

        def done(answer: Result) -> None:
            if number == self._number:
                answered(answer)

        def tell(error: Exception) -> None:
            if not isinstance(error, ClaimdeskError):
                raise error
            if number == self._number:
                failed(error)

        self._runner.start(title, run, done=done, failed=tell, is_quiet=is_quiet)

    def drop(self) -> None:
        """Let nobody be told of what was asked until now."""
        self._number += 1


class JobRunner(QObject):
    """`progressed` carries (title, done, total, text) while a job that is not quiet runs."""

    started = Signal(str)
    progressed = Signal(str, int, int, str)
    ended = Signal()
    _finished = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._orders: deque[_Order] = deque()
        self._current: _Order | None = None
        self._watched = Watched()
        self._thread: threading.Thread | None = None
        self._is_held = False
        self._clock = QTimer(self)
        self._clock.setInterval(_TOLD_EVERY)
        self._clock.timeout.connect(self._tell)
        self._finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        return self._current is not None

    def start(
        self,
        title: str,
        work: Callable[[Job], Result],
        *,
        done: Callable[[Result], None],
        failed: Callable[[Exception], None],
        is_quiet: bool = False,
    ) -> None:
        """Run `work` in the worker after the jobs before it; `done` or `failed` is called on this thread."""
        self._orders.append(_Order(title, work, done, failed, is_quiet))  # type: ignore[arg-type]
        self._next()

    def hold(self) -> None:
        """Begin no job until `go_on`: a window that is being built needs the processor for itself."""
        self._is_held = True

    @Slot()
    def go_on(self) -> None:
        """Begin what was ordered."""
        self._is_held = False
        self._next()

    def cancel(self) -> None:
        """Ask the present job to stop."""
        self._watched.cancel()

    def close(self) -> str:
        """Stop everything and wait for the worker: finished parts stay, nothing is left half done.

        Returns the title of what was stopped, "" if that was nothing or quiet work.
        """
        self._orders.clear()
        self._watched.cancel()
        if self._thread is not None:
            self._thread.join()
        self._clock.stop()
        stopped, self._current = self._current, None
        if stopped is None or stopped.is_quiet:
            return ""
        self.ended.emit()
        return stopped.title

    def _next(self) -> None:
        if self._is_held or self._current is not None or not self._orders:
            return
        order = self._current = self._orders.popleft()
        watched = self._watched = Watched()
        self._thread = threading.Thread(
            target=self._run, args=(order, watched), name=order.title, daemon=True
        )
        if not order.is_quiet:
            self.started.emit(order.title)
            self._clock.start()
        self._thread.start()

    def _run(self, order: _Order, watched: Watched) -> None:
        try:
            outcome: object = order.work(watched)
        except Exception as error:  # noqa: BLE001 - handed to the window's thread, which knows what it means
            outcome = error
        self._finished.emit(order, outcome)

    @Slot()
    def _tell(self) -> None:
        if self._current is not None:
            watched = self._watched
            self.progressed.emit(self._current.title, watched.done, watched.total, watched.text)

    @Slot(object, object)
    def _on_finished(self, order: _Order, outcome: object) -> None:
        if order is not self._current:
            return
        if self._thread is not None:
            self._thread.join()
        self._clock.stop()
        self._current = None
        if not order.is_quiet:
            self.ended.emit()
        try:
            if isinstance(outcome, Exception):
                order.failed(outcome)
            else:
                order.done(outcome)
        finally:
            self._next()
