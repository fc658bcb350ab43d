"""Those items of a review that a filter admits, in an order; single items come and go."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Final

from annotator.domain.agreement.disagreement import LabelPair
from annotator.domain.immutable import immutable
from annotator.domain.review.entries import Entry
from annotator.domain.review.items import Item, ItemFilter, ItemOrder

Rank = tuple[object, ...]
"""Where an item stands in an order; its last part is the item's key."""

AUDITED: Final = 0.05
"""The share of unanimous items that a lead looks at to see whether agreement is worth anything."""
_BETWEEN_CHECKS: Final = 1_000


@immutable
class Ranking:
    """What orders rest on: every article's place, the labels' places in the project, and a seed for lots."""

    positions: Mapping[str, int]
    labels: Mapping[str, int]
    seed: int

    def rank(self, entry: Entry, order: ItemOrder) -> Rank:
        """Where an item stands. It does not depend on its state, so that nothing moves by being decided."""
        item = entry.item
        in_text = (self.positions.get(item.article_id, 0), item.span.start, item.span.end, item.key)
        match order:
            case ItemOrder.WORST:
                return (-item.value, *in_text)
            case ItemOrder.ARTICLE:
                return in_text
            case ItemOrder.ANNOTATORS:
                pair = entry.annotator_pairs[0] if entry.annotator_pairs else ("", "")
                return (pair, -item.value, *in_text)
            case ItemOrder.LABELS:
                pairs = (self._label_places(pair) for pair in item.label_pairs)
                return (min(pairs, default=self._label_places((None, None))), -item.value, *in_text)
            case ItemOrder.AUDIT:
                return (self._lot(item.key), *in_text)

    def sample(self, entries: Sequence[Entry], check: Callable[[], None]) -> frozenset[str]:
        """The keys of those unanimous items that are audited."""
        keys = [one.item.key for one in _checked(entries, check) if one.item.is_unanimous]
        return frozenset(sorted(keys, key=self._lot)[: math.ceil(len(keys) * AUDITED)])

    def _lot(self, key: str) -> str:
        return sha256(f"{self.seed}\0audit\0{key}".encode()).hexdigest()

    def _label_places(self, pair: LabelPair) -> tuple[tuple[int, str], ...]:
        """A pair of labels by their places in the project; no claim comes last."""
        known = len(self.labels)
        return tuple(
            sorted((known + 1, "") if one is None else (self.labels.get(one, known), one) for one in pair)
        )


class Listing:
    """Making it takes as long as there are `entries`, so it may be made in a worker. `check` may stop that.

    In the order of AUDIT a sample of the unanimous items is listed, else what has to be decided.
    """

    def __init__(
        self,
        ranking: Ranking,
        wanted: ItemFilter,
        order: ItemOrder,
        entries: Sequence[Entry] = (),
        check: Callable[[], None] = lambda: None,
    ) -> None:
        self.filter, self.order = wanted, order
        self._ranking = ranking
        is_audit = order is ItemOrder.AUDIT
        self._audited = ranking.sample(entries, check) if is_audit else frozenset[str]()
        ranked = sorted((self.rank(one), one.item) for one in _checked(entries, check) if self.lists(one))
        self._ranks = [rank for rank, _ in ranked]
        self._items = [item for _, item in ranked]
        self._waiting = [rank for rank, item in ranked if item.is_waiting]

    def __len__(self) -> int:
        return len(self._ranks)

    def __iter__(self) -> Iterator[Item]:
        """The items in order."""
        return iter(self._items)

    def lists(self, entry: Entry) -> bool:
        """Whether this item is in the list, or would be."""
        item = entry.item
        is_meant = item.key in self._audited if self.order is ItemOrder.AUDIT else item.is_disputed
        return is_meant and entry.is_admitted(self.filter)

    def rank(self, entry: Entry) -> Rank:
        """Where an item stands, also one that is not listed."""
        return self._ranking.rank(entry, self.order)

    def place(self, entry: Entry) -> int:
        """Where an item is listed, from 0; -1 where it is not."""
        return bisect_left(self._ranks, self.rank(entry)) if self.lists(entry) else -1

    def after(self, rank: Rank, *, is_waiting: bool = False, round_the_end: bool = False) -> str:
        """The key of the first item after `rank`, "" for none; of those that wait if `is_waiting`."""
        ranks = self._waiting if is_waiting else self._ranks
        place = bisect_right(ranks, rank)
        if place == len(ranks) and round_the_end:
            place = 0
        return str(ranks[place][-1]) if place < len(ranks) else ""

    def before(self, rank: Rank) -> str:
        """The key of the last item before `rank`, "" for none."""
        place = bisect_left(self._ranks, rank)
        return str(self._ranks[place - 1][-1]) if place else ""

    def enter(self, entry: Entry) -> None:
        """Take an item in where it belongs in the list."""
        if self.lists(entry):
            rank = self.rank(entry)
            place = bisect_left(self._ranks, rank)
            self._ranks.insert(place, rank)
            self._items.insert(place, entry.item)
            if entry.item.is_waiting:
                insort(self._waiting, rank)

    def leave(self, entry: Entry) -> None:
        """Let an item go that was taken in as this entry."""
        if self.lists(entry):
            rank = self.rank(entry)
            place = bisect_left(self._ranks, rank)
            del self._ranks[place], self._items[place]
            if entry.item.is_waiting:
                del self._waiting[bisect_left(self._waiting, rank)]


def _checked(entries: Sequence[Entry], check: Callable[[], None]) -> Iterator[Entry]:
    for place, entry in enumerate(entries):
        if place % _BETWEEN_CHECKS == 0:
            check()
        yield entry
