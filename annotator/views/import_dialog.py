"""What became of an import, where something of it needs a person's look."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from annotator.desk.notices import Severity
from annotator.exchange.outcomes import ImportReport, Outcome
from annotator.models.outcome_model import OutcomeColumn, OutcomeModel, OutcomeRole
from annotator.views import count_words
from annotator.views.encoding_choice import EncodingChoice
from annotator.views.icons import Colours
from annotator.views.plain import ElidedLabel, plain_label
from annotator.views.severity_mark import SeverityMark


class ImportDialog(QDialog):
    """Stays open beside the window, and closes when the last file is settled.

    `reimport_requested` carries paths and Python's name of the encoding to read them in; those files leave
    the list, and come back with the report of that import if they fail again.
    """

    reimport_requested = Signal(object, str)

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("importDialog")
        self.setWindowTitle(self.tr("Import Report"))
        self._added = self._duplicates = self._not_reached = 0
        self._model = OutcomeModel(self)
        self._mark = SeverityMark(colours)
        self._counts = plain_label()
        self._files = QTableView()
        self._name = ElidedLabel()
        self._name.setProperty("heading", True)
        self._reason = plain_label()
        self._choice = EncodingChoice()
        self._build()
        self._files.selectionModel().currentRowChanged.connect(self._refresh)
        self._choice.read_requested.connect(self._on_choice_read_requested)
        self._choice.read_all_requested.connect(self._on_choice_read_all_requested)
        self._choice.skip_requested.connect(self._on_choice_skip_requested)

    def add_report(self, report: ImportReport) -> None:
        """Count in what `report` says, and list its files that need a look."""
        self._added += report.added
        self._duplicates += report.duplicates
        self._not_reached += report.not_reached
        self._model.add(report.remarks)
        self._go_to(0)

    def _build(self) -> None:
        self._files.setModel(self._model)
        self._files.setAccessibleName(self.tr("Files that were not imported"))
        self._files.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._files.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._files.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._files.setTabKeyNavigation(False)
        self._files.setShowGrid(False)
        self._files.setWordWrap(False)
        self._files.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._files.verticalHeader().hide()
        header = self._files.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        summary = QHBoxLayout()
        summary.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        summary.addWidget(self._counts, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(summary)
        column.addWidget(self._files, 1)
        for part in (self._name, self._reason, self._choice, buttons):
            column.addWidget(part)
        em = self.fontMetrics().height()
        self._files.setMinimumHeight(em * 4)
        self.resize(QSize(em * 46, em * 32).boundedTo(self.screen().availableSize() * 0.94))
        self._files.setFocus()

    def _outcome(self) -> Outcome | None:
        row = self._files.currentIndex().siblingAtColumn(OutcomeColumn.FILE).data(OutcomeRole.RECORD)
        return row if isinstance(row, Outcome) else None

    def _unsure(self) -> list[Outcome]:
        return [row for row in self._model.rows if row.candidates]

    def _go_to(self, row: int) -> None:
        last = self._model.rowCount() - 1
        self._files.setCurrentIndex(self._model.index(min(row, last), 0))
        self._refresh()

    def _refresh(self) -> None:
        """Say what came in, and show what can be done for the file that is selected."""
        outcome, unsure = self._outcome(), self._unsure()
        self._counts.setText(self._summary(len(unsure), self._model.rowCount() - len(unsure)))
        self._mark.set_severity(Severity.WARNING if self._model.rowCount() else Severity.SUCCESS)
        self._choice.setVisible(outcome is not None and bool(outcome.candidates))
        self._reason.setVisible(outcome is not None and not outcome.candidates)
        self._name.setVisible(outcome is not None)
        if outcome is None:
            return
        self._name.setText(outcome.name)
        if outcome.candidates:
            self._choice.show_file(outcome, alike=len(unsure))
        else:
            self._reason.setText(outcome.reason)

    def _summary(self, unsure: int, others: int) -> str:
        parts = [self.tr("{0} imported").format(count_words.articles(self._added))]
        if self._duplicates:
            parts.append(self.tr("{0} here already").format(count_words.number(self._duplicates)))
        if unsure:
            parts.append(self.tr("{0} not in UTF-8").format(count_words.files(unsure)))
        if others:
            parts.append(self.tr("{0} not imported").format(count_words.files(others)))
        if self._not_reached:
            parts.append(self.tr("stopped before {0}").format(count_words.files(self._not_reached)))
        return " · ".join(parts)

    def _settle(self, outcomes: Sequence[Outcome]) -> None:
        """Take files off the list; with the last one the dialog is done."""
        row = self._files.currentIndex().row()
        self._model.remove(outcomes)
        self._go_to(row)
        if not self._model.rowCount():
            self.accept()
        elif not self._choice.isVisible():
            self._files.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read(self, outcomes: Sequence[Outcome], encoding: str) -> None:
        paths = tuple(row.path for row in outcomes if row.path is not None)
        self._settle(outcomes)
        self.reimport_requested.emit(paths, encoding)

    def _on_choice_read_requested(self, encoding: str) -> None:
        if outcome := self._outcome():
            self._read([outcome], encoding)

    def _on_choice_read_all_requested(self, encoding: str) -> None:
        self._read(self._unsure(), encoding)

    def _on_choice_skip_requested(self) -> None:
        if outcome := self._outcome():
            self._settle([outcome])
