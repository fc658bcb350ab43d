"""The dialog of exporting, and what it asks for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from annotator.desk.jobs import JobRunner
from annotator.desk.notices import Answer, Notice, Severity
from annotator.domain.errors import Refused
from annotator.views.open_dialogs import OpenDialogs
from annotator.views.parts import Parts

if TYPE_CHECKING:
    # What reads and writes data sets is loaded when somebody does.
    from annotator.exchange.choices import ExportChoices
    from annotator.exchange.exporting import ExportReport


class ExchangeWindows(QObject):
    """Shows what an export will hold, and what became of it."""

    def __init__(self, parts: Parts, dialogs: OpenDialogs) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._dialogs = dialogs
        parts.intake.exported.connect(self._on_intake_exported)

    def show_export(self) -> None:
        """Choose what a dataset holds, see it, and write it."""
        from annotator.desk.export_preview import ExportPreview
        from annotator.exchange.last_export import export_scope
        from annotator.views.export_dialog import ExportDialog

        parts, desk = self._parts, self._parts.bench.desk
        parts.inspector.flush()
        scope = export_scope(
            desk.project, desk.annotator.id if desk.has_annotator else "", listed=self._listed()
        )
        dialog = ExportDialog(parts.theme, parts.bench.settings, scope, parts.window)
        # A worker of its own: a preview must not wait until an import is done.
        runner = JobRunner(dialog)
        preview = ExportPreview(desk.project, runner, dialog)
        dialog.preview_requested.connect(preview.ask)
        dialog.export_requested.connect(self._on_dialog_export_requested)
        dialog.left_out_requested.connect(self._on_dialog_left_out_requested)
        dialog.unfinished_requested.connect(self._go_to_unfinished)
        dialog.finished.connect(preview.stop)
        dialog.finished.connect(runner.close)
        preview.answered.connect(dialog.show_preview)
        preview.proved.connect(dialog.show_proof)
        preview.rehearsed.connect(dialog.show_rehearsal)
        preview.failed.connect(dialog.show_trouble)
        self._dialogs.show("export", dialog)

    def export_again(self) -> None:
        """Write the dataset once more, as it was chosen last."""
        from annotator.exchange.last_export import export_scope, last_export

        desk, settings = self._parts.bench.desk, self._parts.bench.settings
        last = last_export(settings.values.export)
        scope = export_scope(desk.project, desk.annotator.id if desk.has_annotator else "")
        if not last.path or last.project_id != scope.project_id:
            raise Refused(
                self.tr("This project was not exported yet. Choose what to export first."),
                ways=("file.export",),
            )
        self._parts.intake.export(scope.choices(last), scope.path(last))

    def _listed(self) -> tuple[str, ...]:
        """The articles that the queue lists, where it leaves some out."""
        model = self._parts.queue.model
        return tuple(row.article_id for row in model.rows) if model.rowCount() < model.total else ()

    def _go_to_unfinished(self) -> None:
        self._parts.bench.notices.attempt(self._parts.bench.queue.open_unfinished)

    @Slot(str)
    def _on_dialog_left_out_requested(self, reason: str) -> None:
        """List the articles behind a count, where the queue can tell them apart."""
        from annotator.exchange.planning import Reason
        from annotator.models.queue_model import QueueFilter

        wanted = QueueFilter.EXCLUDED if reason == Reason.EXCLUDED else QueueFilter.TO_DO
        self._parts.workspace.show_pane("queue")
        self._parts.queue.show_only(wanted)

    @Slot(object, object)
    def _on_dialog_export_requested(self, choices: ExportChoices, path: Path) -> None:
        self._parts.bench.notices.attempt(lambda: self._parts.intake.export(choices, path))

    @Slot(object)
    def _on_intake_exported(self, report: ExportReport) -> None:
        said = self.tr("Exported %1 records to %2.")
        said = said.replace("%1", f"{report.records:,}").replace("%2", report.path.name)
        answers = (Answer(self.tr("Show in Folder"), lambda: _show_folder(report.path.parent)),)
        if report.is_complete:
            self._parts.bench.notices.tell(Notice(said, key="export", answers=answers, passing=True))
            return
        broken = self.tr("%n records do not fit their text and were left out", "", len(report.broken))
        text = f"{said} {broken}; {report.path.name}.export.json lists them."
        self._parts.bench.notices.tell(Notice(text, key="export", severity=Severity.WARNING, answers=answers))


def _show_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
