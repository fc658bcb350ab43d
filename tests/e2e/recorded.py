"""What stands in a project file, read while the window has it open or afterwards."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any


class Recorded:
    """Looks into the file without changing it; each look sees what is durable at that moment."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def marks(self, title: str) -> list[tuple[str, str]]:
        """The words and labels of an article's claims in text order; the words stand where they say."""
        rows = self._rows(
            """SELECT fragment.quote, claim.label, fragment.start, fragment."end", article_text.text
               FROM claim JOIN fragment ON fragment.claim_id = claim.id
               JOIN article ON article.id = claim.article_id
               JOIN article_text ON article_text.article_id = article.id
               WHERE claim.deleted_at IS NULL AND article.title LIKE ?
               ORDER BY fragment.start, fragment."end" """,
            f"{title}%",
        )
        assert all(text[start:end] == quote for quote, _, start, end, text in rows)
        return [(quote, label) for quote, label, *_ in rows]

    def asked(self, title: str) -> list[str]:
        """The sentences of an article that are asked, in text order."""
        rows = self._rows(
            """SELECT substr(article_text.text, unit.start + 1, unit."end" - unit.start)
               FROM unit JOIN article ON article.id = unit.article_id
               JOIN article_text ON article_text.article_id = article.id
               WHERE unit.annotatable AND NOT unit.retired AND article.title LIKE ? ORDER BY unit.start""",
            f"{title}%",
        )
        return [str(row[0]) for row in rows]

    def without_claim(self, title: str) -> list[str]:
        """The sentences of which it was said that they claim nothing."""
        rows = self._rows(
            """SELECT substr(article_text.text, unit.start + 1, unit."end" - unit.start)
               FROM decision JOIN unit ON unit.article_id = decision.article_id
               AND unit.start = decision.unit_start AND NOT unit.retired
               JOIN article ON article.id = decision.article_id
               JOIN article_text ON article_text.article_id = article.id
               WHERE decision.state = 'no_claim' AND article.title LIKE ? ORDER BY unit.start""",
            f"{title}%",
        )
        return [str(row[0]) for row in rows]

    def undecided(self, title: str) -> int:
        """How many sentences of an article the annotator has not decided; -1 before she saw it."""
        rows = self._rows(
            """SELECT progress.undecided FROM progress JOIN article ON article.id = progress.article_id
               WHERE article.title LIKE ?""",
            f"{title}%",
        )
        return int(rows[0][0]) if rows else -1

    def is_finished(self, title: str) -> bool:
        """Whether somebody finished the article."""
        return bool(
            self._rows(
                """SELECT 1 FROM assignment JOIN article ON article.id = assignment.article_id
                   WHERE assignment.finished_at IS NOT NULL AND article.title LIKE ?""",
                f"{title}%",
            )
        )

    def steps(self) -> int:
        """How many steps the journal holds."""
        return int(self._rows("SELECT count(*) FROM journal")[0][0])

    def claims(self) -> list[tuple[str, str, str]]:
        """Every claim with its note: what no key pressed elsewhere may change."""
        rows = self._rows("SELECT id, label, note FROM claim WHERE deleted_at IS NULL ORDER BY id")
        return [(str(id_), str(label), str(note)) for id_, label, note in rows]

    def _rows(self, query: str, *values: str) -> Sequence[tuple[Any, ...]]:
        with closing(sqlite3.connect(f"{self._path.as_uri()}?mode=ro", uri=True, timeout=5)) as connection:
            return connection.execute(query, values).fetchall()
