"""One table of the dashboard, as a chart where there is one, and as a table when that is asked for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSizePolicy,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.models.dashboard_tables import Figures, FiguresModel
from annotator.views.plain import heading_label, plain_label
from annotator.views.plain_table import plain_table

_MOST_ROWS_SEEN = 8


class FiguresCard(QFrame):
    """`copy_requested` carries the table as CSV, `opened` the number of a row that was chosen."""

    copy_requested = Signal(str)
    opened = Signal(int)

    def __init__(self, figures: Figures, chart: QWidget | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures = figures
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(figures.title)
        self._chart = chart
        self._switch = QToolButton()
        self._switch.setText(self.tr("Table"))
        self._switch.setCheckable(True)
        self._switch.setAccessibleName(self.tr("%1 as a table").replace("%1", figures.title))
        self._switch.setVisible(chart is not None)
        self._copy = QPushButton(self.tr("Copy"))
        self._copy.setAutoDefault(False)
        self._copy.setAccessibleName(self.tr("Copy %1 as CSV").replace("%1", figures.title))
        self.table = self._table()
        self._build()
        self._switch.toggled.connect(self._on_switch_toggled)
        self._copy.clicked.connect(lambda: self.copy_requested.emit(figures.csv))
        self.table.activated.connect(lambda index: self.opened.emit(index.row()))

    def show_table(self) -> None:
        """Show the table in the place of the chart."""
        self._switch.setChecked(True)

    def _table(self) -> QTableView:
        table = plain_table(FiguresModel(self.figures, self), self.figures.title)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header = table.horizontalHeader()
        for column in range(1, len(self.figures.columns)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        return table

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(heading_label(self.figures.title), 1)
        head.addWidget(self._switch)
        head.addWidget(self._copy)
        note = plain_label(self.figures.note)
        note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(self)
        column.addLayout(head)
        for part in (self._chart, self.table, note):
            if part is not None:
                column.addWidget(part)
                part.setVisible(bool(self.figures.rows))
        if self.figures.rows:
            self._on_switch_toggled(self._chart is None)
        else:
            self._switch.hide()
            self._copy.hide()
            column.addWidget(plain_label(self.tr("There is nothing to show yet.")))
        column.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        rows = self.table.verticalHeader()
        height = sum(rows.sectionSize(row) for row in range(min(rows.count(), _MOST_ROWS_SEEN)))
        frame = 2 * self.table.frameWidth()
        self.table.setFixedHeight(self.table.horizontalHeader().height() + height + frame)

    def _on_switch_toggled(self, is_table: bool) -> None:
        self.table.setVisible(is_table)
        if self._chart is not None:
            self._chart.setVisible(not is_table)
            if is_table:
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)
