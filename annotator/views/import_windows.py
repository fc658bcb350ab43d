"""The dialogs of importing, and what they ask for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from annotator.desk.jobs import JobRunner
from annotator.views.open_dialogs import OpenDialogs
from annotator.views.parts import Parts

if TYPE_CHECKING:
    # What reads files is loaded when somebody imports.
    from annotator.exchange.importing import ImportOrder
    from annotator.exchange.look import Look
    from annotator.exchange.outcomes import ImportReport


class ImportWindows(QObject):
    """Shows what an import will bring in, and what it could not read."""

    def __init__(self, parts: Parts, dialogs: OpenDialogs) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._dialogs = dialogs
        self._foreseen: frozenset[str] = frozenset()
        parts.intake.look_needed.connect(self._on_intake_look_needed)
        parts.intake.imported.connect(self._on_intake_imported)

    @Slot(object)
    def _on_intake_look_needed(self, look: Look) -> None:
        """Show what there is, step by step, before it comes in."""
        from annotator.desk.import_study import ImportStudy
        from annotator.views.import_wizard import ImportWizard

        parts = self._parts
        dialog = ImportWizard(parts.theme, look, parts.window)
        # A page is shown while everything is read, and neither waits for an import that is going on.
        surveyor, reader = JobRunner(dialog), JobRunner(dialog)
        study = ImportStudy(
            parts.bench.desk.project, look.found, surveyor=surveyor, reader=reader, parent=dialog
        )
        dialog.survey_requested.connect(study.survey)
        dialog.survey_stopped.connect(study.cancel_survey)
        dialog.preview_requested.connect(study.preview)
        dialog.columns_requested.connect(study.outline)
        dialog.import_requested.connect(self._on_wizard_import_requested)
        dialog.finished.connect(study.stop)
        surveyor.progressed.connect(
            lambda _title, done, total, name: dialog.progress.show_progress(done, total, name)
        )
        study.surveyed.connect(dialog.show_survey)
        study.survey_failed.connect(dialog.show_survey_trouble)
        study.previewed.connect(dialog.show_draft)
        study.preview_failed.connect(dialog.clean.show_trouble)
        study.outlined.connect(dialog.show_outline)
        study.outline_failed.connect(dialog.what.show_trouble)
        self._dialogs.show("wizard", dialog)
        dialog.begin()

    @Slot(object)
    def _on_wizard_import_requested(self, order: ImportOrder) -> None:
        self._foreseen = order.foreseen
        self._parts.bench.notices.attempt(lambda: self._parts.intake.import_ordered(order))

    @Slot(object)
    def _on_intake_imported(self, report: ImportReport) -> None:
        from annotator.exchange.outcomes import Status
        from annotator.views.import_dialog import ImportDialog

        dialog = self._dialogs.find("import")
        # What a person saw before she said that it is to be imported needs no second look.
        failed = {each.name for each in report.remarks if each.status in (Status.FAILED, Status.SKIPPED)}
        foreseen, self._foreseen = self._foreseen, frozenset()
        if dialog is None and failed <= foreseen:
            return
        if not isinstance(dialog, ImportDialog):
            dialog = ImportDialog(self._parts.theme, self._parts.window)
            dialog.reimport_requested.connect(self._on_dialog_reimport_requested)
            self._dialogs.show("import", dialog)
        dialog.add_report(report)

    @Slot(object, str)
    def _on_dialog_reimport_requested(self, paths: object, encoding: str) -> None:
        chosen = [Path(str(path)) for path in paths] if isinstance(paths, list | tuple) else []
        self._parts.bench.notices.attempt(lambda: self._parts.intake.import_files(chosen, encoding=encoding))
