"""The steps of an article's journal, newest first, as its history lists them."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QModelIndex, Qt

from annotator.domain.history import HistoryRow
from annotator.models.moments import day_and_clock
from annotator.models.rows import Index, RowModel


class HistoryColumn(IntEnum):
    WHAT = 0
    WHEN = 1
    WHO = 2


class HistoryRole(IntEnum):
    ID = Qt.ItemDataRole.UserRole + 1
    RECORD = ID + 1


class HistoryModel(RowModel[HistoryRow]):
    def key_of(self, row: HistoryRow) -> str:
        return row.step_id

    def set_rows(self, rows: Sequence[HistoryRow]) -> None:
        """Show `rows`, newest first. What is already shown keeps its selection."""
        self._become(rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(HistoryColumn)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return super().headerData(section, orientation, role)
        return (self.tr("What"), self.tr("When"), self.tr("Who"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._shown(row, index.column())
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(row)
            case HistoryRole.ID:
                return row.step_id
            case HistoryRole.RECORD:
                return row
            case _:
                return None

    def _shown(self, row: HistoryRow, column: int) -> str:
        match column:
            case HistoryColumn.WHEN:
                return day_and_clock(row.at)
            case HistoryColumn.WHO:
                return row.annotator
            case _:
                return self.tr("Taken back: {0}").format(row.text) if row.is_undone else row.text

    def _spoken(self, row: HistoryRow) -> str:
        return ", ".join(self._shown(row, column) for column in HistoryColumn)
