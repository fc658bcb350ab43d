"""The one step that could not be written: it stays in sight, and nothing else is written before it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Signal

from annotator.domain import guideline_steps
from annotator.domain.errors import Refused, Unavailable
from annotator.domain.immutable import immutable
from annotator.domain.records import Progress
from annotator.domain.review.verbs import is_of_review
from annotator.domain.sheet import Shown
from annotator.domain.steps import Step
from annotator.store.project import Project
from annotator.store.troubles import InUse, NotWritten

PATIENCE: Final = 0.25
"""Seconds to wait for another program that writes to the project, while nothing on the window moves."""


@immutable
class Waiting:
    """A step on its way to the disk, with the counts that go with it if it is of the open article's sheet.

    `shown` is what the sheet showed before.
    """

    step: Step
    progress: Progress | None = None
    shown: Shown = ()

    @property
    def is_elsewhere(self) -> bool:
        """Whether it is not of the open article's sheet, as what is decided in a review."""
        return self.progress is None


class Withheld(QObject):
    """`changed` says that a step waits, that something else is in its way now, or that none waits any more.

    `written` is told of a step that had waited, `taken_back` of one that waits no more without having been
    written.
    """

    changed = Signal()

    def __init__(
        self,
        project: Callable[[], Project],
        written: Callable[[Waiting, Step], None],
        taken_back: Callable[[Waiting], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._project, self._written, self._taken_back = project, written, taken_back
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

    def write(self, waiting: Waiting) -> Step:
        """Take a step to the disk, whatever waits. Raises as the ledger does."""
        project = self._project()
        # Who tries again does so often.
        with project.patience(0 if self._waiting else PATIENCE):
            if is_of_review(waiting.step):
                # Whose gold is has to be there before it.
                project.gold_annotator()
            step = guideline_steps.under(waiting.step, project.gold.guideline_number())
            return project.ledger.commit(step, waiting.progress)

    def attempt(self, waiting: Waiting) -> Step | None:
        """The step as it was written, or None where it waits from now on, as the file can't be written to.

        Else raises as `write` does.
        """
        try:
            return self.write(waiting)
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
        self._written(waiting, step)
        return True

    def take_back(self) -> None:
        """Show again what is in the project, instead of what waits."""
        waiting = self._waiting
        if waiting is not None:
            self.let_go()
            self._taken_back(waiting)

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
