"""Which decisions of a review can be undone, as the journal tells."""

from __future__ import annotations

from typing import Final

from annotator.domain.review.verbs import REVIEW_VERBS
from annotator.domain.steps import Verb
from annotator.store.project import Project

_PAGE: Final = 5_000
_MOST: Final = 5_000

Outline = list[tuple[str, Verb, str | None]]


def review_outline(project: Project, annotator_id: str) -> Outline:
    """(step, verb, step that it reverts) of her steps of reviews on this device, oldest first.

    At most the last 5,000 steps. The journal is read backwards, a page at a time so that no decision waits,
    and not past the time of the first decision.
    """
    database = project.database
    # Ids are in the order of time.
    row = database.row("SELECT created_at FROM adjudication ORDER BY id LIMIT 1")
    if row is None:
        return []
    first, end = str(row[0]), project.journal.last_sequence() + 1
    steps: dict[str, tuple[Verb, str | None]] = {}
    while end > 1 and len(steps) < _MOST:
        rows = database.rows(
            "SELECT step, verb, reverts, entity, at FROM journal WHERE device = ? "
            "AND sequence >= ? AND sequence < ? AND annotator_id = ? ORDER BY sequence DESC",
            (project.journal.device, end - _PAGE, end, annotator_id),
        )
        for step, verb, reverts, entity, _ in rows:
            if entity == "adjudication" or verb in REVIEW_VERBS:
                steps.setdefault(str(step), (Verb(str(verb)), None if reverts is None else str(reverts)))
        if rows and str(rows[-1][4]) < first:
            break
        end -= _PAGE
    return [(step, verb, reverts) for step, (verb, reverts) in reversed(steps.items())]
