"""What was done in another copy of the project: found, packed and handed to whoever merges packs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from annotator.desk.notices import Answer, Notice, Severity
from annotator.desk.workbench import Workbench
from annotator.domain.errors import ClaimdeskError
from annotator.domain.work import Job
from annotator.store.conflicted_copies import conflicted_copies
from annotator.store.project import Project

_NAMED: Final = 3
Found = TypeVar("Found")


class OtherCopies(QObject):
    """`packed` carries the paths of packs that are to be looked at and merged.

    A copy is only read: it stays as it is, wherever it lies.
    """

    packed = Signal(object)

    def __init__(self, bench: Workbench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self._folder: TemporaryDirectory[str] | None = None

    @Slot()
    def look(self) -> None:
        """Tell of the conflicted copies beside the open project that hold what it does not."""
        if self._bench.desk.project.read_only:
            return

        def work(_job: Job, project: Project) -> list[Path]:
            return [copy for copy in conflicted_copies(project.path) if _is_worth_telling(project, copy)]

        self._start(self.tr("Looking for other copies"), work, self._on_found, is_quiet=True)

    def merge(self, copies: Sequence[Path]) -> None:
        """Pack what these copies hold and the open project does not, for a look before it is merged."""
        self.forget()
        self._folder = TemporaryDirectory(prefix="claimdesk-", ignore_cleanup_errors=True)
        folder = Path(self._folder.name)

        def work(job: Job, project: Project) -> list[Path]:
            from annotator.exchange.packs.copies import pack_more

            packs = []
            for number, copy in enumerate(copies):
                # Two copies may hold the same person's work.
                place = folder / str(number)
                place.mkdir()
                packs += pack_more(project, copy, place, job)
            return packs

        self._start(self.tr("Reading other copies"), work, self._on_packed)

    def forget(self) -> None:
        """Remove the packs, which are needed no more once they were read."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _start(
        self,
        title: str,
        work: Callable[[Job, Project], Found],
        done: Callable[[Found], None],
        *,
        is_quiet: bool = False,
    ) -> None:
        project = self._bench.desk.project

        def work_beside(job: Job) -> Found:
            with closing(project.companion(read_only=True)) as companion:
                return work(job, companion)

        self._bench.runner.start(title, work_beside, done=done, failed=self._on_failed, is_quiet=is_quiet)

    def _on_found(self, copies: list[Path]) -> None:
        if not copies:
            return
        leave = self.tr("Leave It There") if len(copies) == 1 else self.tr("Leave Them There")
        answers = (
            Answer(self.tr("Merge…"), lambda: self._bench.attempt(lambda: self.merge(copies))),
            Answer(leave, lambda: None),
        )
        self._bench.notices.tell(Notice(self._words(copies), "conflicted", Severity.WARNING, answers))

    def _on_packed(self, packs: list[Path]) -> None:
        if packs:
            self.packed.emit(packs)
        else:
            self._bench.notices.passing(
                self.tr("What you may merge of it is in this project already. Nothing was changed.")
            )

    def _on_failed(self, error: Exception) -> None:
        self._bench.notices.tell_failure(error, key="job")

    def _words(self, copies: Sequence[Path]) -> str:
        names = ", ".join(f"“{copy.name}”" for copy in copies[:_NAMED])
        names += " …" if len(copies) > _NAMED else ""
        said = (
            self.tr(
                "A program that syncs folders left a copy beside this project: %1. It holds work that is not "
                "here. Nothing was changed; after a merge the copy stays as it is."
            )
            if len(copies) == 1
            else self.tr(
                "A program that syncs folders left copies beside this project: %1. They hold work that is "
                "not here. Nothing was changed; after a merge the copies stay as they are."
            )
        )
        return said.replace("%1", names)


def _is_worth_telling(project: Project, copy: Path) -> bool:
    """Whether it holds more, or can't be asked: then that is said to who wants to merge it."""
    from annotator.exchange.packs.copies import AnotherProject, holds_more

    try:
        return holds_more(project, copy)
    except AnotherProject:
        return False
    except ClaimdeskError:
        return True
