"""Which questions back have been answered, though nothing that annotators are compared by is different.

What is there now is held against what the journal of this file had when the question was asked. No time is
looked at: an answer comes from another computer, whose clock may be behind.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Final

from annotator.domain.adjudication import Adjudication, Outcome
from annotator.domain.records import Assignment
from annotator.domain.steps import Record, Verb, key_of
from annotator.store.plain_records import canonical, record_from
from annotator.store.project import Project
from annotator.store.troubles import readable

_KNOWN_WHEN_ASKED: Final = f"""
    SELECT entity, after FROM journal
    WHERE article_id = ?1 AND entity IN ('claim', 'assignment')
    AND entity_id IN (SELECT value FROM json_each(?2))
    AND rowid < (
        SELECT coalesce(
            max(rowid) FILTER (WHERE verb = '{Verb.ASK_BACK}' AND json_extract(after, '$.note') = ?4),
            max(rowid)
        )
        FROM journal WHERE article_id = ?1 AND entity = 'adjudication' AND entity_id = ?3
    )
"""
"""Reasons that are given to a question later, or another decision that is taken back, ask nothing anew."""


def answered(project: Project, adjudications: Iterable[Adjudication]) -> frozenset[str]:
    """The ids of those that ask something of annotators of whom one who was asked has answered since.

    An answer is whatever she changes in a claim of hers that was asked about, a note too, or that she
    finishes the article anew; also where that comes in with a pack, whenever it was done.
    """
    asked = (one for one in adjudications if one.outcome is Outcome.ASKED_BACK)
    return frozenset(one.id for one in asked if _is_answered(project, one))


@readable()
def _is_answered(project: Project, question: Adjudication) -> bool:
    now = list(_said(project, question))
    keys = canonical([key_of(record) for record in now])
    rows = project.database.rows(_KNOWN_WHEN_ASKED, (question.article_id, keys, question.id, question.note))
    known = {_saying(record_from(str(entity), json.loads(str(after)))) for entity, after in rows}
    return any(_saying(record) not in known for record in now)


def _said(project: Project, question: Adjudication) -> Iterator[Record]:
    """The claims that were asked about, and the articles finished, of those who may answer."""
    for member in question.members:
        claim = project.claims.get(member.claim_id) if member.annotator_id in question.asked else None
        if claim is not None:
            yield claim
    for annotator_id in sorted(question.asked):
        assignment = project.people.assignment(question.article_id, annotator_id)
        if assignment is not None and assignment.finished_at is not None:
            yield assignment


def _saying(record: Record) -> object:
    """What of a record is an answer where it is new: not that a lead moves the article in her queue."""
    if isinstance(record, Assignment):
        return key_of(record), record.finished_at
    return record
