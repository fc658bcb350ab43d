"""Whether a project is whole: the file, the texts, every quote, and the journal against the present state."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from annotator.domain.steps import Record, Verb, entity_of, key_of
from annotator.domain.work import Job
from annotator.store.database import Database
from annotator.store.journal import COLUMNS, JournalEntry, chained, entry_from
from annotator.store.plain_records import checksum, record_from
from annotator.store.project import Project
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
    facts_checksum,
    unit_from,
)
from annotator.store.troubles import Damaged, readable

_Newest = dict[tuple[str, str], JournalEntry]
"""The journal's newest entry about each record, by entity and key."""

_OTHER_STATE: Final[tuple[tuple[str, str, Callable[[Any], Record]], ...]] = (
    ("decision", DECISION, decision_from),
    ("assignment", ASSIGNMENT, assignment_from),
    ("annotator", ANNOTATOR, annotator_from),
    ("article", ARTICLE, article_from),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it must be. `where` names the row, `what` says it in words."""

    where: str
    what: str


def check(project: Project, job: Job) -> Iterator[Finding]:
    """Everything found wrong, as it is found; nothing for a project that is whole.

    This reads everything, and decisions wait for it: a project in use is checked in a `snapshot`.
    """
    parts = (_file, _articles, _quotes, _journal)
    for number, part in enumerate(parts):
        job.check()
        job.step(number, len(parts), part.__name__.strip("_"))
        try:
            with readable():
                yield from part(project)
        except Damaged as error:
            yield Finding(part.__name__.strip("_"), str(error))
    job.step(len(parts), len(parts), "done")


def _file(project: Project) -> Iterator[Finding]:
    database = project.database
    for (answer,) in database.each("PRAGMA integrity_check(20)"):
        if answer != "ok":
            yield Finding("file", f"SQLite says: {answer}")
    for table, row, parent, _ in database.each("PRAGMA foreign_key_check"):
        yield Finding(f"{table} {row}", f"refers to a row of {parent} that is missing")
    if project.fact("checksum") != facts_checksum(database):
        yield Finding("labels", "the labels, or what the project says of itself, differ from their checksum")


def _articles(project: Project) -> Iterator[Finding]:
    sql = (
        "SELECT article.id, article.sha256, article.length, article_text.text "
        "FROM article LEFT JOIN article_text ON article_text.article_id = article.id"
    )
    for id_, sha256, length, text in project.database.each(sql):
        if not isinstance(text, str):
            yield Finding(f"article {id_}", "its text is missing")
        elif hashlib.sha256(text.encode()).hexdigest() != sha256 or len(text) != length:
            yield Finding(f"article {id_}", "its text differs from its checksum")


def _quotes(project: Project) -> Iterator[Finding]:
    # An order is no part of a claim's checksum, and numbers with a hole would still be in order.
    numbers = "SELECT claim_id FROM fragment GROUP BY claim_id HAVING max(number) <> count(*) - 1"
    for (claim_id,) in project.database.each(numbers):
        yield Finding(f"claim {claim_id}", "its stretches are not numbered one after the other")
    texts = _TextOfArticle(project)
    checksums = {row[0]: row[1] for row in project.database.each("SELECT id, checksum FROM claim")}
    for claim in project.claims.each(deleted=True):
        if checksums.get(claim.id) != checksum(claim):
            yield Finding(f"claim {claim.id}", "differs from its checksum")
        text = texts.of(claim.article_id)
        for part in claim.fragments:
            if text[part.start : part.end] != part.quote:
                yield Finding(
                    f"claim {claim.id}", f"its quote is not the article's text at {part.start}-{part.end}"
                )


def _journal(project: Project) -> Iterator[Finding]:
    """The chain of hashes per device, and the state that replaying the rows gives."""
    last: dict[str, JournalEntry] = {}
    newest: _Newest = {}
    for row, entry in _rows_and_entries(project.database):
        previous = last.get(entry.device)
        if entry.sequence != (previous.sequence if previous else 0) + 1:
            yield Finding(f"journal {entry.device} {entry.sequence}", "rows before it are missing")
        elif entry.previous_hash != (previous.hash if previous else "") or chained(row[:-1]) != entry.hash:
            yield Finding(f"journal {entry.device} {entry.sequence}", "differs from its checksum")
        last[entry.device] = entry
        newest_so_far = newest.get((entry.entity, entry.entity_id))
        if newest_so_far is None or _age(newest_so_far) < _age(entry):
            newest[entry.entity, entry.entity_id] = entry
    yield from _state_against(project, newest)
    yield from _imports(project, newest)


def _rows_and_entries(database: Database) -> Iterator[tuple[tuple[object, ...], JournalEntry]]:
    for row in database.each(f"SELECT {COLUMNS} FROM journal ORDER BY device, sequence"):
        yield row, entry_from(row)


def _age(entry: JournalEntry) -> tuple[int, str, str]:
    """Larger for what was written later to a row: by its version, whatever clocks say."""
    return (int(str((entry.after or {}).get("version", 0))), entry.at, entry.id)


def _state_against(project: Project, newest: _Newest) -> Iterator[Finding]:
    unmatched = set(newest)
    for record in _state(project, newest):
        key = (entity_of(record), key_of(record))
        unmatched.discard(key)
        entry = newest.get(key)
        if entry is None or entry.after is None:
            yield Finding(" ".join(key), "the journal does not know it")
        elif record_from(entry.entity, entry.after) != record:
            yield Finding(" ".join(key), "differs from what the journal says")
    for entity, entity_id in sorted(unmatched):
        yield Finding(f"{entity} {entity_id}", "the journal knows it, but it is missing")


def _state(project: Project, newest: _Newest) -> Iterator[Record]:
    """Every record that a step can write, as it is now."""
    yield from project.claims.each(deleted=True)
    for table, columns, read in _OTHER_STATE:
        yield from map(read, project.database.each(f"SELECT {columns} FROM {table}"))
    units = map(unit_from, project.database.each(f"SELECT {UNIT} FROM unit"))
    # The others are as they were imported, and part of their article's entry.
    yield from (unit for unit in units if ("unit", key_of(unit)) in newest)


def _imports(project: Project, newest: _Newest) -> Iterator[Finding]:
    """Each article's place and the units that no step has touched, against the entry of its import."""
    touched = {key for entity, key in newest if entity == "unit"}
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


class _TextOfArticle:
    """The last article's text, for claims that come article by article."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._id, self._text = "", ""

    def of(self, article_id: str) -> str:
        if article_id != self._id:
            self._id, self._text = article_id, ""
            # What is wrong with the text is found with the articles.
            with suppress(Damaged):
                self._text = self._project.articles.text(article_id)
        return self._text
