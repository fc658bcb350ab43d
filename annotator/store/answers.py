"""Which questions back have been answered, though nothing that annotators are compared by is different."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Final

from annotator.domain.adjudication import Adjudication, Outcome
from annotator.store.project import Project

_ANSWER: Final = """
    SELECT EXISTS (SELECT 1 FROM claim WHERE id IN (SELECT value FROM json_each(?1)) AND updated_at > ?4)
    OR EXISTS (
        SELECT 1 FROM assignment WHERE article_id = ?3 AND finished_at > ?4
        AND annotator_id IN (SELECT value FROM json_each(?2))
    )
"""


def answered(project: Project, adjudications: Iterable[Adjudication]) -> frozenset[str]:
    """The ids of those that ask something of annotators of whom one has answered since.

    An answer is whatever she changes in a claim of hers that was asked about, a note too, or that she
    finishes the article anew.
    """
    asked = (one for one in adjudications if one.outcome is Outcome.ASKED_BACK)
    return frozenset(one.id for one in asked if _is_answered(project, one))


def _is_answered(project: Project, question: Adjudication) -> bool:
    people = {*(member.annotator_id for member in question.members), *question.absent_ids}
    values = (
        json.dumps(sorted(question.member_ids)),
        json.dumps(sorted(people)),
        question.article_id,
        question.updated_at,
    )
    row = project.database.row(_ANSWER, values)
    return bool(row and row[0])
