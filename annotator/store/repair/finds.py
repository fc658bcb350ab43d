"""What can be told of a project from rows without a tree: each is taken for what its shape says, and proved.

Entries of the journal are proved by their own hash, texts by the hash that their article keeps, claims by
their checksum. The other kinds of rows are taken only where the journal lost them.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from annotator.domain.identity import is_id
from annotator.domain.records import Fragment, Progress
from annotator.domain.steps import Record, entity_of, key_of
from annotator.store.database import Row
from annotator.store.facts import MADE_FOR
from annotator.store.journal import chained
from annotator.store.plain_records import checksum
from annotator.store.repair.pages import FoundRow
from annotator.store.review_tables import adjudication_from, guideline_from
from annotator.store.tables import (
    annotator_from,
    article_from,
    assignment_from,
    claim_from,
    decision_from,
    label_from,
    progress_from,
    unit_from,
)
from annotator.store.troubles import Damaged

Key = tuple[str, str]
"""An entity, and what tells one record of its kind from the others."""
Place = tuple[str, int]
"""A device, and the number of an entry in its chain."""

_FACTS_THAT_ARE_IDS: Final = frozenset({"id", MADE_FOR})
_OLDER: Final = 16
"""Columns of an adjudication as it was before it said whom a question goes to."""
_JOURNAL_ORDER: Final = (2, 3, 0, 1, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14)
"""Where each of the journal's COLUMNS stands in a stored row."""


@dataclass(slots=True)
class Finds:
    """Rows of one project, of one file or of several copies.

    `journal` has the columns COLUMNS and the row id. `positions` are the articles' places, by id.
    `claim_rows` and `fragments` wait for `join_claims`, which leaves those rows of which the words do not fit
    in `wordless`.
    """

    facts: dict[str, str] = field(default_factory=dict)
    labels: dict[str, Row] = field(default_factory=dict)
    journal: dict[Place, tuple[int, Row]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    records: dict[Key, Record] = field(default_factory=dict)
    progress: dict[tuple[str, str], Progress] = field(default_factory=dict)
    positions: dict[str, int] = field(default_factory=dict)
    claim_rows: dict[str, Row] = field(default_factory=dict)
    fragments: defaultdict[str, dict[int, Fragment]] = field(default_factory=lambda: defaultdict(dict))
    wordless: dict[str, Row] = field(default_factory=dict)

    def take(self, row: FoundRow) -> None:
        """Keep a row if it is one of a project's."""
        readers = _OF_TABLES if row.rowid is not None else _OF_INDEXES
        for read in readers.get(len(row.values), ()):
            try:
                if read(self, row):
                    return
            except (Damaged, ValueError, TypeError, KeyError, RecursionError):
                continue

    def complete_from(self, older: Finds) -> None:
        """Take from copies made earlier what is not here."""
        self.join_claims()
        older.join_claims()
        # What is not proved comes from the copy that is whole, and what is newer in it wins anyway.
        self.facts = {**older.facts, **self.facts}
        self.labels = {**older.labels, **self.labels}
        self.journal = {**older.journal, **self.journal}
        self.texts = {**older.texts, **self.texts}
        self.positions = {**older.positions, **self.positions}
        self.wordless = {**older.wordless, **self.wordless}
        for record in older.records.values():
            self.keep(record)
        for key, progress in older.progress.items():
            self.progress.setdefault(key, progress)

    def join_claims(self) -> None:
        """Put claims and their words together, once all rows were taken. Only what fits is kept."""
        for id_, values in self.claim_rows.items():
            parts = self.fragments.get(id_, {})
            fragments = tuple(parts[number] for number in sorted(parts))
            try:
                claim = claim_from(values[:-1], fragments)
            except Damaged:
                continue
            if fragments and checksum(claim) == values[-1]:
                self.keep(claim)
            else:
                self.wordless[id_] = values
        self.claim_rows.clear()
        self.fragments.clear()

    def keep(self, record: Record) -> bool:
        """Keep a record unless a later version of it is kept already."""
        key = (entity_of(record), key_of(record))
        kept = self.records.get(key)
        if kept is None or kept.version < record.version:
            self.records[key] = record
        return True


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _id(value: object) -> str:
    if not is_id(_text(value)):
        raise ValueError
    return _text(value)


def _take_journal(finds: Finds, row: FoundRow) -> bool:
    stored = row.values
    values = tuple(stored[place] for place in _JOURNAL_ORDER)
    if not isinstance(stored[1], int) or chained(values[:-1]) != values[-1]:
        return False
    finds.journal[str(stored[0]), stored[1]] = (row.rowid or 0, values)
    return True


def _take_text(finds: Finds, row: FoundRow) -> bool:
    text = row.values[1]
    if not isinstance(text, str):
        return False
    finds.texts[hashlib.sha256(text.encode()).hexdigest()] = text
    return True


def _take_guideline(finds: Finds, row: FoundRow) -> bool:
    _, text, at, annotator_id = row.values
    # A version that came with a pack does not say who wrote it.
    by = annotator_id if annotator_id == "" else _id(annotator_id)
    return finds.keep(guideline_from((row.rowid, _text(text), _text(at), by)))


def _take_fact(finds: Finds, row: FoundRow) -> bool:
    key, value = map(_text, row.values)
    # An index of names or hashes beside ids has the same shape.
    if key not in _FACTS_THAT_ARE_IDS and is_id(value):
        return False
    finds.facts[key] = value
    return True


def _take_label(finds: Finds, row: FoundRow) -> bool:
    label_from(row.values)
    finds.labels[_text(row.values[0])] = row.values
    return True


def _take_annotator(finds: Finds, row: FoundRow) -> bool:
    _id(row.values[0])
    return finds.keep(annotator_from(row.values))


def _take_article(finds: Finds, row: FoundRow) -> bool:
    id_, position, sha256, title, length, _asked, *rest = row.values
    article = article_from((_id(id_), sha256, title, length, *rest))
    finds.positions[article.id] = int(str(position))
    return finds.keep(article)


def _take_unit(finds: Finds, row: FoundRow) -> bool:
    _id(row.values[0])
    return finds.keep(unit_from(row.values))


def _take_decision(finds: Finds, row: FoundRow) -> bool:
    article, annotator, start, *rest = row.values
    return finds.keep(decision_from((_id(article), int(str(start)), _id(annotator), *rest)))


def _take_assignment(finds: Finds, row: FoundRow) -> bool:
    _id(row.values[0]), _id(row.values[1]), _text(row.values[3])
    return finds.keep(assignment_from(row.values))


def _take_adjudication(finds: Finds, row: FoundRow) -> bool:
    _id(row.values[0])
    return finds.keep(adjudication_from(row.values if len(row.values) > _OLDER else (*row.values, "[]")))


def _take_progress(finds: Finds, row: FoundRow) -> bool:
    annotator, article = _id(row.values[0]), _id(row.values[1])
    progress = progress_from((article, annotator, *row.values[2:]))
    kept = finds.progress.get((article, annotator))
    if kept is None or kept.at < progress.at:
        finds.progress[article, annotator] = progress
    return True


def _take_claim(finds: Finds, row: FoundRow) -> bool:
    id_, version = _id(row.values[0]), row.values[-2]
    kept = finds.claim_rows.get(id_)
    if isinstance(version, int) and (kept is None or int(str(kept[-2])) < version):
        finds.claim_rows[id_] = row.values
    return True


def _take_fragment(finds: Finds, row: FoundRow) -> bool:
    id_, number, start, end, quote, prefix, suffix = row.values
    part = Fragment(int(str(start)), int(str(end)), _text(quote), _text(prefix), _text(suffix))
    finds.fragments[_id(id_)][int(str(number))] = part
    return True


_Reader = Callable[[Finds, FoundRow], bool]

_OF_TABLES: Final[dict[int, tuple[_Reader, ...]]] = {
    2: (_take_text,),
    4: (_take_guideline,),
    15: (_take_journal,),
}
"""By how many columns a row of a table has that has row ids."""
_OF_INDEXES: Final[dict[int, tuple[_Reader, ...]]] = {
    2: (_take_fact,),
    5: (_take_annotator,),
    7: (_take_fragment,),
    8: (_take_decision, _take_assignment),
    9: (_take_unit,),
    10: (_take_label,),
    12: (_take_progress,),
    _OLDER: (_take_adjudication,),
    17: (_take_adjudication,),
    18: (_take_claim,),
    22: (_take_article,),
}
"""By how many columns a row of another table has; the order is that of the keys and then of the columns."""
