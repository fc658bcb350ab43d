"""Sets of keys to choose among, each laid over the table of actions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from annotator.domain.immutable import immutable


@immutable
class KeyPreset:
    """`keys` holds, by action id, what differs from the table; the other actions keep their keys.

    It may name actions that come later. `why` is one line for people.
    """

    id: str
    name: str
    why: str
    keys: Mapping[str, tuple[str, ...]]


def load_key_presets(path: Path) -> tuple[KeyPreset, ...]:
    """Read the presets at `path`, an own file; the first is the one that nobody has to choose."""
    rows = json.loads(path.read_text(encoding="utf-8"))["presets"]
    return tuple(
        KeyPreset(row["id"], row["name"], row["why"], {id_: tuple(keys) for id_, keys in row["keys"].items()})
        for row in rows
    )
