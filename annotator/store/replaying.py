"""The journal of a project, read from its beginning, against the state that the project is in.

Memory does not grow with either: entries and rows are read side by side in the order of their keys.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from annotator.domain.steps import Record, Verb, entity_of, key_of
from annotator.store.database import Database
from annotator.store.journal import COLUMNS, JournalEntry, chained, entry_from
from annotator.store.partial_chains import devices_in_part
from annotator.store.plain_records import record_from
from annotator.store.precedence import precedence
from annotator.store.project import Project
from annotator.store.review_tables import ADJUDICATION, GUIDELINE, adjudication_from, guideline_from
from annotator.store.tables import (
    ANNOTATOR,
    ARTICLE,
    ASSIGNMENT,
    DECISION,
    UNIT,
    annotator_from,
    article_from,
    assignment_from,
    decision_from,
    unit_from,
)
from annotator.store.troubles import Damaged, Finding

_Key = tuple[str, str]
"""An entity, and what tells one record of its kind from the others."""

_BEFORE_CLAIMS: Final[tuple[tuple[str, Callable[[Any], Record]], ...]] = (
    (f"SELECT {ADJUDICATION} FROM adjudication ORDER BY id", adjudication_from),
    (f"SELECT {ANNOTATOR} FROM annotator ORDER BY id", annotator_from),
    (f"SELECT {ARTICLE} FROM article ORDER BY id", article_from),
    (f"SELECT {ASSIGNMENT} FROM assignment ORDER BY article_id || '/' || annotator_id", assignment_from),
)
_AFTER_CLAIMS: Final[tuple[tuple[str, Callable[[Any], Record]], ...]] = (
    (
        f"SELECT {DECISION} FROM decision ORDER BY article_id || '/' || unit_start || '/' || annotator_id",
        decision_from,
    ),
    (f"SELECT {GUIDELINE} FROM guideline ORDER BY CAST(version AS TEXT)", guideline_from),
    (
        # The other units are as they were imported, and part of their article's entry.
        f"SELECT {UNIT} FROM unit WHERE article_id || '/' || start IN "
        "(SELECT entity_id FROM journal WHERE entity = 'unit') ORDER BY article_id || '/' || start",
        unit_from,
    ),
)


def replay(project: Project) -> Iterator[Finding]:
    """The chain of hashes of each device, and the state that replaying the entries gives."""
    yield from _chains(project.database)
    yield from _state_against(project)
    yield from _imports(project)


def _chains(database: Database) -> Iterator[Finding]:
    in_part = devices_in_part(database)
    device, sequence, previous_hash = "", 0, ""
    for row in database.each(f"SELECT {COLUMNS} FROM journal ORDER BY device, sequence"):
        if row[2] != device:
            device, sequence, previous_hash = str(row[2]), 0, ""
        is_next = row[3] == sequence + 1
        if not is_next and device not in in_part:
            yield Finding(f"journal {device} {row[3]}", "rows before it are missing")
        elif (is_next and row[-2] != previous_hash) or chained(row[:-1]) != row[-1]:
            yield Finding(f"journal {device} {row[3]}", "differs from its checksum")
        sequence, previous_hash = int(str(row[3])), str(row[-1])


def _state_against(project: Project) -> Iterator[Finding]:
    entries = ((key, 0, entry) for key, entry in _newest(project.database))
    records = (((entity_of(record), key_of(record)), 1, record) for record in _state(project))
    for key, pair in groupby(merge(entries, records, key=itemgetter(0)), key=itemgetter(0)):
        found: dict[int, Any] = {kind: item for _, kind, item in pair}
        entry, record = found.get(0), found.get(1)
        if record is None:
            yield Finding(" ".join(key), "the journal knows it, but it is missing")
        elif entry is None or entry.after is None:
            yield Finding(" ".join(key), "the journal does not know it")
        elif record_from(entry.entity, entry.after) != record:
            yield Finding(" ".join(key), "differs from what the journal says")


def _newest(database: Database) -> Iterator[tuple[_Key, JournalEntry]]:
    """The newest entry about each record, in the order of keys."""
    # Only keys are sorted: rows of the journal are long.
    places = database.each("SELECT entity, entity_id, rowid FROM journal ORDER BY entity, entity_id")
    for (entity, entity_id), group in groupby(places, key=itemgetter(0, 1)):
        entries = (_entry_at(database, place) for _, _, place in group)
        yield (entity, entity_id), max(entries, key=lambda entry: precedence(entry.after or {}))


def _entry_at(database: Database, place: object) -> JournalEntry:
    rows = database.rows(f"SELECT {COLUMNS} FROM journal WHERE rowid = ?", (place,))
    if not rows:
        raise Damaged("a row of the journal is not found again")
    return entry_from(rows[0])


def _state(project: Project) -> Iterator[Record]:
    """Every record that a step can write, as it is now, in the order of keys."""
    for sql, read in _BEFORE_CLAIMS:
        yield from map(read, project.database.each(sql))
    yield from project.claims.by_id()
    for sql, read in _AFTER_CLAIMS:
        yield from map(read, project.database.each(sql))


def _imports(project: Project) -> Iterator[Finding]:
    """Each article's place and the units that no step has touched, against the entry of its import."""
    sql = "SELECT DISTINCT entity_id FROM journal WHERE entity = 'unit'"
    touched = {key for (key,) in project.database.each(sql)}
    for entry in project.journal.entries("WHERE verb = ?", (Verb.IMPORT.value,)):
        fact: dict[str, Any] = entry.after or {}
        imported = [unit_from((entry.entity_id, *values)) for values in fact["units"]]
        asked = sum(unit.annotatable for unit in imported)
        place = project.database.row("SELECT position, asked FROM article WHERE id = ?", (entry.entity_id,))
        if place != (fact["position"], asked):
            yield Finding(f"article {entry.entity_id}", "is not at its place")
        rows = project.database.rows(f"SELECT {UNIT} FROM unit WHERE article_id = ?", (entry.entity_id,))
        now = {unit for unit in map(unit_from, rows) if key_of(unit) not in touched}
        for unit in now.symmetric_difference(unit for unit in imported if key_of(unit) not in touched):
            yield Finding(f"unit {key_of(unit)}", "differs from what was imported")
