"""Everything that was done to the open article, newest first, and the ways back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.history import HistoryRow
from annotator.models.history_model import HistoryColumn, HistoryModel, HistoryRole
from annotator.views.flow_layout import FlowLayout
from annotator.views.plain import plain_label


class HistoryDialog(QDialog):
    """Stays open beside the window. Both ways back add steps; nothing is ever taken out of the history."""

    revert_requested = Signal(str)
    go_back_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("historyDialog")
        self.setWindowTitle(self.tr("History of This Article"))
        self._model = HistoryModel(self)
        self._steps = QTableView()
        self._steps.setModel(self._model)
        self._reason = plain_label()
        self._revert = QPushButton(self.tr("Revert This Step"))
        self._go_back = QPushButton(self.tr("Go Back to Here"))
        self._build()
        self._revert.clicked.connect(lambda: self.revert_requested.emit(self._step_id()))
        self._go_back.clicked.connect(lambda: self.go_back_requested.emit(self._step_id()))
        self._steps.selectionModel().currentRowChanged.connect(self._refresh)
        self._model.dataChanged.connect(self._refresh)
        self._model.rowsInserted.connect(self._refresh)
        self._model.rowsRemoved.connect(self._refresh)
        self._refresh()

    def set_rows(self, rows: Sequence[HistoryRow]) -> None:
        """Show `rows`, newest first; the step that is selected stays selected."""
        self._model.set_rows(rows)
        self._steps.resizeColumnToContents(HistoryColumn.WHEN)
        self._steps.resizeColumnToContents(HistoryColumn.WHO)
        self._refresh()

    def _build(self) -> None:
        self._steps.setAccessibleName(self.tr("Steps, newest first"))
        self._steps.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._steps.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._steps.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._steps.setTabKeyNavigation(False)
        self._steps.setShowGrid(False)
        self._steps.setWordWrap(False)
        self._steps.verticalHeader().hide()
        self._steps.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header = self._steps.horizontalHeader()
        header.setSectionResizeMode(HistoryColumn.WHAT, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        for button in (self._revert, self._go_back):
            button.setAutoDefault(False)
        buttons = QWidget()
        row = FlowLayout(buttons)
        row.addWidget(self._revert)
        row.addWidget(self._go_back)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for part in (self._steps, self._reason, buttons, close):
            column.addWidget(part)
        em = self.fontMetrics().height()
        self.resize(em * 38, em * 28)

    def _step(self) -> HistoryRow | None:
        row = self._steps.currentIndex().data(HistoryRole.RECORD)
        return row if isinstance(row, HistoryRow) else None

    def _step_id(self) -> str:
        step = self._step()
        return step.step_id if step else ""

    def _enable(self, button: QPushButton, can: bool) -> None:
        """The keyboard goes to the steps from a button that can't be pressed, and not on to the other one."""
        if not can and button.hasFocus():
            self._steps.setFocus()
        button.setEnabled(can)

    def _refresh(self) -> None:
        step = self._step()
        newest = self._model.rows[0].step_id if self._model.rows else ""
        self._enable(self._revert, step is not None and step.can_revert and not step.is_undone)
        self._enable(self._go_back, step is not None and step.step_id != newest)
        if not self._model.rows:
            reason = self.tr("Nothing was done to this article yet.")
        elif step is None:
            reason = self.tr("Choose a step.")
        elif step.is_undone:
            reason = self.tr("This step was taken back already.")
        elif not step.can_revert:
            reason = self.tr("What this step did was changed later, so it cannot be taken back alone.")
        else:
            reason = self.tr("Reverting adds a step; everything stays in the history.")
        self._reason.setText(reason)
