"""Asks what to export and where to, and shows all the while what the file will hold."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from annotator.desk.export_preview import Preview
from annotator.desk.settings import Settings
from annotator.exchange.choices import ExportChoices
from annotator.exchange.last_export import ExportScope, last_export, suffix_of
from annotator.exchange.proof import Proof
from annotator.exchange.release.rehearsal import Rehearsal
from annotator.views import count_words
from annotator.views.export_form import ExportForm
from annotator.views.export_summary import ExportSummary, Fix
from annotator.views.export_target import ExportTarget
from annotator.views.icons import Colours
from annotator.views.record_preview import RecordPreview

_WIDE_EMS = 58


class ExportDialog(QDialog):
    """`preview_requested` (choices, number of the first record) is answered with `show_preview`.

    `export_requested` carries the choices and the path, which the settings then keep: exporting again means
    what was exported, not what was tried. `left_out_requested` carries a `planning.Reason`; that and
    `unfinished_requested` close the dialog, as what they lead to lies behind it.
    """

    preview_requested = Signal(object, int)
    export_requested = Signal(object, object)
    left_out_requested = Signal(str)
    unfinished_requested = Signal()

    def __init__(
        self, colours: Colours, settings: Settings, scope: ExportScope, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("exportDialog")
        self.setWindowTitle(self.tr("Export Dataset"))
        # What is counted in it must not change or close behind it.
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._settings = settings
        self._scope = scope
        last = last_export(settings.values.export)
        self._records = 0
        self._form = ExportForm(scope, last)
        self._preview = RecordPreview(colours)
        self._summary = ExportSummary(colours)
        self._target = ExportTarget(scope.path(last), suffix_of(last.choices))
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._export = self._buttons.addButton(self.tr("Export"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._scroll = QScrollArea()
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._build()
        self._connect()
        self._refresh()
        self._form.focus_first()

    @property
    def choices(self) -> ExportChoices:
        return self._scope.choices(self._form.wanted)

    def show_preview(self, preview: Preview) -> None:
        """Show the records and counts of what is chosen now."""
        if preview.is_empty:
            self.show_trouble(
                self.tr("This format takes none of these claims. Choose another format or other annotations.")
            )
            return
        self._records = preview.plan.records
        self._preview.show_preview(preview)
        self._summary.show_plan(preview.plan)
        self._refresh()

    def show_proof(self, proof: Proof) -> None:
        """Say how many of the offsets are right, as far as they were checked."""
        self._summary.show_proof(proof)

    def show_rehearsal(self, rehearsal: Rehearsal) -> None:
        """Show the parts and the card of the release that is chosen now."""
        self._form.show_parts(rehearsal.parts)
        self._preview.show_card(rehearsal.card)

    def show_trouble(self, text: str) -> None:
        """Say why there is no preview; what was chosen stays."""
        self._records = 0
        self._preview.show_nothing()
        self._summary.show_trouble(text)
        self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self._show_format()
            self.preview_requested.emit(self.choices, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    def _build(self) -> None:
        choices = self._scroll
        choices.setWidget(self._form)
        choices.setWidgetResizable(True)
        choices.setFrameShape(QFrame.Shape.NoFrame)
        choices.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        choices.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._split.addWidget(choices)
        self._split.addWidget(self._preview)
        self._split.setChildrenCollapsible(False)
        self._split.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        column = QVBoxLayout(self)
        column.addWidget(self._split, 1)
        for part in (self._summary, self._target, self._buttons):
            column.addWidget(part)
        # Only now does the dialog know the button; before, Enter would cancel.
        self._export.setDefault(True)
        em = self.fontMetrics().height()
        self.resize(QSize(em * 66, em * 40).boundedTo(self.screen().availableSize() * 0.94))
        self._fit()

    def _connect(self) -> None:
        self._form.changed.connect(self._on_form_changed)
        self._form.format_chosen.connect(self._show_format)
        self._preview.first_requested.connect(self._on_preview_first_requested)
        self._summary.left_out_requested.connect(self._on_summary_left_out_requested)
        self._summary.fix_requested.connect(self._on_summary_fix_requested)
        self._target.changed.connect(self._refresh)
        self._target.replacing_allowed.connect(self._on_buttons_accepted)
        self._buttons.accepted.connect(self._on_buttons_accepted)
        self._buttons.rejected.connect(self.reject)

    def _fit(self) -> None:
        """Three columns where there is room for them, else two."""
        em = self.fontMetrics().height()
        is_wide = self.width() >= em * _WIDE_EMS
        self._form.set_wide(is_wide)
        form = self._form.minimumSizeHint().width() + self._scroll.verticalScrollBar().sizeHint().width()
        self._scroll.setMinimumWidth(form)
        self._split.setSizes([form, self.width() - form])

    def _show_format(self) -> None:
        """Keep the chosen format in sight, as the list of them is higher than the dialog."""
        middle, height = self._form.format_line()
        self._scroll.ensureVisible(0, middle, 0, height)

    def _refresh(self) -> None:
        is_possible = self._records > 0 and not self._target.problem and not self._form.problem
        self._export.setEnabled(is_possible)
        self._export.setText(
            self.tr("Export {0}").format(count_words.number(self._records))
            if self._records
            else self.tr("Export")
        )

    def _on_form_changed(self) -> None:
        choices = self.choices
        self._target.set_suffix(suffix_of(choices))
        self._refresh()
        self.preview_requested.emit(choices, 0)

    def _on_preview_first_requested(self, first: int) -> None:
        self.preview_requested.emit(self.choices, first)

    def _on_summary_left_out_requested(self, reason: str) -> None:
        self.reject()
        self.left_out_requested.emit(reason)

    def _on_summary_fix_requested(self, fix: str) -> None:
        match Fix(fix):
            case Fix.INCLUDE_UNFINISHED:
                self._form.include_unfinished()
            case Fix.INCLUDE_EVERYBODY:
                self._form.include_everybody()
            case Fix.TAKE_MAJORITY:
                self._form.take_majority()
            case Fix.INCLUDE_NO_CLAIMS:
                self._form.include_no_claims()
            case Fix.GO_TO_UNFINISHED:
                self.reject()
                self.unfinished_requested.emit()
                return
        self._form.focus_first()

    def _on_buttons_accepted(self) -> None:
        if self._target.needs_answer:
            self._target.ask()
            return
        choices, path = self.choices, self._target.path
        written = {"project_id": self._scope.project_id, "path": str(path)}
        self._settings.change(export=self._form.wanted.model_copy(update=written).kept)
        self.accept()
        self.export_requested.emit(choices, path)
