"""Which texts have certain words."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.store.database import Database


def articles_with(database: Database, words: Sequence[str], *, most: int) -> list[str]:
    """Ids of articles in whose text all of `words` stand, as they are written; of many the first `most`.

    Goes through all texts. Raises ValueError where there are no words.
    """
    if not words:
        raise ValueError("no words are looked for")
    holds = " AND ".join(["instr(text, ?)"] * len(words))
    rows = database.rows(f"SELECT article_id FROM article_text WHERE {holds} LIMIT ?", (*words, most))
    return [str(id_) for (id_,) in rows]
