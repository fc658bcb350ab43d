"""Going back to a backup, in a new file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from annotator.desk.notices import Answer, Notice, Severity
from annotator.desk.workbench import Workbench
from annotator.domain.work import Job


class GoingBack(QObject):
    """`path_needed` carries a backup and asks where it is to be restored, which `restore` answers."""

    path_needed = Signal(object)

    def __init__(self, bench: Workbench, open_project: Callable[[Path], None], parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self._open_project = open_project

    def offer(self, backup: Path) -> None:
        """Say that a backup is not worked in, and what can be done with it."""
        said = self.tr(
            "“%1” is a backup, which stays as it is. Nothing was opened. "
            "To go back to it, restore it into a new file and work on that one."
        )
        answer = Answer(self.tr("Restore into a New File…"), lambda: self.path_needed.emit(backup))
        text = said.replace("%1", backup.name)
        self._bench.notices.tell(Notice(text, "unavailable", Severity.INFO, (answer,), asks=True))

    def restore(self, backup: Path, target: Path) -> None:
        """Copy the backup to `target` beside the window, and open that."""

        def work(job: Job) -> Path:
            from annotator.store.restoring import restore

            return restore(backup, target, job)

        self._bench.runner.start(
            self.tr("Restoring"), work, done=self._on_restored, failed=self._on_restore_failed
        )

    def _on_restored(self, path: Path) -> None:
        self._bench.attempt(lambda: self._open_project(path))

    def _on_restore_failed(self, error: Exception) -> None:
        self._bench.notices.tell_failure(error, key="unavailable")
