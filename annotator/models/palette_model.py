"""What the command palette offers, and which of it fits what was typed."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterable, Sequence
from enum import IntEnum, StrEnum
from functools import cached_property
from itertools import accumulate, chain, islice

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.domain.fuzzy import Titles, folded
from annotator.domain.immutable import immutable

Index = QModelIndex | QPersistentModelIndex

SHOWN_MOST = 100
RECENT_MOST = 5


class EntryKind(StrEnum):
    """What an entry leads to."""

    ACTION = "action"
    ARTICLE = "article"
    SENTENCE = "sentence"
    CLAIM = "claim"
    PREFERENCE = "preference"


# What is searched after a first sign, and without one.
_PREFIXES: dict[str, tuple[EntryKind, ...]] = {
    ">": (EntryKind.ACTION,),
    "#": (EntryKind.SENTENCE,),
    "@": (EntryKind.CLAIM,),
}
_UNPREFIXED: tuple[EntryKind, ...] = (EntryKind.ACTION, EntryKind.ARTICLE, EntryKind.PREFERENCE)


@immutable
class Entry:
    """Something to do or to go to. `title` is searched; sentences begin theirs with their number.

    `reason` says why it cannot be done now, "" if it can. `id` names it among the recent ones, "" never
    does. `fits` says that it belongs to where the person is, for the list before anything is typed.
    """

    title: str
    detail: str
    key: str
    kind: EntryKind
    run: Callable[[], object]
    reason: str = ""
    id: str = ""
    fits: bool = False


class Offers:
    """Things to choose from. Their titles are searched; an entry is made only of those that are shown."""

    def __init__(self, titles: Sequence[str], entry: Callable[[int], Entry]) -> None:
        """`entry` makes that of the title at a place, from 0."""
        self._titles = titles
        self.entry = entry
        self.places: dict[str, int] = {}
        """Where those are that may be recent, by the ids of their entries."""
        self.fitting: list[int] = []
        """Where those are that belong to where the person is, and can be done."""

    def __len__(self) -> int:
        return len(self._titles)

    @cached_property
    def folded(self) -> list[str]:
        """The titles as they are searched."""
        return [folded(title) for title in self._titles]

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Offers:
        """Entries that are made already."""
        made = list(entries)
        offers = cls([entry.title for entry in made], made.__getitem__)
        offers.places = {entry.id: place for place, entry in enumerate(made) if entry.id}
        offers.fitting = [place for place, entry in enumerate(made) if entry.fits and not entry.reason]
        return offers


Provider = Callable[[], Offers]


class PaletteRole(IntEnum):
    ENTRY = Qt.ItemDataRole.UserRole


class PaletteModel(QAbstractListModel):
    """The best entries for a query, best first. Providers are asked once each time the palette opens."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._providers: dict[EntryKind, list[Provider]] = {}
        self._pools: dict[tuple[EntryKind, ...], _Pool] = {}
        self._recent: list[str] = []
        self._shown: list[Entry] = []

    def provide(self, kind: EntryKind, provider: Provider) -> None:
        """Let `provider` give entries of this kind."""
        self._providers.setdefault(kind, []).append(provider)

    @property
    def recent(self) -> tuple[str, ...]:
        """Ids of what was done last, the latest first."""
        return tuple(self._recent)

    def set_recent(self, ids: Sequence[str]) -> None:
        self._recent = list(dict.fromkeys(ids))[:RECENT_MOST]

    def remember(self, entry: Entry) -> None:
        """Put `entry` before all other recent ones."""
        if entry.id:
            self.set_recent([entry.id, *self._recent])

    def forget_entries(self) -> None:
        """Ask the providers again at the next search."""
        self._pools.clear()

    def search(self, query: str, only: EntryKind | None = None) -> None:
        """Show what fits `query`; its first sign may be one of > # @, and without one `only` is a kind."""
        unprefixed = _UNPREFIXED if only is None else (only,)
        kinds = _PREFIXES.get(query[:1], unprefixed)
        words = query if kinds is unprefixed else query[1:]
        pool = self._pool(kinds)
        favoured = [pool.places[id_] for id_ in self._recent if id_ in pool.places]
        if words.strip():
            chosen = pool.titles.best(words, limit=SHOWN_MOST, favoured=favoured)
        else:
            fitting = pool.fitting if kinds is _UNPREFIXED else ()
            every = chain(favoured, fitting, range(pool.count))
            chosen = list(islice(dict.fromkeys(every), SHOWN_MOST))
        self.beginResetModel()
        self._shown = [pool.entry(place) for place in chosen]
        self.endResetModel()

    def entry(self, row: int) -> Entry:
        return self._shown[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self._shown[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return entry.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(filter(None, (entry.title, entry.reason or entry.detail, entry.key)))
            case PaletteRole.ENTRY:
                return entry
        return None

    def _pool(self, kinds: tuple[EntryKind, ...]) -> _Pool:
        if kinds not in self._pools:
            providers = (provider for kind in kinds for provider in self._providers.get(kind, ()))
            self._pools[kinds] = _Pool([provider() for provider in providers])
        return self._pools[kinds]


class _Pool:
    """Several offers, searched as one: the places of each follow those of the one before."""

    def __init__(self, offers: Sequence[Offers]) -> None:
        self._offers = offers
        *self._starts, self.count = accumulate(map(len, offers), initial=0)
        self.places: dict[str, int] = {}
        self.fitting: list[int] = []
        for start, each in zip(self._starts, offers, strict=True):
            self.places.update({id_: start + place for id_, place in each.places.items()})
            self.fitting += [start + place for place in each.fitting]

    @cached_property
    def titles(self) -> Titles:
        """Made when something is typed: to open takes no search."""
        return Titles(list(chain.from_iterable(each.folded for each in self._offers)))

    def entry(self, place: int) -> Entry:
        number = bisect(self._starts, place) - 1
        return self._offers[number].entry(place - self._starts[number])
