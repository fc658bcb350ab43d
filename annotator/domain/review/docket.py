"""The items of a review in memory: counted, filtered and in order, also while more of them come."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right, insort
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import islice
from typing import Final

from annotator.domain.agreement.disagreement import Kind, LabelPair
from annotator.domain.review.case_state import CaseState
from annotator.domain.review.entries import Entry
from annotator.domain.review.items import Counts, Item, ItemFilter, ItemOrder

Rank = tuple[object, ...]
"""Where an item stands in the present order; its last part is the item's key."""

_Pattern = tuple[tuple[Kind, ...], tuple[str, ...]]

AUDITED: Final = 0.05
"""The share of unanimous items that a lead looks at to see whether agreement is worth anything."""


class Docket:
    """`positions` has every article's place in the project, `labels` the keys of labels in their order.

    Where an item stands does not depend on its state, so that nothing moves by being decided.
    """

    def __init__(self, positions: Mapping[str, int], labels: Sequence[str], seed: int) -> None:
        self._positions = positions
        self._labels = {label: place for place, label in enumerate(labels)}
        self._seed = seed
        self._entries: dict[str, Entry] = {}
        self._keys: dict[str, tuple[str, ...]] = {}
        self._tally: Counter[tuple[bool, CaseState]] = Counter()
        self._resolved: defaultdict[_Pattern, list[tuple[str, str]]] = defaultdict(list)
        self._audited: frozenset[str] = frozenset()
        self._ranks: list[Rank] = []
        self._waiting: list[Rank] = []
        self._items: list[Item] = []
        self.filter = ItemFilter()
        self.order = ItemOrder.WORST

    def __len__(self) -> int:
        return len(self._ranks)

    def __iter__(self) -> Iterator[Item]:
        """The items that are listed, in order."""
        return iter(self._items)

    @property
    def counts(self) -> Counts:
        """How far the review is, whatever is listed."""
        tally = self._tally
        return Counts(
            **{state.value: tally[True, state] for state in CaseState},
            unanimous=tally[False, CaseState.OPEN],
            compared=sum(tally.values()),
        )

    def item(self, key: str) -> Item | None:
        """The item with this key, listed or not."""
        entry = self._entries.get(key)
        return entry.item if entry else None

    def every(self) -> Iterator[Item]:
        """All items, listed or not, in no promised order."""
        return (entry.item for entry in self._entries.values())

    def articles(self, admits: Callable[[Item], bool]) -> list[str]:
        """The articles with an item that is admitted, listed or not, in the project's order."""
        found = {item.article_id for item in self.every() if admits(item)}
        return sorted(found, key=lambda article_id: self._positions.get(article_id, 0))

    def precedents(self, item: Item, limit: int) -> list[Item]:
        """So many other items with the same kinds and labels that are resolved, the latest first."""
        found = reversed(self._resolved.get((item.kinds, item.pattern), ()))
        return list(islice((self._entries[key].item for _, key in found if key != item.key), limit))

    def put(self, article_id: str, entries: Iterable[Entry]) -> tuple[list[Item], bool]:
        """Take over an article's entries: those that are new or different, and whether any is gone."""
        before = self._keys.get(article_id, ())
        after = {entry.item.key: entry for entry in entries}
        gone = [key for key in before if key not in after]
        for key in gone:
            self._leave(self._entries.pop(key))
        changed = []
        for key, entry in after.items():
            old = self._entries.get(key)
            if old == entry:
                continue
            if old is not None:
                self._leave(old)
            self._entries[key] = entry
            self._enter(entry)
            changed.append(entry.item)
        self._keys[article_id] = tuple(after)
        return changed, bool(gone)

    def arrange(self, wanted: ItemFilter, order: ItemOrder) -> None:
        """List what the filter admits, in this order; in that of AUDIT a new sample."""
        self.filter, self.order = wanted, order
        self._audited = self._sample() if order is ItemOrder.AUDIT else frozenset()
        self._ranks = sorted(self.rank(entry) for entry in self._entries.values() if self._lists(entry))
        self._items = [self._entries[str(rank[-1])].item for rank in self._ranks]
        waiting = zip(self._ranks, self._items, strict=True)
        self._waiting = [rank for rank, item in waiting if item.is_waiting]

    def place(self, key: str) -> int:
        """Where an item is listed, from 0; -1 where it is not."""
        entry = self._entries.get(key)
        if entry is None or not self._lists(entry):
            return -1
        return bisect_left(self._ranks, self.rank(entry))

    def rank_of(self, key: str) -> Rank | None:
        """Where an item stands in the present order, also one that is not listed; None for an unknown one."""
        entry = self._entries.get(key)
        return self.rank(entry) if entry else None

    def after(self, rank: Rank, *, is_waiting: bool = False, round_the_end: bool = False) -> str:
        """The key of the first listed item after `rank`, "" for none; of those that wait if `is_waiting`."""
        ranks = self._waiting if is_waiting else self._ranks
        place = bisect_right(ranks, rank)
        if place == len(ranks) and round_the_end:
            place = 0
        return str(ranks[place][-1]) if place < len(ranks) else ""

    def before(self, rank: Rank) -> str:
        """The key of the last listed item before `rank`, "" for none."""
        place = bisect_left(self._ranks, rank)
        return str(self._ranks[place - 1][-1]) if place else ""

    def rank(self, entry: Entry) -> Rank:
        item = entry.item
        in_text = (self._positions.get(item.article_id, 0), item.span.start, item.span.end, item.key)
        match self.order:
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

    def _lists(self, entry: Entry) -> bool:
        item = entry.item
        is_meant = item.key in self._audited if self.order is ItemOrder.AUDIT else item.is_disputed
        return is_meant and entry.is_admitted(self.filter)

    def _enter(self, entry: Entry) -> None:
        item = entry.item
        self._tally[item.is_disputed, item.state] += 1
        if item.state is CaseState.RESOLVED:
            insort(self._resolved[item.kinds, item.pattern], (item.decided_at, item.key))
        if self._lists(entry):
            rank = self.rank(entry)
            place = bisect_left(self._ranks, rank)
            self._ranks.insert(place, rank)
            self._items.insert(place, item)
            if item.is_waiting:
                insort(self._waiting, rank)

    def _leave(self, entry: Entry) -> None:
        item = entry.item
        self._tally[item.is_disputed, item.state] -= 1
        if item.state is CaseState.RESOLVED:
            alike = self._resolved[item.kinds, item.pattern]
            del alike[bisect_left(alike, (item.decided_at, item.key))]
        if self._lists(entry):
            rank = self.rank(entry)
            place = bisect_left(self._ranks, rank)
            del self._ranks[place], self._items[place]
            if item.is_waiting:
                del self._waiting[bisect_left(self._waiting, rank)]

    def _sample(self) -> frozenset[str]:
        keys = [entry.item.key for entry in self._entries.values() if entry.item.is_unanimous]
        return frozenset(sorted(keys, key=self._lot)[: math.ceil(len(keys) * AUDITED)])

    def _lot(self, key: str) -> str:
        return sha256(f"{self._seed}\0audit\0{key}".encode()).hexdigest()

    def _label_places(self, pair: LabelPair) -> tuple[tuple[int, str], ...]:
        """A pair of labels by their places in the project; no claim comes last."""
        known = len(self._labels)
        return tuple(
            sorted((known + 1, "") if one is None else (self._labels.get(one, known), one) for one in pair)
        )
