"""What stands in a project for people: rows without the versions, times and tombstones behind them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

from annotator.store.project import Project

_TABLES = {
    "claims": """SELECT article_id, annotator_id, label, confidence, note, flag, start, "end", quote
        FROM claim JOIN fragment ON fragment.claim_id = claim.id WHERE deleted_at IS NULL
        ORDER BY claim.id, start""",
    "decisions": """SELECT article_id, annotator_id, unit_start, state, flag, note FROM decision
        WHERE state <> 'undecided' OR flag OR note <> '' ORDER BY 1, 2, 3""",
    "units": """SELECT article_id, start, "end", kind, annotatable, gaps FROM unit WHERE NOT retired
        ORDER BY 1, 2""",
    "finished": """SELECT article_id, annotator_id FROM assignment WHERE finished_at IS NOT NULL
        ORDER BY 1, 2""",
    "articles": "SELECT id, direction, excluded_at IS NULL FROM article ORDER BY 1",
}


def contents(project: Project) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that was decided, by table."""
    with closing(sqlite3.connect(f"{project.path.as_uri()}?mode=ro", uri=True)) as connection:
        return {name: connection.execute(query).fetchall() for name, query in _TABLES.items()}
