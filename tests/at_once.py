"""Jobs that run where they are started, for tests that are not about waiting."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from annotator.desk.jobs import Watched
from annotator.domain.work import Job

Result = TypeVar("Result")


class AtOnce:
    """Runs each job where it is started: for tests and for work without a window."""

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
            done(result)

    def close(self) -> str:
        """Nothing runs."""
        return ""

    def cancel(self) -> None:
        """Nothing runs."""
