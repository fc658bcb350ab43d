"""The items of a review in the order of its queue, as the list beside the text shows them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import Final

from PySide6.QtCore import QObject, Qt

from annotator.domain.agreement.disagreement import Kind
from annotator.domain.review.case_state import CaseState
from annotator.domain.review.items import Item
from annotator.models.rows import Index, RowModel

_FEW: Final = 32
"""So many items may come or go one by one; of more the list is set anew."""


class ReviewRole(IntEnum):
    """What a card shows besides its words (`DisplayRole`) and what is read aloud (`AccessibleTextRole`)."""

    KEY = Qt.ItemDataRole.UserRole + 1
    RECORD = KEY + 1
    IS_OPEN = KEY + 2
    KINDS = KEY + 3
    STATE = KEY + 4


class ReviewModel(RowModel[Item]):
    """`words_of` gives the words of an item when they are asked for: nobody reads ten thousand at once."""

    def __init__(self, words_of: Callable[[Item], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words_of = words_of
        self._open = ""
        self._kinds = {
            Kind.SPLIT: self.tr("split"),
            Kind.LABEL: self.tr("label"),
            Kind.MISSING: self.tr("missing"),
            Kind.SPAN: self.tr("span"),
            Kind.AGREED: self.tr("agreed"),
            Kind.UNCOMPARED: self.tr("only one read it"),
        }
        self._states = {
            CaseState.OPEN: "",
            CaseState.RESOLVED: self.tr("resolved"),
            CaseState.STALE: self.tr("changed since"),
            CaseState.WAITING: self.tr("waiting"),
            CaseState.PARKED: self.tr("parked"),
        }

    def key_of(self, row: Item) -> str:
        return row.key

    def set_items(self, items: Sequence[Item]) -> None:
        """List these; rows that stay keep their place in views where only a few are others."""
        if abs(len(items) - self.rowCount()) > _FEW or {*self._keys(items)} != {*self._keys(self.rows)}:
            self._reset(items)
        else:
            self._become(items)

    def update_item(self, item: Item) -> None:
        """Show an item of the list as it is now."""
        row = self.row_of(item.key)
        if row >= 0:
            self._replace(row, item)

    def set_open(self, key: str) -> None:
        """Mark the item that is decided on."""
        before, self._open = self._open, key
        for each in {before, key}:
            index = self.index_of(each)
            if index.isValid():
                self.dataChanged.emit(index, index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        item = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._words_of(item)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._speech(index.row(), item)
            case ReviewRole.KEY:
                return item.key
            case ReviewRole.RECORD:
                return item
            case ReviewRole.IS_OPEN:
                return item.key == self._open
            case ReviewRole.KINDS:
                return self._kinds_of(item)
            case ReviewRole.STATE:
                return self._states[item.state]
        return None

    def _speech(self, row: int, item: Item) -> str:
        """Such as "Item 12 of 31, label, resolved: Some reports suggested …"."""
        place = self.tr("Item %1 of %2").replace("%1", str(row + 1)).replace("%2", str(len(self._rows)))
        told = ", ".join(filter(None, (place, self._kinds_of(item), self._states[item.state])))
        return f"{told}: {' '.join(self._words_of(item).split())}"

    def _kinds_of(self, item: Item) -> str:
        return ", ".join(self._kinds[kind] for kind in item.kinds) or self.tr("all claims were taken away")

    def _keys(self, items: Sequence[Item]) -> list[str]:
        return [item.key for item in items]
