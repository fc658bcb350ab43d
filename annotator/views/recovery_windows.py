"""The ways from a damaged project, or a backup, to a new one: where it is to lie, what came back."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QFileDialog

from annotator.desk.jobs import JobRunner
from annotator.store.file_identity import SUFFIX
from annotator.views.open_dialogs import OpenDialogs
from annotator.views.parts import Parts

if TYPE_CHECKING:
    from annotator.desk.going_back import GoingBack


class RecoveryWindows(QObject):
    """Asks for the new file, and shows a recovery."""

    def __init__(self, parts: Parts, dialogs: OpenDialogs) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._dialogs = dialogs
        parts.session.recovery.path_needed.connect(self._on_recovery_path_needed)
        parts.session.backup_found.connect(self._on_session_backup_found)

    def recover(self, damaged: Path, target: Path) -> None:
        """Make a new project of the damaged one, and show how far that is."""
        from annotator.views.recovery_dialog import RecoveryDialog

        recovery = self._parts.session.recovery
        dialog = RecoveryDialog(damaged, self._parts.theme, self._parts.window)
        # A worker of its own: that of the window stops with the project that is open.
        runner = JobRunner(dialog)
        runner.progressed.connect(
            lambda _title, done, total, text: dialog.progress.show_progress(done, total, text)
        )
        dialog.stop_requested.connect(runner.cancel)
        recovery.recovered.connect(dialog.show_result)
        recovery.failed.connect(dialog.show_trouble)
        self._dialogs.show("recovery", dialog)
        recovery.recover(damaged, target, runner)

    @cached_property
    def _going_back(self) -> GoingBack:
        """Made when somebody opens a backup, which few ever do."""
        from annotator.desk.going_back import GoingBack

        going_back = GoingBack(self._parts.bench, self._parts.session.open, self)
        going_back.path_needed.connect(self._on_going_back_path_needed)
        return going_back

    @Slot(object)
    def _on_session_backup_found(self, backup: Path) -> None:
        self._going_back.offer(backup)

    @Slot(object)
    def _on_recovery_path_needed(self, damaged: Path) -> None:
        folder = damaged.parent if os.access(damaged.parent, os.W_OK) else Path.home()
        path = folder / (self.tr("%1 recovered").replace("%1", damaged.stem) + SUFFIX)
        self._choose(self.tr("Recover into a New File"), path, lambda target: self.recover(damaged, target))

    @Slot(object)
    def _on_going_back_path_needed(self, backup: Path) -> None:
        recent = self._parts.bench.settings.values.recent
        beside = Path(recent[0].path) if recent else Path.home() / "project"
        day = backup.stem.partition("T")[0]
        path = beside.with_name(self.tr("%1 of %2").replace("%1", beside.stem).replace("%2", day) + SUFFIX)
        self._choose(
            self.tr("Restore into a New File"),
            path,
            lambda target: self._going_back.restore(backup, target),
        )

    def _choose(self, title: str, path: Path, act: Callable[[Path], None]) -> None:
        """Ask where a new project is to lie, with `path` as a first answer."""
        kinds = self.tr("Claimdesk projects (*%1)").replace("%1", SUFFIX)
        dialog = QFileDialog(self._parts.window, title, str(path.parent), kinds)
        dialog.setObjectName("fileChooser")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX.lstrip("."))
        dialog.selectFile(path.name)
        dialog.fileSelected.connect(lambda chosen: act(Path(chosen)))
        dialog.open()
