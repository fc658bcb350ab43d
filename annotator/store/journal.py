"""The append-only truth of every change: one row a changed record, chained by hashes per device."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from annotator.domain.identity import new_ids
from annotator.domain.immutable import immutable
from annotator.domain.steps import Edit, Step, Verb, entity_of, key_of
from annotator.store.database import Database, Row
from annotator.store.inserting import insert
from annotator.store.plain_records import (
    canonical_record,
    canonical_row,
    quoted,
    quoted_json,
    quoted_or_null,
    record_from,
)
from annotator.store.troubles import readable

COLUMNS: Final = (
    "id, step, device, sequence, at, annotator_id, verb, entity, entity_id, article_id, "
    "before, after, reverts, previous_hash, hash"
)
_NOT_UNDONE: Final = "'import', 'join_project', 'take_in', 'merge', 'role', 'allot'"
Fact = tuple[str, str, str | None, str]
"""(entity, entity id, before, after) of a row, the last two as canonical JSON."""


@immutable
class JournalEntry:
    """One row's change, as it was written. `step` joins the entries of one action.

    `before` and `after` are the row as plain JSON values, None where there was or is none.
    `reverts` names the step that this one takes back. `hash` covers every other field and `previous_hash`.
    """

    id: str
    step: str
    device: str
    sequence: int
    at: str
    annotator_id: str
    verb: str
    entity: str
    entity_id: str
    article_id: str
    before: dict[str, object] | None
    after: dict[str, object] | None
    reverts: str | None = None
    previous_hash: str = ""
    hash: str = ""


class Journal:
    """Writes inside a `write()` of its database; reads any time."""

    def __init__(self, database: Database, device: str) -> None:
        self._database = database
        self._device = device

    @property
    def device(self) -> str:
        """The chain that this process writes; "" where it only reads."""
        return self._device

    def append(self, step: Step) -> None:
        """Add one row for each edit of `step`, whose records must be as they were just written."""
        rows = (
            (
                entity_of(edit.after),
                key_of(edit.after),
                None if edit.before is None else canonical_record(edit.before),
                canonical_record(edit.after),
            )
            for edit in step.edits
        )
        self.append_facts(step, rows)

    def append_facts(self, step: Step, facts: Iterable[Fact]) -> None:
        """Add rows that say what a job did, such as an import."""
        self.append_many([(step, facts)])

    def append_many(self, steps: Iterable[tuple[Step, Iterable[Fact]]]) -> None:
        """Add rows of many steps, each with what is to be said of it; their `edits` are not looked at."""
        tail = self._database.row(
            "SELECT sequence, hash FROM main.journal WHERE device = ? ORDER BY sequence DESC LIMIT 1",
            (self._device,),
        )
        sequence, previous = (int(str(tail[0])), str(tail[1])) if tail else (0, "")
        rows: list[Row] = []
        for step, facts in steps:
            rows += _rows(step, self._device, list(facts), sequence + len(rows), previous)
            previous = str(rows[-1][-1]) if rows else previous
        insert(self._database, "journal", COLUMNS, rows)

    def entries(self, where: str = "", values: Sequence[object] = ()) -> Iterator[JournalEntry]:
        """The entries in the order in which each device wrote them."""
        sql = f"SELECT {COLUMNS} FROM journal {where} ORDER BY device, sequence"
        return (entry_from(row) for row in self._database.each(sql, values))

    def step(self, step_id: str) -> Step | None:
        """The step with all its edits as they were written, or None."""
        entries = list(self.entries("WHERE step = ?", (step_id,)))
        return _step(entries) if entries else None

    def steps_of_article(self, article_id: str, annotator_id: str) -> list[Step]:
        """What one annotator did in an article, in the order in which it came into this file."""
        where = "WHERE article_id = ? AND annotator_id = ? AND verb <> ?"
        return self._steps(where, (article_id, annotator_id, Verb.IMPORT.value))

    def steps_of_claim(self, claim_id: str, article_id: str) -> list[Step]:
        """What was done to one claim, oldest first; each step with its edits of this claim only."""
        where = "WHERE article_id = ? AND entity = 'claim' AND entity_id = ?"
        return self._steps(where, (article_id, claim_id))

    def outline(self, annotator_id: str, *, limit: int) -> list[tuple[str, Verb, str | None]]:
        """(step, verb, step that it reverts) of the annotator's steps on this device, oldest first.

        Reads the last `limit` rows, so the oldest of the steps may be missing its first rows.
        """
        rows = self._database.rows(
            "SELECT step, verb, reverts FROM journal WHERE device = ? AND annotator_id = ? "
            f"AND verb NOT IN ({_NOT_UNDONE}) ORDER BY sequence DESC LIMIT ?",
            (self._device, annotator_id, limit),
        )
        steps = {str(step): (Verb(str(verb)), reverts) for step, verb, reverts in reversed(rows)}
        return [
            (step, verb, None if reverts is None else str(reverts)) for step, (verb, reverts) in steps.items()
        ]

    def last_label(self, annotator_id: str) -> str:
        """The key of the label that an annotator gave last in this file; "" where she has given none."""
        row = self._database.row(
            "SELECT json_extract(after, '$.label') FROM journal WHERE annotator_id = ? AND entity = 'claim' "
            "AND verb IN (?, ?) ORDER BY rowid DESC LIMIT 1",
            (annotator_id, Verb.MARK.value, Verb.RETAG.value),
        )
        return str(row[0]) if row else ""

    def last_at(self) -> str:
        """When the last change was written; "" in a new project."""
        row = self._database.row("SELECT at FROM journal ORDER BY rowid DESC LIMIT 1")
        return str(row[0]) if row else ""

    def last_hash(self) -> str:
        """The hash of the entry written last, which stands for all of them; "" in a new project."""
        row = self._database.row("SELECT hash FROM main.journal ORDER BY rowid DESC LIMIT 1")
        return str(row[0]) if row else ""

    def last_sequence(self) -> int:
        """The number of this device's last entry, 0 where it has written none."""
        row = self._database.row("SELECT max(sequence) FROM main.journal WHERE device = ?", (self._device,))
        return int(str(row[0] or 0)) if row else 0

    def _steps(self, where: str, values: Sequence[object]) -> list[Step]:
        grouped: dict[str, list[JournalEntry]] = {}
        for row in self._database.rows(f"SELECT {COLUMNS} FROM journal {where} ORDER BY rowid", values):
            entry = entry_from(row)
            grouped.setdefault(entry.step, []).append(entry)
        return list(map(_step, grouped.values()))


def _rows(step: Step, device: str, facts: Sequence[Fact], sequence: int, previous: str) -> list[Row]:
    """The rows of a step, each with its hash, after the row number `sequence` whose hash is `previous`.

    The texts that are hashed are those of `chained`. What rows have in common is made into JSON once: of a
    hundred thousand rows they take half the time.
    """
    first, middle = (step.id, device), (step.at, step.annotator_id, str(step.verb))
    first_text, middle_text = canonical_row(first)[1:-1], canonical_row(middle)[1:-1]
    names = {entity: f"{middle_text},{quoted(entity)}" for entity in {fact[0] for fact in facts}}
    article_text, reverts_text = quoted(step.article_id), quoted_or_null(step.reverts)
    rows: list[Row] = []
    for id_, (entity, entity_id, before, after) in zip(new_ids(len(facts)), facts, strict=True):
        sequence += 1
        head = f'["{id_}",{first_text},{sequence},{names[entity]},{quoted(entity_id)},{article_text},'
        was = b"null" if before is None else quoted_json(before)
        # Nothing of a hash is to be escaped.
        tail = f',{reverts_text},"{previous}"]'
        text = b"%b%b,%b%b" % (head.encode(), was, quoted_json(after), tail.encode())
        hash_ = hashlib.sha256(text).hexdigest()
        said = (entity, entity_id, step.article_id, before, after, step.reverts)
        rows.append((id_, *first, sequence, *middle, *said, previous, hash_))
        previous = hash_
    return rows


def chained(row: Sequence[object]) -> str:
    """The hash of a journal row: SHA-256 over every column but the hash itself, in the table's order."""
    return hashlib.sha256(canonical_row(row).encode()).hexdigest()


@readable()
def entry_from(row: Sequence[Any]) -> JournalEntry:
    """An entry of the columns COLUMNS."""
    values = list(row)
    values[10], values[11] = _parsed(values[10]), _parsed(values[11])
    return JournalEntry(*values)


def _parsed(text: str | None) -> dict[str, object] | None:
    if text is None:
        return None
    values: dict[str, object] = json.loads(text)
    return values


@readable()
def _step(entries: Sequence[JournalEntry]) -> Step:
    first = entries[0]
    edits = tuple(
        Edit(
            None if entry.before is None else record_from(entry.entity, entry.before),
            record_from(entry.entity, entry.after or {}),
        )
        for entry in entries
    )
    return Step(
        first.step, Verb(first.verb), first.annotator_id, first.article_id, edits, first.reverts, first.at
    )
