"""Who gets a key that several actions ask for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from annotator.desk.action_records import ActionRecord
from annotator.domain.immutable import immutable

Keys = Mapping[str, Sequence[str]]
"""Keys by the ids of their actions."""


@immutable
class Lost:
    """A key that an action asked for and that the action `to` has."""

    key: str
    to: str


@immutable
class Shares:
    """The keys of every action, and those it went without."""

    keys: Mapping[str, tuple[str, ...]]
    lost: Mapping[str, tuple[Lost, ...]]


def share_out(records: Sequence[ActionRecord], wishes: Sequence[Keys]) -> Shares:
    """Give each key to the first who asks: those of the first wishes, and among them in the table's order.

    Actions that are never heard at the same time can have the same key.
    """
    owners: dict[str, list[ActionRecord]] = defaultdict(list)
    keys: dict[str, list[str]] = {record.id: [] for record in records}
    lost: dict[str, list[Lost]] = defaultdict(list)
    for wish in wishes:
        for record in records:
            for key in wish.get(record.id, ()):
                owner = next((other for other in owners[key] if meet(record, other)), None)
                if owner is None:
                    owners[key].append(record)
                    keys[record.id].append(key)
                elif owner is not record:
                    lost[record.id].append(Lost(key, owner.id))
    return Shares(
        {id_: tuple(found) for id_, found in keys.items()},
        {id_: tuple(found) for id_, found in lost.items()},
    )


def meet(one: ActionRecord, other: ActionRecord) -> bool:
    """Whether the two can be heard at the same time."""
    return one.is_window_wide or other.is_window_wide or not set(one.contexts).isdisjoint(other.contexts)
