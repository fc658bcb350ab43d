"""The keys of all actions as a table."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.desk.action_records import ActionRecord
from annotator.desk.keymap import Keymap
from annotator.desk.keys import shown

Index = QModelIndex | QPersistentModelIndex


class ShortcutColumn(IntEnum):
    ACTION = 0
    MENU = 1
    PLACE = 2
    KEYS = 3


class ShortcutRole(IntEnum):
    ID = Qt.ItemDataRole.UserRole


class ShortcutModel(QAbstractTableModel):
    """One row an action of `names`, in the order of the menus.

    `names` gives what actions are called, `menus` the titles of menus, both by ids.
    """

    def __init__(
        self,
        keymap: Keymap,
        names: Mapping[str, str],
        menus: Mapping[str, str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._keymap = keymap
        self._records = tuple(record for record in keymap.records if record.id in names)
        self._names = names
        self._menus = menus
        self._places = {
            "window": self.tr("Everywhere"),
            "article": self.tr("Article and claims"),
            "queue": self.tr("Queue"),
            "review": self.tr("Review"),
        }
        keymap.changed.connect(self._on_keymap_changed)

    def row_of(self, id_: str) -> int:
        return next(row for row, record in enumerate(self._records) if record.id == id_)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._records)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(ShortcutColumn)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("Action"), self.tr("Menu"), self.tr("Where"), self.tr("Keys"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        record = self._records[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._shown(record, ShortcutColumn(index.column()))
            case Qt.ItemDataRole.AccessibleTextRole if index.column() == ShortcutColumn.ACTION:
                return ", ".join(filter(None, (self._names[record.id], self._keys(record.id))))
            case ShortcutRole.ID:
                return record.id
        return None

    def _shown(self, record: ActionRecord, column: ShortcutColumn) -> str:
        match column:
            case ShortcutColumn.ACTION:
                return self._names[record.id]
            case ShortcutColumn.MENU:
                return self._menus[record.menu]
            case ShortcutColumn.PLACE:
                return ", ".join(self._places.get(context, context) for context in record.contexts)
            case ShortcutColumn.KEYS:
                return self._keys(record.id)

    def _keys(self, id_: str) -> str:
        """The keys that act now, those that are switched off, and those that another action has."""
        working = self._keymap.working_keys(id_)
        told = [shown(key) for key in working]
        off = self.tr("{0} (off)")
        told += [off.format(shown(key)) for key in self._keymap.keys(id_) if key not in working]
        lost = self.tr("{0} (now “{1}”)")
        told += [lost.format(shown(each.key), self._name(each.to)) for each in self._keymap.lost(id_)]
        return ", ".join(told)

    def _name(self, id_: str) -> str:
        """Also of an action that has no row."""
        record = next(each for each in self._keymap.records if each.id == id_)
        return self._names.get(id_, record.name)

    def _on_keymap_changed(self) -> None:
        column = ShortcutColumn.KEYS
        self.dataChanged.emit(self.index(0, column), self.index(len(self._records) - 1, column))
