"""What of a file with annotations has no place or can't be held, with counts and examples."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QLocale, QModelIndex, Qt

from annotator.domain.immutable import immutable
from annotator.models.rows import Index, RowModel


class FindingColumn(IntEnum):
    WHAT = 0
    COUNT = 1


class FindingRole(IntEnum):
    RECORD = Qt.ItemDataRole.UserRole + 1


@immutable
class Finding:
    what: str
    count: int
    examples: tuple[str, ...] = ()


class FindingModel(RowModel[Finding]):
    def key_of(self, row: Finding) -> str:
        return row.what

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show these instead."""
        self._reset(findings)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(FindingColumn)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return super().headerData(section, orientation, role)
        return (self.tr("What there is to say"), self.tr("How often"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        count = QLocale().toString(row.count)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.what if index.column() == FindingColumn.WHAT else count
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{row.what}, {count}"
            case FindingRole.RECORD:
                return row
            case _:
                return None
