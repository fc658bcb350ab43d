"""The one step that could not be written: it stays in sight, and nothing else is written before it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from annotator.domain.errors import Refused, Unavailable
from annotator.domain.records import Progress
from annotator.domain.steps import Step
from annotator.store.troubles import InUse, NotWritten


@dataclass(frozen=True, slots=True)
class Waiting:
    """A step on its way to the disk, with the counts that go with it."""

    step: Step
    progress: Progress


class Withheld(QObject):
    """`changed` says that a step waits, that something else is in its way now, or that none waits any more.

    `write` takes a step to the disk; what it raises as NotWritten or InUse makes the step wait. `written` is
    told of one that had waited, `taken_back` of one that waits no more without having been written.
    """

    changed = Signal()

    def __init__(
        self,
        write: Callable[[Waiting], Step],
        written: Callable[[Step], None],
        taken_back: Callable[[Step], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._write, self._written, self._taken_back = write, written, taken_back
        self._waiting: Waiting | None = None
        self._error: Unavailable | None = None

    @property
    def waiting(self) -> Waiting | None:
        """What is shown and not written, or None."""
        return self._waiting

    @property
    def error(self) -> Unavailable | None:
        """What is in its way."""
        return self._error

    def attempt(self, waiting: Waiting) -> Step | None:
        """The step as it was written, or None where it waits from now on. Else raises as `write` does."""
        try:
            return self._write(waiting)
        except (NotWritten, InUse) as error:
            self._waiting, self._error = waiting, error
            self.changed.emit()
            return None

    def again(self) -> bool:
        """Try once more to write what waits. Returns whether nothing waits any more.

        Raises Refused where it does not fit any more what is in the project: it is taken back then.
        """
        waiting = self._waiting
        if waiting is None:
            return True
        try:
            step = self.attempt(waiting)
        except BaseException:
            self.take_back()
            raise
        if step is None:
            return False
        self.let_go()
        self._written(step)
        return True

    def take_back(self) -> None:
        """Show again what is in the project, instead of what waits."""
        waiting = self._waiting
        if waiting is not None:
            self.let_go()
            self._taken_back(waiting.step)

    def let_go(self) -> None:
        """Nothing waits any more."""
        if self._waiting is not None:
            self._waiting = self._error = None
            self.changed.emit()

    def clear_the_way(self) -> None:
        """Raises Refused where something waits that still can't be written: nothing comes before it."""
        if not self.again():
            raise Refused(
                self.tr(
                    "What you did last is not saved yet, so nothing was done now. "
                    "Everything before it is safe. Save that first, or take it back."
                )
            )
