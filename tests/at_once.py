"""Jobs that run where they are started, for tests that are not about waiting."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TypeVar

from annotator.desk.jobs import Watched
from annotator.domain.work import Job

Result = TypeVar("Result")


class AtOnce:
    """Runs each job where it is started: for tests and for work without a window.

    `meanwhile` happens while the work is going on, before it is told what came of it.
    """

    def __init__(self) -> None:
        self.meanwhile: Callable[[], object] = lambda: None

    def start(
        self,
        title: str,
        work: Callable[[Job], Result],
        *,
        done: Callable[[Result], None],
        failed: Callable[[Exception], None],
        is_quiet: bool = False,
    ) -> None:
        """Run `work` and call `done` or `failed` before returning."""
        try:
            result = work(Watched())
        except Exception as error:  # noqa: BLE001 - as the worker thread does
            failed(error)
        else:
            self.meanwhile()
            done(result)

    def close(self) -> str:
        """Nothing runs."""
        return ""

    def cancel(self) -> None:
        """Nothing runs."""


class OnDemand(AtOnce):
    """Runs jobs when the test says so."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: deque[Callable[[], None]] = deque()

    def start(
        self,
        title: str,
        work: Callable[[Job], Result],
        *,
        done: Callable[[Result], None],
        failed: Callable[[Exception], None],
        is_quiet: bool = False,
    ) -> None:
        """Let the job wait until `run`."""
        start = super().start
        self._waiting.append(lambda: start(title, work, done=done, failed=failed, is_quiet=is_quiet))

    def run(self) -> None:
        """Run what waits, and what is started by that."""
        while self._waiting:
            self._waiting.popleft()()
