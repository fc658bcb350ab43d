"""The formats that a data set can be written in."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from annotator.exchange.formats import format_named, writers
from annotator.exchange.formats.extras import is_installed
from annotator.exchange.formats.shape import Format
from annotator.models.rows import Index


class FormatModel(QAbstractListModel):
    """A row for each format, in the order of the registry. One that is not installed can't be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._formats = [format_named(name) for name in writers()]
        self._missing = {found.name for found in self._formats if is_installed(found.extra) is False}

    def name(self, row: int) -> str:
        return self._formats[row].name

    def title(self, row: int) -> str:
        """What the format is called, whether it is installed or not."""
        return self._formats[row].title

    def row(self, name: str) -> int:
        return [found.name for found in self._formats].index(name)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._formats)

    def flags(self, index: Index) -> Qt.ItemFlag:
        is_there = index.isValid() and self._formats[index.row()].name not in self._missing
        return super().flags(index) if is_there else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        found = self._formats[index.row()]
        is_missing = found.name in self._missing
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.tr("{0} (not installed)").format(found.title) if is_missing else found.title
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleDescriptionRole:
                return self._hint(found) if is_missing else None
        return None

    def _hint(self, found: Format) -> str:
        return self.tr("To write it, install: pip install 'claimdesk[{0}]'").format(found.extra)
