"""Which key does what, and what of that a person chose herself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from annotator.desk.action_records import ActionRecord
from annotator.desk.keys import canonical, is_alt_graph, is_single, with_alt
from annotator.domain.errors import Refused


class Keymap(QObject):
    """The keys of every action: those of the table, unless `overrides` names others.

    Overrides that are not keys, or name actions that are not there, are left aside, as settings may be
    older or newer than the table.
    """

    changed = Signal()

    def __init__(
        self,
        records: Sequence[ActionRecord],
        overrides: Mapping[str, Sequence[str]] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._records = {record.id: record for record in records}
        self._defaults = {record.id: _canonical_all(record.keys) for record in records}
        self._chosen: dict[str, tuple[str, ...]] = {}
        self._single_keys = True
        for id_, keys in (overrides or {}).items():
            if id_ in self._records:
                self._choose(id_, tuple(key for key in _valid(keys) if not self.objection(id_, key)))
        self._index = self._indexed()

    @property
    def single_keys(self) -> bool:
        """Whether keys that type a character act. While they do not, labels have Alt and the digit."""
        return self._single_keys

    @single_keys.setter
    def single_keys(self, on: bool) -> None:
        if on != self._single_keys:
            self._single_keys = on
            self._publish()

    @property
    def records(self) -> tuple[ActionRecord, ...]:
        return tuple(self._records.values())

    @property
    def overrides(self) -> dict[str, list[str]]:
        """Only what differs from the table, to be kept in the settings."""
        return {id_: list(keys) for id_, keys in self._chosen.items()}

    def keys(self, id_: str) -> tuple[str, ...]:
        """The keys chosen for the action, whether or not single keys act now."""
        return self._chosen.get(id_, self._defaults[id_])

    def working_keys(self, id_: str) -> tuple[str, ...]:
        """The keys that act now."""
        keys = self.keys(id_)
        if self._single_keys or self._records[id_].is_window_wide:
            return keys
        stand_ins = (with_alt(key) if is_single(key) else key for key in keys)
        return tuple(key for key in stand_ins if key is not None)

    def find(self, key: str, context: str) -> str | None:
        """The action that `key` does in `context`, or None. Window-wide actions have the context "window"."""
        return self._index.get((context, key))

    def conflicts(self, id_: str, key: str) -> list[str]:
        """The other actions that would no longer hear `key` clearly if `id_` had it too."""
        wanted = canonical(key)
        mine = self._records[id_]
        return [
            other.id
            for other in self._records.values()
            if other.id != id_ and wanted in self.keys(other.id) and _meet(mine, other)
        ]

    def objection(self, id_: str, key: str) -> str:
        """Why the action must not have `key`, in words for people; "" if it may."""
        if is_alt_graph(key):
            return self.tr("Ctrl and Alt together type characters on many keyboards. Choose another key.")
        if is_single(key) and self._records[id_].is_window_wide:
            return self.tr(
                "This would also act while you write a note. Choose a key together with Ctrl or Alt."
            )
        return ""

    def set_keys(self, id_: str, keys: Sequence[str]) -> None:
        """Give the action these keys and no others.

        ValueError for what is not a key, Refused for one that `objection` speaks against.
        """
        wanted = _canonical_all(keys)
        for key in wanted:
            if objection := self.objection(id_, key):
                raise Refused(objection)
        self._choose(id_, wanted)
        self._publish()

    def take_key(self, id_: str, key: str) -> None:
        """Give the action `key` as its only one, and take it from every action it conflicts with."""
        wanted = canonical(key)
        losers = self.conflicts(id_, wanted)
        self.set_keys(id_, [wanted])
        for loser in losers:
            self.set_keys(loser, [kept for kept in self.keys(loser) if kept != wanted])

    def restore(self, id_: str) -> None:
        """Give the action the keys of the table again."""
        self._chosen.pop(id_, None)
        self._publish()

    def restore_all(self) -> None:
        self._chosen.clear()
        self._publish()

    def _choose(self, id_: str, keys: tuple[str, ...]) -> None:
        if keys == self._defaults[id_]:
            self._chosen.pop(id_, None)
        else:
            self._chosen[id_] = keys

    def _publish(self) -> None:
        self._index = self._indexed()
        self.changed.emit()

    def _indexed(self) -> dict[tuple[str, str], str]:
        return {
            (context, key): record.id
            for record in reversed(self._records.values())
            for context in record.contexts
            for key in self.working_keys(record.id)
        }


def _meet(one: ActionRecord, other: ActionRecord) -> bool:
    """Whether the two can be heard at the same time."""
    return one.is_window_wide or other.is_window_wide or not set(one.contexts).isdisjoint(other.contexts)


def _canonical_all(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(canonical(key) for key in keys))


def _valid(keys: Iterable[str]) -> tuple[str, ...]:
    kept = []
    for key in keys:
        try:
            kept.append(canonical(key))
        except ValueError:
            continue
    return tuple(dict.fromkeys(kept))
