"""The files of an import that need a person's look, as its report lists them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import IntEnum

from PySide6.QtCore import QModelIndex, Qt

from annotator.exchange.outcomes import Outcome, Status
from annotator.models.rows import Index, RowModel


class OutcomeColumn(IntEnum):
    FILE = 0
    WHY = 1


class OutcomeRole(IntEnum):
    RECORD = Qt.ItemDataRole.UserRole + 1


class OutcomeModel(RowModel[Outcome]):
    """Those whose encoding has to be chosen come first, then what failed, then what was skipped."""

    def key_of(self, row: Outcome) -> str:
        return f"{row.name}\0{row.path}"

    def add(self, outcomes: Sequence[Outcome]) -> None:
        """List those of `outcomes` that were not imported, in place of older ones of the same file."""
        rows = {self.key_of(row): row for row in self._rows}
        rows |= {self.key_of(row): row for row in outcomes if row.status in (Status.FAILED, Status.SKIPPED)}
        self._reset(sorted(rows.values(), key=_weight))

    def remove(self, outcomes: Collection[Outcome]) -> None:
        """Take outcomes off the list."""
        gone = {self.key_of(row) for row in outcomes}
        self._reset([row for row in self._rows if self.key_of(row) not in gone])

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(OutcomeColumn)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return super().headerData(section, orientation, role)
        return (self.tr("File"), self.tr("Why it was not imported"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._shown(row, index.column())
            case Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(self._shown(row, column) for column in OutcomeColumn)
            case OutcomeRole.RECORD:
                return row
            case _:
                return None

    def _shown(self, row: Outcome, column: int) -> str:
        if column == OutcomeColumn.FILE:
            return row.name
        if row.candidates:
            return self.tr("Its encoding has to be chosen.")
        first, end, _ = row.reason.partition(". ")
        return first + end.rstrip()


def _weight(row: Outcome) -> int:
    return 0 if row.candidates else 1 if row.status is Status.FAILED else 2
