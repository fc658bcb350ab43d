"""A disk that forgets: what a folder may hold after a power cut, by what was written and waited for.

What nobody waited for (fsync) may be lost, sector by sector and in any order; so may new lengths of files,
and names that were given, moved and taken away before the folder was waited for. What was waited for stays.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from pathlib import PurePosixPath

SECTOR = 512
_NOTHING_CAME_THROUGH, _ALL_CAME_THROUGH = 0.15, 0.3


@dataclass(slots=True, eq=False)
class Content:
    """The bytes of a file: as everybody sees them now, as the disk has them, and what lies between."""

    seen: bytearray = field(default_factory=bytearray)
    _safe: bytearray = field(default_factory=bytearray)
    _waiting: list[tuple[int, bytes | None]] = field(default_factory=list)

    def write(self, start: int, data: bytes) -> None:
        _put(self.seen, start, data)
        self._waiting.append((start, data))

    def cut(self, length: int) -> None:
        """Give it another length."""
        _set_length(self.seen, length)
        self._waiting.append((length, None))

    def wait(self) -> None:
        """From now on all of it is on the disk."""
        for start, data in self._waiting:
            if data is None:
                _set_length(self._safe, start)
            else:
                _put(self._safe, start, data)
        self._waiting.clear()

    def after_power_cut(self, chance: random.Random, share: float) -> bytes:
        """What may be left where each sector that waits comes through with the chance `share`.

        A sector is as one of the writes to it left it, never a mixture.
        """
        left = bytearray(self._safe)
        coming = self._coming(chance, share)
        for start, data in self._waiting:
            if data is None:
                if chance.random() < share:
                    _set_length(left, start)
                continue
            for at, piece in _by_sector(start, data):
                sector = at // SECTOR
                if coming[sector] > 0:
                    coming[sector] -= 1
                    _put(left, at, piece)
        return bytes(left)

    def _coming(self, chance: random.Random, share: float) -> Counter[int]:
        """How many of the writes to each sector reach the disk, the first ones first."""
        writes: Counter[int] = Counter()
        for start, data in self._waiting:
            writes.update(at // SECTOR for at, _ in _by_sector(start, data or b""))
        return Counter({sector: _how_many(times, chance, share) for sector, times in writes.items()})


class Disk:
    """Files by their names, in folders that are always there. `named` counts the changes of names."""

    def __init__(self) -> None:
        self.seen: dict[str, Content] = {}
        self._safe: dict[str, Content] = {}
        self.named = 0
        self._waiting: list[dict[str, Content | None]] = []

    def name(self, changes: dict[str, Content | None]) -> None:
        """Give and take names, all of them or none: None takes one away."""
        self.named += 1
        _rename(self.seen, changes)
        self._waiting.append(changes)

    def wait_for_folder(self, folder: str) -> None:
        """From now on the names in `folder` are on the disk."""
        still = []
        for changes in self._waiting:
            if any(str(PurePosixPath(name).parent) == folder for name in changes):
                _rename(self._safe, changes)
            else:
                still.append(changes)
        self._waiting = still

    def after_power_cut(self, chance: random.Random) -> dict[str, bytes]:
        """The files that may be there when the power is back."""
        share = _share(chance)
        names = dict(self._safe)
        for changes in self._waiting:
            if chance.random() < share:
                _rename(names, changes)
        return {name: content.after_power_cut(chance, share) for name, content in names.items()}


def _share(chance: random.Random) -> float:
    """How much of what waits comes through: now and then nothing or all of it."""
    luck = chance.random()
    if luck < _NOTHING_CAME_THROUGH:
        return 0.0
    return 1.0 if luck < _ALL_CAME_THROUGH else chance.random()


def _how_many(times: int, chance: random.Random, share: float) -> int:
    if share in (0.0, 1.0):
        return round(times * share)
    return sum(chance.random() < share for _ in range(times))


def _by_sector(start: int, data: bytes) -> list[tuple[int, bytes]]:
    """The pieces of a write, each of which lies in one sector, with where they start."""
    pieces, at, end = [], start, start + len(data)
    while at < end:
        next_sector = min((at // SECTOR + 1) * SECTOR, end)
        pieces.append((at, data[at - start : next_sector - start]))
        at = next_sector
    return pieces


def _rename(names: dict[str, Content], changes: dict[str, Content | None]) -> None:
    for name, content in changes.items():
        if content is None:
            names.pop(name, None)
        else:
            names[name] = content


def _put(content: bytearray, start: int, data: bytes) -> None:
    if len(content) < start:
        content.extend(bytes(start - len(content)))
    content[start : start + len(data)] = data


def _set_length(content: bytearray, length: int) -> None:
    if length < len(content):
        del content[length:]
    else:
        content.extend(bytes(length - len(content)))
