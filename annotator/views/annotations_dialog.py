"""Shows what annotations a file holds, asks what its words mean here, and tells what came in."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.desk.annotation_study import AnnotationAnswers, Proposal
from annotator.desk.notices import Severity
from annotator.exchange.annotations.foreign import Measure
from annotator.exchange.annotations.taking_in import TakenIn
from annotator.exchange.formats.shape import Format
from annotator.views.annotation_form import AnnotationForm
from annotator.views.annotation_words import measures, result_words, survey_words, unit_words
from annotator.views.findings_list import FindingsList, findings_of, findings_of_result
from annotator.views.icons import Colours
from annotator.views.plain import heading_label, plain_label, visible
from annotator.views.reading_progress import ReadingProgress
from annotator.views.setting_fields import ListField
from annotator.views.severity_mark import SeverityMark


class AnnotationsDialog(QDialog):
    """`survey_requested` (name of a format, Measure or None) is answered with `show_proposal`.

    `import_requested` (Proposal, AnnotationAnswers) is answered with `show_result`, both with `show_trouble`
    where it fails. `has_begun` says that something may have come in.
    """

    survey_requested = Signal(str, object)
    import_requested = Signal(object, object)
    stop_requested = Signal()

    def __init__(
        self,
        colours: Colours,
        name: str,
        formats: Iterable[Format],
        parent: QWidget | None = None,
        *,
        format_name: str = "",
    ) -> None:
        super().__init__(parent)
        self.setObjectName("annotationsDialog")
        self.setWindowTitle(self.tr("Import Annotations"))
        # What is written must not meet decisions that are made meanwhile.
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._proposal: Proposal | None = None
        self._is_importing = False
        self.has_begun = False
        self._heading = heading_label(visible(name))
        titles = {found.name: found.title for found in formats if found.reader is not None}
        self._format = ListField({} if format_name else {"": self.tr("choose…")})
        for key, title in titles.items():
            self._format.addItem(title, key)
        self._format.show_value(format_name)
        self._unit = ListField({"": "", **measures()})
        self._mark = SeverityMark(colours)
        self._text = plain_label()
        self._form = AnnotationForm()
        self._findings = FindingsList()
        self._missing = plain_label()
        self._body = QWidget()
        self.progress = ReadingProgress()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._import = self._buttons.addButton(self.tr("Import"), QDialogButtonBox.ButtonRole.ActionRole)
        self._build()
        self._connect()

    def begin(self) -> None:
        """Have the file read, if its format is known."""
        self._ask()
        self._format.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_proposal(self, proposal: Proposal) -> None:
        """Show what the file holds, and ask what is not clear."""
        self._proposal = proposal
        self.progress.end()
        self._text.setText(survey_words(proposal.found))
        with QSignalBlocker(self._unit):
            self._unit.setItemText(0, unit_words(proposal.found))
        self._form.show_proposal(proposal)
        self._form.show()
        self._findings.show_findings(findings_of(proposal.found))
        self._body.setEnabled(True)
        self._refresh()

    def show_trouble(self, text: str) -> None:
        """Say why the file can't be read or taken in."""
        self._is_importing = False
        self.progress.end()
        self._form.hide()
        self._findings.hide()
        self._body.setEnabled(True)
        self._text.setText(text)
        self._mark.set_severity(Severity.ERROR)
        self._import.setEnabled(False)

    def show_result(self, result: TakenIn) -> None:
        """Say what came in and what did not."""
        self._is_importing = False
        self.progress.end()
        findings = findings_of_result(result)
        self._text.setText(result_words(result))
        self._mark.set_severity(Severity.WARNING if findings or result.is_cancelled else Severity.SUCCESS)
        self._body.setEnabled(True)
        for part in (self._fields, self._form, self._missing, self._import):
            part.hide()
        self._findings.show_findings(findings)
        close = self._buttons.button(QDialogButtonBox.StandardButton.Cancel)
        close.setText(self.tr("Close"))
        close.setDefault(True)
        close.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        self._fields = QWidget()
        fields = QFormLayout(self._fields)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for title, field in ((self.tr("Format"), self._format), (self.tr("Offsets count"), self._unit)):
            field.setAccessibleName(title)
            fields.addRow(plain_label(title), field)
        line = QHBoxLayout()
        line.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._text, 1)
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(self._fields)
        body.addLayout(line)
        body.addWidget(self._form)
        body.addWidget(self._findings, 1)
        body.addStretch(0)
        area = QScrollArea()
        area.setWidget(self._body)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.addWidget(self._heading)
        column.addWidget(area, 1)
        for part in (self._missing, self.progress, self._buttons):
            column.addWidget(part)
        for button in self._buttons.buttons():
            if isinstance(button, QPushButton):
                button.setAutoDefault(False)
        self._import.setDefault(True)
        self._form.hide()
        self._findings.hide()
        em = self.fontMetrics().height()
        self.resize(QSize(em * 46, em * 38).boundedTo(self.screen().availableSize() * 0.94))

    def _connect(self) -> None:
        self._format.chosen.connect(self._ask)
        self._unit.chosen.connect(self._ask)
        self._form.changed.connect(self._refresh)
        self._import.clicked.connect(self._on_import_clicked)
        self._buttons.rejected.connect(self._on_buttons_rejected)
        self.progress.stop_requested.connect(self.stop_requested)

    @property
    def _measure(self) -> Measure | None:
        chosen = str(self._unit.currentData())
        return Measure(chosen) if chosen else None

    def _ask(self) -> None:
        """Have the file read in the format and the unit that are chosen."""
        self._proposal = None
        name = str(self._format.currentData())
        self._mark.set_severity(Severity.INFO)
        self._unit.setEnabled(bool(name))
        self._refresh()
        if not name:
            self._text.setText(self.tr("Choose the format that the file is in."))
            return
        self._text.setText(self.tr("Nothing is written yet. The file is being read…"))
        self.progress.show_progress(0, 0, "")
        self.survey_requested.emit(name, self._measure)

    def _refresh(self) -> None:
        proposal = self._proposal
        missing = self._form.missing if proposal else ""
        self._missing.setText(missing)
        self._missing.setVisible(bool(missing))
        is_something = proposal is not None and bool(proposal.found.articles)
        self._import.setEnabled(is_something and not missing)
        if proposal is not None:
            is_fine = is_something and not missing and not proposal.found.unplaced
            self._mark.set_severity(Severity.SUCCESS if is_fine else Severity.WARNING)

    def _on_import_clicked(self) -> None:
        if self._proposal is None:
            return
        answers = AnnotationAnswers(self._form.labels, self._form.people, self._measure)
        self._is_importing = self.has_begun = True
        self._import.setEnabled(False)
        self._body.setEnabled(False)
        self.progress.show_progress(0, 0, "")
        self.import_requested.emit(self._proposal, answers)

    def _on_buttons_rejected(self) -> None:
        """What is being written is stopped first, and told of."""
        if self._is_importing:
            self.stop_requested.emit()
        else:
            self.reject()
