"""The items of a review, as its list shows them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import IntEnum
from typing import Final

from PySide6.QtCore import QObject, Qt, Slot

from annotator.desk.review_queue import ReviewQueue
from annotator.domain.agreement.disagreement import Kind
from annotator.domain.review.case_state import CaseState
from annotator.domain.review.items import Item
from annotator.domain.telling import shortened
from annotator.models.rows import Index, RowModel

_LENGTH: Final = 80

KIND_GLYPHS: Final[Mapping[Kind, str]] = {
    Kind.SPLIT: "1:2",
    Kind.LABEL: "≠",
    Kind.MISSING: "∅",
    Kind.SPAN: "↔",
    Kind.AGREED: "=",
    Kind.UNCOMPARED: "·",
}
STATE_GLYPHS: Final[Mapping[CaseState, str]] = {
    CaseState.OPEN: "○",
    CaseState.RESOLVED: "✓",
    CaseState.STALE: "!",
    CaseState.WAITING: "…",
    CaseState.PARKED: "↷",
}


class ReviewRole(IntEnum):
    """What a row shows besides its words (`DisplayRole`) and what is read aloud (`AccessibleTextRole`)."""

    KEY = Qt.ItemDataRole.UserRole + 1
    ITEM = KEY + 1
    KIND_GLYPH = KEY + 2
    KIND = KEY + 3
    SIDES = KEY + 4
    STATE_GLYPH = KEY + 5
    STATE = KEY + 6
    IS_OPEN = KEY + 7


class ReviewModel(RowModel[Item]):
    """Follows the queue. Annotators are letters in it, whoever looks."""

    def __init__(self, queue: ReviewQueue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue = queue
        self._open_key = ""
        self._hides_versions = False
        self._words: dict[str, str] = {}
        self._shown: Mapping[int, Callable[[Item], object]] = {
            ReviewRole.KEY: self.key_of,
            ReviewRole.ITEM: self._seen,
            ReviewRole.KIND_GLYPH: lambda item: "" if self._is_hidden(item) else _kind_glyph(item),
            ReviewRole.KIND: lambda item: "" if self._is_hidden(item) else self.kind_words(item),
            ReviewRole.SIDES: lambda item: self._seen(item).sides,
            ReviewRole.STATE_GLYPH: lambda item: STATE_GLYPHS[item.state],
            ReviewRole.STATE: lambda item: self.state_words(item.state),
            ReviewRole.IS_OPEN: lambda item: item.key == self._open_key,
        }
        queue.listed.connect(self._on_queue_listed)
        queue.item_changed.connect(self._on_queue_item_changed)
        self._on_queue_listed()

    def key_of(self, row: Item) -> str:
        return row.key

    def set_open(self, key: str) -> None:
        """Mark the item that is decided on."""
        before, self._open_key = self._open_key, key
        for index in (self.index_of(before), self.index_of(key)):
            if index.isValid():
                self.dataChanged.emit(index, index)

    def hide_versions(self, *, hides: bool) -> None:
        """Say nothing of what annotators chose for what waits for a decision, as long as `hides`."""
        if hides is not self._hides_versions:
            self._hides_versions = hides
            self._on_queue_listed()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        item = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._said(item)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(index.row(), item)
        shown = self._shown.get(role)
        return shown(item) if shown else None

    def kind_words(self, item: Item) -> str:
        """How annotators differ on an item, the most telling kind first."""
        words = {
            Kind.SPLIT: self.tr("split"),
            Kind.LABEL: self.tr("label"),
            Kind.MISSING: self.tr("missing"),
            Kind.SPAN: self.tr("span"),
            Kind.AGREED: self.tr("all agree"),
            Kind.UNCOMPARED: self.tr("only one annotator"),
        }
        return ", ".join(words[kind] for kind in item.kinds) or self.tr("claims taken away")

    def state_words(self, state: CaseState) -> str:
        """How far an item is decided."""
        match state:
            case CaseState.OPEN:
                return self.tr("open")
            case CaseState.RESOLVED:
                return self.tr("resolved")
            case CaseState.STALE:
                return self.tr("claims changed since, check")
            case CaseState.WAITING:
                return self.tr("waiting for an answer")
            case CaseState.PARKED:
                return self.tr("parked")

    def _said(self, item: Item) -> str:
        if item.key not in self._words:
            self._words[item.key] = shortened(self._queue.words(item), _LENGTH)
        return self._words[item.key]

    def _spoken(self, row: int, item: Item) -> str:
        place = self.tr("Item {0} of {1}").format(row + 1, len(self._rows))
        is_open = (self.tr("open item"),) if item.key == self._open_key else ()
        state = self.state_words(item.state)
        apart = () if self._is_hidden(item) else (self.kind_words(item), item.sides)
        return ", ".join((place, *apart, state, *is_open, self._said(item)))

    def _is_hidden(self, item: Item) -> bool:
        return self._hides_versions and item.state is CaseState.OPEN

    def _seen(self, item: Item) -> Item:
        """The item as far as it is shown: its place and its state, and mostly all the rest."""
        if not self._is_hidden(item):
            return item
        return replace(item, kinds=(), value=0.0, pattern=(), label_pairs=(), sides="")

    @Slot()
    def _on_queue_listed(self) -> None:
        self._words.clear()
        self._reset(self._queue.items)

    @Slot(object)
    def _on_queue_item_changed(self, item: Item) -> None:
        self._words.pop(item.key, None)
        place, row = self._queue.place(item.key), self.row_of(item.key)
        if place == row >= 0:
            self._replace(row, item)
            return
        if row >= 0:
            self.beginRemoveRows(self.index(-1, 0), row, row)
            del self._rows[row]
            self._places = None
            self.endRemoveRows()
        if place >= 0:
            self.beginInsertRows(self.index(-1, 0), place, place)
            self._rows.insert(place, item)
            self._places = None
            self.endInsertRows()


def _kind_glyph(item: Item) -> str:
    """The sign of its most telling kind; where all claims are gone, that of what no longer fits."""
    return KIND_GLYPHS[item.kinds[0]] if item.kinds else STATE_GLYPHS[CaseState.STALE]
