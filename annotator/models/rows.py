"""Models over records that are known by a key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex


class RowModel(QAbstractTableModel, Generic[Row]):
    """Rows that become other rows by single inserts, removals and moves, so that views keep their place."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._places: dict[str, int] | None = None

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(self._rows)

    def key_of(self, row: Row) -> str:
        raise NotImplementedError

    def row_of(self, key: str) -> int:
        """Where the row with this key stands, -1 if it is not shown."""
        if self._places is None:
            self._places = {self.key_of(row): place for place, row in enumerate(self._rows)}
        return self._places.get(key, -1)

    def index_of(self, key: str) -> QModelIndex:
        """The index of the row with this key, an invalid one if it is not shown."""
        return self.index(self.row_of(key), 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else 1

    def _reset(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self._rows, self._places = list(rows), None
        self.endResetModel()

    def _append(self, rows: Sequence[Row]) -> None:
        """Show more rows after those that are shown."""
        first = len(self._rows)
        self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
        self._rows += rows
        if self._places is not None:
            self._places.update((self.key_of(row), place) for place, row in enumerate(rows, first))
        self.endInsertRows()

    def _become(self, target: Sequence[Row]) -> None:
        """Show `target` instead; meant for a few differences. Rows that are the same object say nothing."""
        head = _same(self._rows, target)
        tail = _same(self._rows[:head:-1], target[:head:-1])
        middle = target[head : len(target) - tail]
        wanted = {self.key_of(row) for row in middle}
        for place in reversed(range(head, len(self._rows) - tail)):
            if self.key_of(self._rows[place]) not in wanted:
                self.beginRemoveRows(QModelIndex(), place, place)
                del self._rows[place]
                self._places = None
                self.endRemoveRows()
        known = {self.key_of(row) for row in self._rows[head : len(self._rows) - tail]}
        for place, row in enumerate(middle, head):
            self._settle(place, row, is_known=self.key_of(row) in known)

    def _settle(self, place: int, row: Row, *, is_known: bool) -> None:
        key = self.key_of(row)
        if not is_known:
            self.beginInsertRows(QModelIndex(), place, place)
            self._rows.insert(place, row)
            self._places = None
            self.endInsertRows()
            return
        if self.key_of(self._rows[place]) != key:
            old = self.row_of(key)
            self.beginMoveRows(QModelIndex(), old, old, QModelIndex(), place)
            self._rows.insert(place, self._rows.pop(old))
            self._places = None
            self.endMoveRows()
        self._replace(place, row)

    def _replace(self, place: int, row: Row) -> None:
        """Show another row of the same key."""
        if self._rows[place] is not row:
            self._rows[place] = row
            self.dataChanged.emit(self.index(place, 0), self.index(place, self.columnCount() - 1))


def _same(rows: Sequence[Row], others: Sequence[Row]) -> int:
    """How many rows from the start on are the same objects in both."""
    pairs = enumerate(zip(rows, others, strict=False))
    return next((place for place, (row, other) in pairs if row is not other), min(len(rows), len(others)))
