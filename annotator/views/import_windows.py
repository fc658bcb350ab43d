"""The dialogs of importing, and what they ask for."""

from __future__ import annotations

from collections import deque
from functools import partial
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
    from annotator.views.annotations_dialog import AnnotationsDialog
    from annotator.views.import_wizard import ImportWizard


class ImportWindows(QObject):
    """Shows what an import will bring in, and what it could not read."""

    def __init__(self, parts: Parts, dialogs: OpenDialogs) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._dialogs = dialogs
        self._foreseen: frozenset[str] = frozenset()
        parts.intake.look_needed.connect(self._on_intake_look_needed)
        self._waiting: deque[tuple[Path, str]] = deque()
        parts.intake.annotations_found.connect(self._on_intake_annotations_found)
        parts.intake.imported.connect(self._on_intake_imported)
        parts.session.annotator_needed.connect(self._on_session_annotator_needed)

    @Slot(list)
    def _on_session_annotator_needed(self, _known: list[str]) -> None:
        """Nobody brings annotations in under the name of the one who sat here before."""
        self._waiting.clear()
        self._dialogs.close("annotations")

    @Slot(object)
    def _on_intake_look_needed(self, look: Look) -> None:
        """Show what there is, step by step, before it comes in."""
        from annotator.views.import_wizard import ImportWizard

        wizard = self._dialogs.find("wizard")
        if isinstance(wizard, ImportWizard) and look.paths[: len(wizard.look.paths)] == wizard.look.paths:
            # More was dropped on it; what was chosen and changed stays.
            wizard.show_look(look)
            return
        parts, settings = self._parts, self._parts.bench.settings
        wizard = ImportWizard(
            parts.theme,
            parts.table,
            look,
            parts.window,
            rules_off=frozenset(settings.values.rules_off),
            presets=settings.values.import_presets,
        )
        self._study(wizard)
        wizard.import_requested.connect(self._on_wizard_import_requested)
        wizard.rules_remembered.connect(lambda names: settings.change(rules_off=tuple(sorted(names))))
        wizard.presets_changed.connect(lambda presets: settings.change(import_presets=presets))
        wizard.annotations_meant.connect(self._on_wizard_annotations_meant)
        wizard.more_dropped.connect(self._on_wizard_more_dropped)
        self._dialogs.show("wizard", wizard)
        wizard.begin()

    def _study(self, wizard: ImportWizard) -> None:
        """Answer what the wizard asks, as long as it is open."""
        from annotator.desk.import_study import ImportStudy

        # A page is shown while everything is read, and neither waits for an import that is going on.
        surveyor, reader = JobRunner(wizard), JobRunner(wizard)
        project, found = self._parts.bench.desk.project, wizard.look.found
        study = ImportStudy(project, found, surveyor=surveyor, reader=reader, parent=wizard)
        wizard.look_changed.connect(study.look_at)
        wizard.survey_requested.connect(study.survey)
        wizard.survey_stopped.connect(study.cancel_survey)
        wizard.preview_requested.connect(study.preview)
        wizard.columns_requested.connect(study.outline)
        wizard.finished.connect(study.stop)
        surveyor.progressed.connect(
            lambda _title, done, total, name: wizard.progress.show_progress(done, total, name)
        )
        study.begun.connect(wizard.show_beginning)
        study.surveyed.connect(wizard.show_survey)
        study.survey_failed.connect(wizard.show_survey_trouble)
        study.previewed.connect(wizard.show_draft)
        study.preview_failed.connect(wizard.clean.show_trouble)
        study.outlined.connect(wizard.show_outline)
        study.outline_failed.connect(wizard.what.show_trouble)

    @Slot(object)
    def _on_wizard_more_dropped(self, paths: tuple[Path, ...]) -> None:
        self._parts.bench.notices.attempt(lambda: self._parts.intake.take_in(paths))

    @Slot(object)
    def _on_wizard_annotations_meant(self, paths: tuple[Path, ...]) -> None:
        self._parts.bench.notices.attempt(lambda: self._parts.intake.take_in_annotations(paths))

    @Slot(object, str)
    def _on_intake_annotations_found(self, paths: tuple[Path, ...], format_name: str) -> None:
        """Ask about one file after the other."""
        self._waiting.extend((path, format_name) for path in paths)
        if self._dialogs.find("annotations") is None:
            self._show_annotations()

    def _show_annotations(self) -> None:
        """Show what the next file holds, and take it in when its words are clear."""
        from annotator.desk.annotation_study import AnnotationStudy
        from annotator.exchange.formats import formats
        from annotator.views.annotations_dialog import AnnotationsDialog

        parts, desk = self._parts, self._parts.bench.desk
        if not desk.has_annotator:
            self._waiting.clear()
        if not self._waiting:
            return
        path, name = self._waiting.popleft()
        dialog = AnnotationsDialog(parts.theme, path.name, formats(), parts.window, format_name=name)
        runner = JobRunner(dialog)
        study = AnnotationStudy(desk.project, desk.annotator.id, path, runner, dialog)
        dialog.survey_requested.connect(study.survey)
        dialog.import_requested.connect(study.take_in)
        dialog.stop_requested.connect(study.cancel)
        dialog.finished.connect(study.stop)
        runner.progressed.connect(
            lambda _title, done, total, text: dialog.progress.show_progress(done, total, text)
        )
        study.surveyed.connect(dialog.show_proposal)
        study.taken_in.connect(dialog.show_result)
        study.taken_in.connect(lambda _result: parts.intake.see_annotations())
        dialog.finished.connect(partial(self._on_annotations_finished, dialog))
        study.failed.connect(dialog.show_trouble)
        self._dialogs.show("annotations", dialog)
        dialog.finished.connect(self._show_annotations)
        dialog.begin()

    def _on_annotations_finished(self, dialog: AnnotationsDialog, _code: int) -> None:
        # What came in before it was stopped stays.
        if dialog.has_begun:
            self._parts.intake.see_annotations()

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
