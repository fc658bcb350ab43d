"""The name under which this computer writes its journal entries in a project.

A name stands for one chain of entries. A project that was copied, or restored from a backup, could go on with
the same chain in two files, and nobody could merge them. So it is remembered how each chain ended, and a file
in which it did not end that way gets a new name.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final

from annotator import places
from annotator.domain.errors import Unavailable
from annotator.domain.identity import name_of_id, new_id
from annotator.domain.immutable import immutable
from annotator.store.database import Database
from annotator.store.tables import project_id
from annotator.store.writing import part_of

_REMEMBERED: Final = 20


@immutable
class _Chain:
    """How a chain ended, in which file (as the system numbers files), and whether that was still open.

    `path` is where that file lay, "" once somebody was told that another one lies there.
    """

    sequence: int
    hash: str
    file: tuple[int, int]
    is_open: bool
    path: str = ""


class Device:
    """Held while a project is open for writing. `name` is the one to write entries with.

    `missing` is how many entries this file lacks of those that the one in its place held last: 0, unless
    somebody put an older copy there.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._path = places.data_folder() / "devices" / f"{name_of_id(project_id(database))}.json"
        here = _number(database.file)
        # Projects of one id may be on one computer, and hold each other's chains by merge: first its own.
        chains = sorted(_read(self._path).items(), key=lambda named: named[1].file == here)
        found = (name for name, chain in reversed(chains) if self._goes_on(name, chain))
        self.name = next(found, "") or new_id()
        self._told: set[str] = set()
        self.missing = max((self._missing(name, chain) for name, chain in chains), default=0)
        self._remember(is_open=True)

    def release(self) -> None:
        """Remember how the chain ended."""
        with suppress(Unavailable, OSError):
            self._remember(is_open=False)

    def _goes_on(self, name: str, chain: _Chain) -> bool:
        """Whether this file, and no other that may be somewhere, holds the end of the chain."""
        if not chain.is_open:
            return self._end(name) == (chain.sequence, chain.hash)
        # A crash: more may have been written, but only to that very file.
        there = self._database.row(
            "SELECT hash FROM journal WHERE device = ? AND sequence = ?", (name, chain.sequence)
        )
        return chain.file == _number(self._database.file) and (there or ("",)) == (chain.hash,)

    def _missing(self, name: str, chain: _Chain) -> int:
        if chain.path != str(self._database.path):
            return 0
        missing = chain.sequence - self._end(name)[0]
        if missing > 0:
            self._told.add(name)
        return max(missing, 0)

    def _end(self, name: str) -> tuple[int, str]:
        row = self._database.row(
            "SELECT sequence, hash FROM main.journal WHERE device = ? ORDER BY sequence DESC LIMIT 1", (name,)
        )
        return (int(str(row[0])), str(row[1])) if row else (0, "")

    def _remember(self, *, is_open: bool) -> None:
        chains = _read(self._path)
        chains.pop(self.name, None)
        for name in self._told & set(chains):
            chains[name] = replace(chains[name], path="")
        file, path = _number(self._database.file), str(self._database.path)
        chains[self.name] = _Chain(*self._end(self.name), file, is_open, path)
        kept = list(chains.items())[-_REMEMBERED:]
        text = json.dumps({name: asdict(chain) for name, chain in kept})
        # Not waiting for the disk: what a power cut takes from here costs a new name and no more.
        with suppress(OSError):
            self._path.parent.mkdir(exist_ok=True, mode=0o700)
            with part_of(self._path) as part:
                part.write_text(text, "utf-8")
                part.replace(self._path)


def _read(path: Path) -> dict[str, _Chain]:
    try:
        values = json.loads(path.read_text("utf-8"))
        return {str(name): _chain(chain) for name, chain in values.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def _chain(values: dict[str, Any]) -> _Chain:
    disk, number = values["file"]
    file = (int(disk), int(number))
    path = str(values.get("path", ""))
    return _Chain(int(values["sequence"]), str(values["hash"]), file, bool(values["is_open"]), path)


def _number(path: Path) -> tuple[int, int]:
    found = path.stat()
    return (found.st_dev, found.st_ino)
