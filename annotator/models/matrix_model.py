"""A table of numbers whose rows and columns have names, read cell by cell."""

from __future__ import annotations

from collections.abc import Hashable
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from annotator.domain.immutable import immutable
from annotator.models.rows import Index


@immutable
class MatrixCell:
    """`text` is what stands there, `share` from 0 to 1 how strongly it is shaded, None for not at all.

    `told` says in words what the number is, how it was computed and what is missing. `key` is what is asked
    for when the cell is opened, None where nothing is behind it.
    """

    text: str = ""
    told: str = ""
    share: float | None = None
    key: Hashable = None


@immutable
class Matrix:
    """`cells` row by row; every row has as many as there are `columns`."""

    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    cells: tuple[tuple[MatrixCell, ...], ...] = ()


class MatrixRole(IntEnum):
    """SHARE is a float or None, KEY what is behind the cell, TOLD plain text that a view has to escape."""

    SHARE = Qt.ItemDataRole.UserRole + 1
    KEY = SHARE + 1
    TOLD = SHARE + 2


class MatrixModel(QAbstractTableModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._matrix = Matrix()

    @property
    def matrix(self) -> Matrix:
        return self._matrix

    def set_matrix(self, matrix: Matrix) -> None:
        """Show another table."""
        self.beginResetModel()
        self._matrix = matrix
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._matrix.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._matrix.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        names = self._matrix.columns if orientation is Qt.Orientation.Horizontal else self._matrix.rows
        is_name = role == Qt.ItemDataRole.DisplayRole and 0 <= section < len(names)
        return names[section] if is_name else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        cell = self._matrix.cells[index.row()][index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell.text
            case Qt.ItemDataRole.AccessibleTextRole:
                row, column = self._matrix.rows[index.row()], self._matrix.columns[index.column()]
                return f"{row}, {column}: {cell.text or '–'}"
            case MatrixRole.SHARE:
                return cell.share
            case MatrixRole.KEY:
                return cell.key
            case MatrixRole.TOLD:
                return cell.told
            case _:
                return None
