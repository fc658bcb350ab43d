"""The items of a review: read piece by piece, filtered and ordered."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from annotator.domain.review.items import Counts, Item, ItemFilter, ItemOrder


class ReviewQueue(QObject):
    """`listed` says that the list is different, `item_changed` carries the one Item that is.

    `counted` says that the counts are different. `read` says that every article has been read.
    """

    listed = Signal()
    item_changed = Signal(object)
    counted = Signal()
    read = Signal()

    @property
    def items(self) -> tuple[Item, ...]:
        """The items that the filter admits, in the order chosen."""

    @property
    def is_reading(self) -> bool:
        """Whether articles are still being read, so that more items may come."""

    @property
    def counts(self) -> Counts: ...

    @property
    def filter(self) -> ItemFilter: ...

    def set_filter(self, wanted: ItemFilter) -> None: ...

    @property
    def order(self) -> ItemOrder: ...

    def set_order(self, order: ItemOrder) -> None: ...

    def words(self, item: Item) -> str:
        """The words that an item is about."""
