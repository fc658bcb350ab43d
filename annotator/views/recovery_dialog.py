"""How far the recovery of a damaged project is, and then how much of it came back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QVBoxLayout, QWidget

from annotator.desk.notices import Severity
from annotator.desk.recovery import Recovered
from annotator.views.findings_list import FindingsList
from annotator.views.icons import Colours
from annotator.views.plain import isolated, plain_label
from annotator.views.reading_progress import ReadingProgress
from annotator.views.recovery_words import findings, summary
from annotator.views.severity_mark import SeverityMark


class RecoveryDialog(QDialog):
    """`stop_requested` asks to stop. Closing is the same while it runs; nothing is left of it then."""

    stop_requested = Signal()

    def __init__(self, damaged: Path, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recoveryDialog")
        self.setWindowTitle(self.tr("Recover a Damaged Project"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._mark = SeverityMark(colours)
        self._text = plain_label()
        self._findings = FindingsList()
        self.progress = ReadingProgress(stoppable=False)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._close = self._buttons.button(QDialogButtonBox.StandardButton.Cancel)
        self._column = QVBoxLayout(self)
        self._is_running = True
        said = self.tr("What can be read of “{0}” and of its newest backups is gathered. It is not changed.")
        self._text.setText(said.format(isolated(damaged.name)))
        self._mark.set_severity(Severity.INFO)
        # Nothing that is typed on after a file's name stops it.
        self._close.setText(self.tr("Stop"))
        self._close.setAutoDefault(False)
        self._build()
        self.progress.show_progress(0, 0, "")
        self._buttons.rejected.connect(self.reject)

    @Slot(object)
    def show_result(self, found: Recovered) -> None:
        """Say what came back, and list the rest."""
        rest = findings(found.rebuilt)
        self._text.setText(summary(found))
        self._mark.set_severity(Severity.WARNING if rest else Severity.SUCCESS)
        self._findings.show_findings(rest)
        self._end()

    @Slot(str)
    def show_trouble(self, text: str) -> None:
        """Say why there is no new project."""
        self._text.setText(text)
        self._mark.set_severity(Severity.ERROR)
        self._end()

    def reject(self) -> None:
        """Stop what runs; its end is told by what was begun."""
        if self._is_running:
            self.stop_requested.emit()
        else:
            super().reject()

    def _build(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._text, 1)
        column = self._column
        column.addLayout(line)
        column.addWidget(self._findings, 1)
        column.addStretch()
        column.addWidget(self.progress)
        column.addWidget(self._buttons)
        self._findings.hide()
        em = self.fontMetrics().height()
        self.resize(QSize(em * 36, em * 20).boundedTo(self.screen().availableSize() * 0.94))

    def _end(self) -> None:
        self._is_running = False
        self.progress.end()
        # Room for the words that came, before anybody looks.
        self._column.activate()
        self._close.setText(self.tr("Close"))
        self._close.setDefault(True)
        self._close.setFocus(Qt.FocusReason.OtherFocusReason)
