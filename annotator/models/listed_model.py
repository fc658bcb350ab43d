"""The files that a person wants to import, with what each is or why it is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum

from PySide6.QtCore import QLocale, QModelIndex, QObject, Qt

from annotator.exchange.look import Listed
from annotator.models.rows import Index, RowModel


class ListedColumn(IntEnum):
    FILE = 0
    SIZE = 1
    WHAT = 2


class ListedRole(IntEnum):
    RECORD = Qt.ItemDataRole.UserRole + 1


class ListedModel(RowModel[Listed]):
    """What is left aside comes last."""

    def __init__(self, rows: Sequence[Listed], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = list(rows)
        self._counts: Mapping[str, int] = {}

    def key_of(self, row: Listed) -> str:
        return row.name

    def show_listed(self, rows: Sequence[Listed]) -> None:
        """Show other files."""
        self._become(rows)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Say how many articles are in each file, by its name."""
        self._counts = counts
        if self._rows:
            self.dataChanged.emit(
                self.index(0, ListedColumn.WHAT), self.index(len(self._rows) - 1, ListedColumn.WHAT)
            )

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(ListedColumn)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return super().headerData(section, orientation, role)
        return (self.tr("File"), self.tr("Size"), self.tr("What it is"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._shown(row, index.column())
            case Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(filter(None, (self._shown(row, column) for column in ListedColumn)))
            case ListedRole.RECORD:
                return row
            case _:
                return None

    def _shown(self, row: Listed, column: int) -> str:
        if column == ListedColumn.FILE:
            return row.name
        if column == ListedColumn.SIZE:
            return QLocale().formattedDataSize(row.size, 0) if row.source else ""
        if row.source is None:
            return self.tr("not read: {0}").format(row.reason)
        count = self._counts.get(row.name)
        if count is None:
            return row.kind
        if count == 1:
            return self.tr("{0}, 1 article").format(row.kind)
        return self.tr("{0}, {1} articles").format(row.kind, QLocale().toString(count))
