"""The items of a review in memory: counted, listed and in order, also while more of them come."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from annotator.domain.agreement.disagreement import Kind
from annotator.domain.review.case_state import CaseState
from annotator.domain.review.entries import Entry
from annotator.domain.review.items import Counts, Item, ItemFilter, ItemOrder
from annotator.domain.review.listing import Listing, Rank, Ranking

_Pattern = tuple[tuple[Kind, ...], tuple[str, ...]]
_Change = tuple[Entry | None, Entry | None]
Draft = Callable[[Callable[[], None]], Listing]
"""Makes a listing, of which what it is called with may stop it. It can be called in another thread."""


class Docket:
    """`positions` has every article's place in the project, `labels` the keys of labels in their order."""

    def __init__(self, positions: Mapping[str, int], labels: Sequence[str], seed: int) -> None:
        self._ranking = Ranking(positions, {label: place for place, label in enumerate(labels)}, seed)
        self._entries: dict[str, Entry] = {}
        self._keys: dict[str, tuple[str, ...]] = {}
        self._tally: Counter[tuple[bool, CaseState]] = Counter()
        self._acceptable = 0
        self._resolved: defaultdict[_Pattern, list[tuple[str, str]]] = defaultdict(list)
        self._since: list[_Change] = []
        self._is_drafted = False
        self.listing = Listing(self._ranking, ItemFilter(), ItemOrder.WORST)

    @property
    def size(self) -> int:
        """How many items there are, listed or not."""
        return len(self._entries)

    @property
    def counts(self) -> Counts:
        """How far the review is, whatever is listed."""
        tally = self._tally
        return Counts(
            **{state.value: tally[True, state] for state in CaseState},
            unanimous=self._acceptable,
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
        return sorted(found, key=lambda article_id: self._ranking.positions.get(article_id, 0))

    def precedents(self, item: Item, limit: int) -> list[Item]:
        """So many other items with the same kinds and labels that are resolved, the latest first."""
        found = reversed(self._resolved.get(_likeness(item), ()))
        return list(islice((self._entries[key].item for _, key in found if key != item.key), limit))

    def put(self, article_id: str, entries: Iterable[Entry]) -> tuple[list[Item], bool]:
        """Take over an article's entries: those that are new or different, and whether any is gone."""
        before = self._keys.get(article_id, ())
        after = {entry.item.key: entry for entry in entries}
        gone = [key for key in before if key not in after]
        for key in gone:
            self._change(self._entries.pop(key), None)
        changed = []
        for key, entry in after.items():
            old = self._entries.get(key)
            if old == entry:
                continue
            self._entries[key] = entry
            self._change(old, entry)
            changed.append(entry.item)
        self._keys[article_id] = tuple(after)
        return changed, bool(gone)

    def arrange(self, wanted: ItemFilter, order: ItemOrder) -> None:
        """List what the filter admits, in this order; in that of AUDIT a new sample."""
        self.take(self.draft(wanted, order)(lambda: None))

    def draft(self, wanted: ItemFilter, order: ItemOrder) -> Draft:
        """What makes such a listing of the items that there are now, for `take`; earlier drafts are void."""
        entries, ranking = list(self._entries.values()), self._ranking
        self._since, self._is_drafted = [], True
        return lambda check: Listing(ranking, wanted, order, entries, check)

    def take(self, listing: Listing) -> None:
        """List so from now on, with all that changed since the listing was drafted."""
        for before, after in self._since:
            if before is not None:
                listing.leave(before)
            if after is not None:
                listing.enter(after)
        self._since, self._is_drafted = [], False
        self.listing = listing

    def place(self, key: str) -> int:
        """Where an item is listed, from 0; -1 where it is not."""
        entry = self._entries.get(key)
        return self.listing.place(entry) if entry else -1

    def rank_of(self, key: str) -> Rank | None:
        """Where an item stands in the present order, also one that is not listed; None for an unknown one."""
        entry = self._entries.get(key)
        return self.listing.rank(entry) if entry else None

    def _change(self, before: Entry | None, after: Entry | None) -> None:
        if self._is_drafted:
            self._since.append((before, after))
        if before is not None:
            self._count(before.item, -1)
            self._forget_resolved(before.item)
            self.listing.leave(before)
        if after is not None:
            self._count(after.item, 1)
            self._note_resolved(after.item)
            self.listing.enter(after)

    def _count(self, item: Item, by: int) -> None:
        self._tally[item.is_disputed, item.state] += by
        self._acceptable += by * item.is_acceptable

    def _note_resolved(self, item: Item) -> None:
        if item.state is CaseState.RESOLVED:
            insort(self._resolved[_likeness(item)], (item.decided_at, item.key))

    def _forget_resolved(self, item: Item) -> None:
        if item.state is CaseState.RESOLVED:
            alike = self._resolved[_likeness(item)]
            del alike[bisect_left(alike, (item.decided_at, item.key))]


def _likeness(item: Item) -> _Pattern:
    """What makes two items alike, whoever said which."""
    return item.kinds, tuple(sorted(item.pattern))
