"""Writing packs beside the window: one's own work, or what annotators are given."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator.desk.workbench import Workbench
from annotator.domain.errors import Refused
from annotator.domain.identity import now
from annotator.domain.immutable import immutable
from annotator.domain.records import Annotator
from annotator.domain.work import Job
from annotator.exchange.names import safe_name
from annotator.exchange.packs.layout import MADE_FOR, SUFFIX
from annotator.store.team import persons

if TYPE_CHECKING:
    # What writes packs is loaded when somebody does.
    from annotator.exchange.packs.cover import Cover


@immutable
class Sent:
    """A pack that was written, and its cover."""

    path: Path
    cover: Cover


class Packing(QObject):
    """`sent` carries a Sent, `given_out` a list of them, `task_opened` the path of a project."""

    sent = Signal(object)
    given_out = Signal(list)
    task_opened = Signal(object)

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._bench = bench

    def own_name(self) -> str:
        """A good name for the pack of who annotates now."""
        return f"{safe_name(self._bench.desk.annotator.name)}-{now()[:10]}{SUFFIX}"

    def people(self) -> list[Annotator]:
        """Those whom articles can be given to."""
        project = self._bench.desk.project
        if project.database.sight.is_blind or project.fact(MADE_FOR):
            raise Refused(
                self.tr("Only who leads the project gives out articles. Nothing was changed."),
                ways=("file.pack",),
            )
        return persons(project)

    def send(self, path: Path) -> None:
        """Write the work of who annotates now."""
        desk = self._bench.desk
        project, annotator = desk.project, desk.annotator

        def work(job: Job) -> Sent:
            from annotator.exchange.packs.layout import PackKind
            from annotator.exchange.packs.writing import write_pack

            companion = project.companion(read_only=True)
            try:
                cover = write_pack(companion, path, annotator=annotator, kind=PackKind.WORK, job=job)
            finally:
                companion.close()
            return Sent(path, cover)

        self._bench.runner.start(self.tr("Packing"), work, done=self.sent.emit, failed=self._on_failed)

    def give_out(self, folder: Path, people: Sequence[Annotator]) -> None:
        """Write a task for each of these people, named after the project and her."""
        project = self._bench.desk.project
        title = project.fact("title")

        def work(job: Job) -> list[Sent]:
            from annotator.exchange.packs.feedback import feedback_for
            from annotator.exchange.packs.layout import PackKind
            from annotator.exchange.packs.writing import write_pack

            companion = project.companion(read_only=True)
            written = []
            try:
                for person in people:
                    path = folder / f"{safe_name(f'{title} - {person.name}')}{SUFFIX}"
                    told, kind = feedback_for(companion, person.id), PackKind.TASK
                    cover = write_pack(companion, path, annotator=person, kind=kind, feedback=told, job=job)
                    written.append(Sent(path, cover))
            finally:
                companion.close()
            return written

        self._bench.runner.start(
            self.tr("Giving out packs"), work, done=self.given_out.emit, failed=self._on_failed
        )

    def open_task(self, path: Path) -> None:
        """Make a project of a task, or bring what is new into the one that is there."""
        candidates = [Path(recent.path) for recent in self._bench.settings.values.recent]

        def work(job: Job) -> Path:
            from annotator.exchange.packs.opening import open_task

            return open_task(path, candidates=candidates, job=job)[0]

        self._bench.runner.start(
            self.tr("Opening a pack"), work, done=self.task_opened.emit, failed=self._on_failed
        )

    def _on_failed(self, error: Exception) -> None:
        self._bench.notices.tell_failure(error, key="job")
