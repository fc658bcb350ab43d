"""Which key does what, and what of that a person chose herself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from annotator.desk.action_records import ActionRecord
from annotator.desk.key_presets import KeyPreset
from annotator.desk.key_shares import Lost, Shares, meet, share_out
from annotator.desk.keys import canonical, is_alt_graph, is_single, with_alt
from annotator.domain.errors import Refused


class Keymap(QObject):
    """The keys of every action: those of the table, over them a preset, over both what a person chose.

    Nobody hears a key twice. Where a person chose a key that another action came with, her choice stands
    and the other goes without, be it that the preset changed or that a newer version brought the other;
    `lost` names it. Overrides that are not keys, or name actions that are not there, are left aside, as
    settings may be older or newer than the table.
    """

    changed = Signal()

    def __init__(
        self,
        records: Sequence[ActionRecord],
        overrides: Mapping[str, Sequence[str]] | None = None,
        parent: QObject | None = None,
        *,
        presets: Sequence[KeyPreset] = (),
        preset: str = "",
    ) -> None:
        super().__init__(parent)
        self._records = {record.id: record for record in records}
        self._table = {record.id: _canonical_all(record.keys) for record in records}
        self._presets = {each.id: each for each in presets}
        self._preset = preset or next(iter(self._presets), "")
        self._chosen: dict[str, tuple[str, ...]] = {}
        self._single_keys = True
        for id_, keys in (overrides or {}).items():
            if id_ in self._records:
                kept = tuple(key for key in _valid(keys) if not self.objection(id_, key))
                if kept or not keys:
                    self._choose(id_, kept)
        self._share()

    @property
    def presets(self) -> tuple[KeyPreset, ...]:
        return tuple(self._presets.values())

    @property
    def preset(self) -> str:
        """The id of the preset that lies over the table; ValueError for one that is not there."""
        return self._preset

    @preset.setter
    def preset(self, id_: str) -> None:
        if id_ not in self._presets:
            raise ValueError(f"there is no preset {id_}")
        if id_ != self._preset:
            self._preset = id_
            self._publish()

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
        """Only what a person chose, to be kept in the settings."""
        return {id_: list(keys) for id_, keys in self._chosen.items()}

    def keys(self, id_: str) -> tuple[str, ...]:
        """The keys of the action, whether or not single keys act now."""
        return self._all.keys[id_]

    def working_keys(self, id_: str) -> tuple[str, ...]:
        """The keys that act now."""
        return self._working.keys[id_]

    def lost(self, id_: str) -> tuple[Lost, ...]:
        """The keys that the action came with, or has by the preset, and that another has by choice."""
        return self._all.lost.get(id_, ())

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
            if other.id != id_ and wanted in self.keys(other.id) and meet(mine, other)
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

    def take_key(self, id_: str, key: str) -> None:
        """Give the action `key` as its only one, and take it from every action it conflicts with.

        What is left without a key of its own has those it came with again. ValueError for what is not a
        key, Refused for one that `objection` speaks against.
        """
        wanted = canonical(key)
        if objection := self.objection(id_, wanted):
            raise Refused(objection)
        for loser in self.conflicts(id_, wanted):
            self._take_from(loser, wanted)
        self._choose(id_, (wanted,))
        self._publish()

    def give_back(self) -> None:
        """Give every lost key back to the action that came with it."""
        for id_ in self._records:
            for lost in self.lost(id_):
                self._take_from(lost.to, lost.key)
        self._publish()

    def restore(self, id_: str) -> None:
        """Give the action the keys of the table and the preset again, but for those that are chosen."""
        self._chosen.pop(id_, None)
        self._publish()

    def restore_all(self) -> None:
        """Forget all that was chosen; the preset stays."""
        self._chosen.clear()
        self._publish()

    def _choose(self, id_: str, keys: tuple[str, ...]) -> None:
        if keys == self._given(id_):
            self._chosen.pop(id_, None)
        else:
            self._chosen[id_] = keys

    def _take_from(self, id_: str, key: str) -> None:
        kept = tuple(each for each in self._chosen.get(id_, ()) if each != key)
        if kept:
            self._chosen[id_] = kept
        else:
            self._chosen.pop(id_, None)

    def _given(self, id_: str) -> tuple[str, ...]:
        """The keys of the preset, else of the table."""
        preset = self._presets.get(self._preset)
        if preset is None or id_ not in preset.keys:
            return self._table[id_]
        return _canonical_all(preset.keys[id_])

    def _publish(self) -> None:
        self._share()
        self.changed.emit()

    def _share(self) -> None:
        records = self.records
        given = {id_: self._given(id_) for id_ in self._records if id_ not in self._chosen}
        self._all = share_out(records, (self._chosen, given))
        self._working = self._all if self._single_keys else self._without_single_keys()
        self._index = {
            (context, key): record.id
            for record in records
            for context in record.contexts
            for key in self._working.keys[record.id]
        }

    def _without_single_keys(self) -> Shares:
        """Alt and a digit stand for the digit; what has one in the table keeps it, whatever it has now."""
        held = {id_: tuple(key for key in keys if not is_single(key)) for id_, keys in self._all.keys.items()}
        return share_out(self.records, (held, _stand_ins(self._all.keys), _stand_ins(self._table)))


def _stand_ins(keys: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    return {
        id_: [stand_in for key in found if is_single(key) and (stand_in := with_alt(key)) is not None]
        for id_, found in keys.items()
    }


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
