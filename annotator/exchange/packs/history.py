"""The journal of a pack: which of its entries are hers, about rows that are taken, and not here yet."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from annotator.domain.errors import Refused
from annotator.domain.steps import Verb, key_of
from annotator.domain.work import Job
from annotator.exchange.packs.comparison import FindingKind, Findings
from annotator.exchange.packs.layout import LARGEST_NUMBER
from annotator.exchange.packs.lines import JournalLine, journal_record
from annotator.exchange.packs.reading import Pack
from annotator.exchange.packs.row_words import RowWords
from annotator.store.database import Database
from annotator.store.merging import entries_there
from annotator.store.plain_records import canonical_record
from annotator.store.precedence import precedence

_BETWEEN: Final = 1_000
_VERBS: Final = frozenset(map(str, Verb))
_Key = tuple[str, str]


class History:
    """`accepted` are the rows that are taken or were here before, by entity and key, as canonical JSON."""

    def __init__(self, pack: Pack, accepted: Mapping[_Key, str], findings: Findings, words: RowWords) -> None:
        self._words = words
        self._pack = pack
        self._accepted = accepted
        self._findings = findings
        self._owner_id = pack.cover.annotator.id

    def lacking(self, database: Database, job: Job) -> tuple[list[JournalLine], set[_Key]]:
        """The entries that are not here, and those of the accepted rows that some entry tells of.

        Raises Refused where an entry is newer than its row, as it would be in no project.
        """
        there = entries_there(database, (row[2] for row in self._pack.journal))
        lacking, told = [], set()
        seen: dict[tuple[str, int], str] = {}
        for number, row in enumerate(self._pack.journal):
            if number % _BETWEEN == 0:
                job.check()
            key, place = (row[7], row[8]), (row[2], row[3])
            text = self._accepted.get(key)
            if not self._is_hers(row) or place in seen:
                self._find(FindingKind.NOT_HERS, row)
                continue
            seen[place] = row[14]
            if text is None:
                # Its row is left out, and that is told already.
                continue
            if there.get(place, row[14]) != row[14]:
                self._find(FindingKind.HISTORY_DIFFERS, row)
                continue
            if row[11] == text or self._says(row, text):
                told.add(key)
            if place not in there:
                lacking.append(row)
        return lacking, told

    def _find(self, kind: FindingKind, row: JournalLine) -> None:
        """Tell of an entry by when it was written, and of which article."""
        id_, at, article_id = row[0], row[4], row[9]
        self._findings.add(
            kind, id_, article_id=article_id, words=lambda: " ".join((self._words.title(article_id), at))
        )

    def _says(self, row: JournalLine, text: str) -> bool:
        """Whether an entry is of the row's present state. Raises Refused for an entry that outweighs it."""
        after = row[11] or ""
        if precedence(json.loads(after), after) > precedence(json.loads(text), text):
            raise Refused(
                f"In {self._pack.name} an entry of the journal is newer than what it speaks of. "
                "Nothing was changed here. Ask for the pack again."
            )
        return canonical_record(journal_record(row[7], after)) == text

    def _is_hers(self, row: JournalLine) -> bool:
        """Whether an entry is of her hand and speaks of a row of hers."""
        entity, key, article_id, before, after = row[7], row[8], row[9], row[10], row[11]
        if row[5] != self._owner_id or row[6] not in _VERBS or after is None:
            return False
        if not 0 < row[3] < LARGEST_NUMBER:
            return False
        if self._accepted.get((entity, key)) == after and before is None:
            return True
        try:
            records = [journal_record(entity, text) for text in (before, after) if text is not None]
        except (ValueError, TypeError, KeyError, RecursionError):
            return False
        return all(
            key_of(record) == key
            and record.annotator_id == self._owner_id
            # Articles are allotted many in one step, which belongs to none of them.
            and article_id in ("", record.article_id)
            and 0 < record.version < LARGEST_NUMBER
            for record in records
        )
