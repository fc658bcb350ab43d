"""What the command palette offers, and which of it fits what was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from itertools import chain, islice

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.domain.fuzzy import best_fits, folded

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
_PREFIXES = {
    ">": (EntryKind.ACTION,),
    "#": (EntryKind.SENTENCE,),
    "@": (EntryKind.CLAIM,),
}
_UNPREFIXED = (EntryKind.ACTION, EntryKind.ARTICLE, EntryKind.PREFERENCE)


@dataclass(frozen=True, slots=True)
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


Provider = Callable[[], Iterable[Entry]]


class PaletteRole(IntEnum):
    ENTRY = Qt.ItemDataRole.UserRole


class PaletteModel(QAbstractListModel):
    """The best entries for a query, best first. Providers are asked once each time the palette opens."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._providers: dict[EntryKind, list[Provider]] = {}
        self._pools: dict[tuple[EntryKind, ...], tuple[list[Entry], list[str]]] = {}
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

    def search(self, query: str) -> None:
        """Show what fits `query`; its first sign may be one of > # @."""
        kinds = _PREFIXES.get(query[:1], _UNPREFIXED)
        words = query[1:] if kinds is not _UNPREFIXED else query
        entries, titles = self._pool(kinds)
        favoured = self._favoured(entries, unasked=not words.strip() and kinds is _UNPREFIXED)
        if words.strip():
            chosen = best_fits(words, titles, limit=SHOWN_MOST, favoured=favoured)
        else:
            chosen = list(islice(dict.fromkeys(chain(favoured, range(len(entries)))), SHOWN_MOST))
        self.beginResetModel()
        self._shown = [entries[place] for place in chosen]
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

    def _pool(self, kinds: tuple[EntryKind, ...]) -> tuple[list[Entry], list[str]]:
        if kinds not in self._pools:
            providers = (provider for kind in kinds for provider in self._providers.get(kind, ()))
            entries = [entry for provider in providers for entry in provider()]
            self._pools[kinds] = (entries, [folded(entry.title) for entry in entries])
        return self._pools[kinds]

    def _favoured(self, entries: Sequence[Entry], *, unasked: bool) -> list[int]:
        """Places of the recent entries, and where nothing is asked, of those that fit after them."""
        places: Mapping[str, int] = {entry.id: place for place, entry in enumerate(entries) if entry.id}
        recent = [places[id_] for id_ in self._recent if id_ in places]
        if not unasked:
            return recent
        fitting = (place for place, entry in enumerate(entries) if entry.fits and not entry.reason)
        return list(dict.fromkeys([*recent, *fitting]))
