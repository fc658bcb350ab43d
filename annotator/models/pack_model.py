"""Packs that are to be merged, with what of each is new and what has no place."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Final

from PySide6.QtCore import QLocale, QModelIndex, Qt

from annotator.desk.merge_study import PackSeen
from annotator.models.rows import Index, RowModel

_NUMBERS: Final = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter


class PackColumn(IntEnum):
    PERSON = 0
    NEW = 1
    NEWER = 2
    SAME = 3
    OLDER = 4
    LEFT_OUT = 5


class PackModel(RowModel[PackSeen]):
    """Counts are of claims, decisions on sentences and states of articles together."""

    def key_of(self, row: PackSeen) -> str:
        return str(row.path)

    def show_packs(self, packs: Sequence[PackSeen]) -> None:
        """Show these instead."""
        self._reset(packs)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(PackColumn)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole and section:
            return _NUMBERS
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return super().headerData(section, orientation, role)
        return (
            self.tr("Pack"),
            self.tr("New"),
            self.tr("Newer"),
            self.tr("Same"),
            self.tr("Older"),
            self.tr("Left out"),
        )[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._shown(row, PackColumn(index.column()))
            case Qt.ItemDataRole.TextAlignmentRole if index.column() != PackColumn.PERSON:
                return _NUMBERS
            case Qt.ItemDataRole.AccessibleTextRole:
                header = self.headerData(index.column(), Qt.Orientation.Horizontal)
                return f"{header}: {self._shown(row, PackColumn(index.column()))}"
        return None

    def _shown(self, row: PackSeen, column: PackColumn) -> str:
        found = row.comparison
        if found is None:
            return row.path.name if column is PackColumn.PERSON else "–"
        if column is PackColumn.PERSON:
            name = found.cover.annotator.name
            is_clear = sum(_person(other) == name for other in self._rows) == 1
            return name if is_clear else f"{name} · {found.name}"
        tallies = (found.claims, found.decisions, found.assignments)
        counts = {
            PackColumn.NEW: sum(tally.new for tally in tallies),
            PackColumn.NEWER: sum(tally.newer for tally in tallies),
            PackColumn.SAME: sum(tally.same for tally in tallies),
            PackColumn.OLDER: sum(tally.older for tally in tallies),
            PackColumn.LEFT_OUT: found.left_out,
        }
        return QLocale().toString(counts[column])


def _person(row: PackSeen) -> str:
    return "" if row.comparison is None else row.comparison.cover.annotator.name
