"""Articles with their text and units: added by import, read by everybody, never changed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any, Final

from annotator.domain.identity import new_id, now
from annotator.domain.records import JOINED, Article, QueueRow, Standing, Unit
from annotator.domain.steps import Step, Verb
from annotator.store.database import Database
from annotator.store.inserting import insert
from annotator.store.journal import Journal
from annotator.store.plain_records import Plain, canonical, plain
from annotator.store.tables import ARTICLE, UNIT, article_from, article_row, unit_from, unit_row
from annotator.store.troubles import Damaged, readable

NewArticle = tuple[Article, str, Sequence[Unit]]
"""An article with its text and units."""
_QUEUE: Final = """
    SELECT article.id, article.title, coalesce(nullif(assignment.position, 0), article.position),
        article.excluded_at, assignment.finished_at,
        coalesce(progress.asked, article.asked), coalesce(progress.undecided, article.asked),
        coalesce(progress.skipped, 0), coalesce(progress.claims, 0), coalesce(progress.flags, 0),
        progress.at
    FROM article
    LEFT JOIN progress ON progress.annotator_id = ?1 AND progress.article_id = article.id
    LEFT JOIN assignment ON assignment.article_id = article.id AND assignment.annotator_id = ?1
"""
_ALL: Final = -1
_ALLOTTED: Final = "SELECT count(*) FROM assignment WHERE annotator_id = ? AND position > 0"


class Articles:
    def __init__(self, database: Database, journal: Journal) -> None:
        self._database = database
        self._journal = journal

    def count(self, annotator_id: str = "") -> int:
        """How many articles there are, or are in the queue of an annotator."""
        return self._allotted(annotator_id) or self._number("SELECT count(*) FROM article")

    def place(self, article_id: str, annotator_id: str = "") -> int:
        """The article's number in the project's order or in a queue, from 1; 0 for one that is not there."""
        if self._allotted(annotator_id):
            return self._number(
                f"{_ALLOTTED} AND position <= (SELECT position FROM assignment "
                "WHERE article_id = ? AND annotator_id = ? AND position > 0)",
                (annotator_id, article_id, annotator_id),
            )
        return self._number(
            "SELECT count(*) FROM article WHERE position <= (SELECT position FROM article WHERE id = ?)",
            (article_id,),
        )

    def get(self, article_id: str) -> Article | None:
        row = self._database.row(f"SELECT {ARTICLE} FROM article WHERE id = ?", (article_id,))
        return article_from(row) if row else None

    def each(self) -> Iterator[Article]:
        """Every article in the project's order."""
        return map(article_from, self._database.each(f"SELECT {ARTICLE} FROM article ORDER BY position"))

    def ids_starting(self, beginning: str) -> list[str]:
        """The ids that start with these characters, for people who type only the first few."""
        sql = "SELECT id FROM article WHERE substr(id, 1, length(?1)) = ?1"
        return [str(row[0]) for row in self._database.rows(sql, (beginning,))]

    def text(self, article_id: str) -> str:
        """The text as imported. Raises KeyError for an unknown article, Damaged where it is not that text."""
        row = self._database.row(
            "SELECT text, sha256, title FROM article LEFT JOIN article_text ON article_id = id WHERE id = ?",
            (article_id,),
        )
        if row is None:
            raise KeyError(article_id)
        text, hash_, title = row
        if not isinstance(text, str) or sha256(text.encode()).hexdigest() != hash_:
            raise Damaged(
                f"The text of the article “{title}” ({article_id}) is not the one that was imported: the "
                "project file is damaged. Nothing was changed. Open the newest backup; the other articles "
                "can be used."
            )
        return text

    def words(self, article_id: str, start: int, end: int) -> str:
        """The text from `start` up to `end`, without reading the rest into memory; "" where there is none."""
        row = self._database.row(
            "SELECT substr(text, ?, ?) FROM article_text WHERE article_id = ?",
            (start + 1, end - start, article_id),
        )
        return str(row[0]) if row else ""

    def units(self, article_id: str, *, with_joined: bool = False) -> tuple[Unit, ...]:
        """The units that are not retired, in text order; if wanted, with those that were joined to others."""
        rows = self._database.rows(
            f"SELECT {UNIT} FROM unit WHERE article_id = ? AND (NOT retired OR (? AND rule = '{JOINED}')) "
            "ORDER BY start",
            (article_id, with_joined),
        )
        return tuple(map(unit_from, rows))

    def known(self, hashes: Sequence[str]) -> dict[str, str]:
        """Text hash to article id, for those of `hashes` that the project has already."""
        rows = self._database.rows(
            "SELECT sha256, id FROM article WHERE sha256 IN (SELECT value FROM json_each(?))",
            (json.dumps(list(hashes)),),
        )
        return {str(hash_): str(id_) for hash_, id_ in rows}

    def add(self, batch: Sequence[NewArticle], *, annotator_id: str) -> None:
        """Write articles, their texts and units after all others, and in the journal: all or nothing."""
        with self._database.write():
            insert_articles(self._database, self._journal, batch, annotator_id=annotator_id)

    def queue(self, annotator_id: str, *, after: QueueRow | None = None, most: int = _ALL) -> list[QueueRow]:
        """The articles allotted to the annotator in their order, or else all in the project's.

        With `after` those that follow that one, and of them no more than `most`.
        """
        order = "assignment.position" if self._allotted(annotator_id) else "article.position"
        sql = (
            f"{_QUEUE} WHERE {order} > 0 AND ({order}, article.id) > (?2, ?3) "
            f"ORDER BY {order}, article.id LIMIT ?4"
        )
        last = (after.position, after.article_id) if after is not None else (0, "")
        return [_queue_row(row) for row in self._database.rows(sql, (annotator_id, *last, most))]

    def queue_row(self, annotator_id: str, article_id: str) -> QueueRow | None:
        """An article as the annotator's queue shows it, whether or not it is allotted to her."""
        row = self._database.row(f"{_QUEUE} WHERE article.id = ?2", (annotator_id, article_id))
        return _queue_row(row) if row else None

    def _allotted(self, annotator_id: str) -> int:
        """How many articles are allotted to an annotator; 0 says that she has all."""
        return self._number(_ALLOTTED, (annotator_id,)) if annotator_id else 0

    def _number(self, sql: str, values: Sequence[object] = ()) -> int:
        row = self._database.row(sql, values)
        return int(str(row[0])) if row else 0


def insert_articles(
    database: Database, journal: Journal, batch: Sequence[NewArticle], *, annotator_id: str
) -> None:
    """What `Articles.add` does, as a part of a larger write. Only inside `write()`."""
    row = database.row("SELECT coalesce(max(position), 0) FROM article")
    first = int(str(row[0] if row else 0)) + 1
    rows = [
        (*article_row(article), sum(unit.annotatable for unit in units), first + number)
        for number, (article, _, units) in enumerate(batch)
    ]
    insert(database, "article", f"{ARTICLE}, asked, position", rows)
    insert(database, "article_text", "article_id, text", [(article.id, text) for article, text, _ in batch])
    insert(database, "unit", UNIT, [unit_row(unit) for _, _, units in batch for unit in units])
    step = Step(new_id(), Verb.IMPORT, annotator_id, "", (), at=now())
    facts = (
        ("article", article.id, None, canonical(import_fact(article, first + number, units)))
        for number, (article, _, units) in enumerate(batch)
    )
    journal.append_facts(step, facts)


def import_fact(article: Article, position: int, units: Sequence[Unit]) -> Plain:
    """What the journal keeps of an import: the article without its text, its place, and its units."""
    return plain(article) | {"position": position, "units": [list(unit_row(unit)[1:]) for unit in units]}


@readable()
def _queue_row(row: Sequence[Any]) -> QueueRow:
    article_id, title, position, excluded, finished, asked, undecided, skipped, claims, flags, begun = row
    if excluded is not None:
        standing = Standing.EXCLUDED
    elif finished is not None:
        standing = Standing.FINISHED
    else:
        standing = (
            Standing.STARTED
            if begun is not None and (claims or undecided + skipped < asked)
            else Standing.NEW
        )
    return QueueRow(article_id, title, position, standing, asked, undecided, skipped, claims, flags)
