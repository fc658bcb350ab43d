"""Making a damaged project anew in another file, and going on in that one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from annotator.desk.jobs import Runner
from annotator.desk.notices import Answer, Notice, Severity
from annotator.desk.workbench import Workbench
from annotator.domain.errors import ArticleUnavailable, ClaimdeskError, Unavailable
from annotator.domain.immutable import immutable
from annotator.domain.work import Job
from annotator.store.troubles import Damaged

if TYPE_CHECKING:
    # What repairs is loaded when somebody needs it.
    from annotator.store.repair.rebuilding import Rebuilt


@immutable
class Recovered:
    """A new project, what is in it, and the file with what could not be kept, if anything."""

    path: Path
    rebuilt: Rebuilt
    left_out: Path | None


class Doors(Protocol):
    """Opens and closes projects."""

    def open(self, path: Path) -> None:
        """Open a project in place of the present one."""

    def close(self) -> None:
        """Put the present one away."""


class Recovery(QObject):
    """`path_needed` carries a damaged project and asks where the new one is to lie; `recover` answers it.

    `recovered` carries a Recovered, whose project is open then; `failed` says why there is none.
    """

    path_needed = Signal(object)
    recovered = Signal(object)
    failed = Signal(str)

    def __init__(self, bench: Workbench, doors: Doors, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self._doors = doors
        bench.notices.helps.append(self._answers_to)

    def offer(self, path: Path, error: ClaimdeskError) -> None:
        """Tell why the project at `path` can't be opened, and offer what can be done about that."""
        answers = (self._recover(path),)
        self._bench.notices.tell(Notice(str(error), Unavailable.topic, Severity.ERROR, answers))

    def recover(self, damaged: Path, target: Path, runner: Runner) -> None:
        """Make the project at `damaged` anew at `target`, beside the window, and open it.

        The damaged one is closed for that if it is open, and opened again where nothing came of it.
        """
        desk = self._bench.desk
        was_open = desk.has_project and desk.project.path == damaged
        if was_open:
            self._doors.close()

        def work(job: Job) -> Recovered:
            from annotator.store.repair.left_out import write_left_out
            from annotator.store.repair.repairing import repair

            project, rebuilt = repair(damaged, target, job=job)
            # The connection belongs to this thread.
            project.close()
            return Recovered(project.path, rebuilt, write_left_out(rebuilt, project.path))

        def done(found: Recovered) -> None:
            if self._bench.attempt(lambda: self._doors.open(found.path)):
                self.recovered.emit(found)

        def fail(error: Exception) -> None:
            if not isinstance(error, ClaimdeskError):
                raise error
            if was_open:
                self._bench.attempt(lambda: self._doors.open(damaged))
            self.failed.emit(str(error))

        runner.start(self.tr("Recovering"), work, done=done, failed=fail)

    def _answers_to(self, error: Unavailable, _act: Callable[[], object]) -> tuple[Answer, ...]:
        """Damage that is met in the project that is open."""
        desk = self._bench.desk
        if isinstance(error, Damaged | ArticleUnavailable) and desk.has_project:
            return (self._recover(desk.project.path),)
        return ()

    def _recover(self, path: Path) -> Answer:
        return Answer(self.tr("Recover into a New File…"), lambda: self.path_needed.emit(path))
