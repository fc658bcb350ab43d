"""The first rows of a table, with what each column is taken for."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, Qt

from annotator.exchange.articles.columns import Outline
from annotator.models.rows import Index, RowModel


class OutlineModel(RowModel[tuple[str, ...]]):
    def __init__(self) -> None:
        super().__init__()
        self._names: tuple[str, ...] = ()
        self._meanings: Mapping[str, str] = {}

    def key_of(self, row: tuple[str, ...]) -> str:
        return str(id(row))

    def show_outline(self, outline: Outline, meanings: Mapping[str, str]) -> None:
        """Show the rows of `outline`; `meanings` are names of columns and what they hold, in words."""
        self._names, self._meanings = outline.names, meanings
        self._reset(outline.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._names)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return super().headerData(section, orientation, role)
        name = self._names[section]
        meaning = self._meanings.get(name)
        return f"{name} = {meaning}" if meaning else name

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role != Qt.ItemDataRole.DisplayRole:
            return None
        return " ".join(self._rows[index.row()][index.column()].split())
