"""What a project says of itself and of its labels, which the journal does not hold, with its checksum."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Final

from annotator.domain.records import Label
from annotator.store.database import Database
from annotator.store.tables import LABEL, facts_checksum

MADE_FOR: Final = "made_for"
"""The fact of a project that was made of a pack: the id of the annotator whose it is."""
_KEEP: Final = (
    "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
)


def fact(database: Database, key: str) -> str:
    """What the project says of itself under `key`; "" where it says nothing."""
    row = database.row("SELECT value FROM meta WHERE key = ?", (key,))
    return str(row[0]) if row else ""


def save_fact(database: Database, key: str, value: str) -> None:
    """Let the project say `value` of itself. Only inside `write()`."""
    database.execute(_KEEP, (key, value))
    _seal(database)


def add_labels(database: Database, labels: Iterable[Label]) -> None:
    """Write labels that the project lacks. Only inside `write()`."""
    database.execute_many(
        f"INSERT INTO label ({LABEL}) VALUES ({', '.join('?' * 10)})",
        [
            (
                *(label.key, label.name, label.glyph, label.digit, label.token, label.shape, label.line),
                *(label.position, json.dumps(label.maps_to), int(label.archived)),
            )
            for label in labels
        ],
    )
    _seal(database)


def replace_labels(database: Database, labels: Iterable[Label]) -> None:
    """Give a project without claims other labels. Only inside `write()`."""
    database.execute("DELETE FROM label")
    add_labels(database, labels)


def begin_with(database: Database, labels: Iterable[Label], facts: Mapping[str, str]) -> None:
    """Give a project that holds nothing yet these labels instead of its own, and let it say these facts."""
    with database.write():
        replace_labels(database, labels)
        for key, value in facts.items():
            save_fact(database, key, value)


def _seal(database: Database) -> None:
    database.execute(_KEEP, ("checksum", facts_checksum(database)))
