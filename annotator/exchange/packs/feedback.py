"""Feedback on its way to an annotator who works from a pack: written by her lead, read in her project."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from annotator.domain.feedback import Feedback
from annotator.domain.work import UNWATCHED, Job
from annotator.exchange.packs.layout import FEEDBACK_FACT
from annotator.store.feedback import feedback_on
from annotator.store.project import Project

if TYPE_CHECKING:
    from pydantic import TypeAdapter


@cache
def _records() -> TypeAdapter[Feedback]:
    """Made when there is something to read or write, as the window opens sooner without it."""
    from pydantic import TypeAdapter

    return TypeAdapter(Feedback)


def feedback_for(project: Project, annotator_id: str) -> list[dict[str, object]]:
    """The records of `feedback.jsonl`: what was given out of decisions about her work, by id.

    They name nobody: neither who decided nor any other annotator, by id or by name.
    """
    found = sorted(feedback_on(project, annotator_id), key=lambda feedback: feedback.id)
    return [_records().dump_python(feedback, mode="json") for feedback in found]


def taken_feedback(
    project: Project, annotator_id: str, *, since: str = "", job: Job = UNWATCHED
) -> list[Feedback]:
    """What is told to her here after `since`: by packs, or of what was decided in this project, newest first.

    What a pack says in a way that is not understood, or about words that are not here, is passed over.
    """
    packed = _packed(project) if project.fact(FEEDBACK_FACT) else []
    own = feedback_on(project, annotator_id, since=since, job=job)
    known = {feedback.id for feedback in own}
    new = [one for one in packed if one.decided_at > since and one.id not in known]
    return sorted([*own, *new], key=lambda one: (one.decided_at, one.id), reverse=True)


def _packed(project: Project) -> list[Feedback]:
    found = []
    lengths = {article.id: article.length for article in project.articles.each()}
    for record in json.loads(project.fact(FEEDBACK_FACT)).values():
        try:
            feedback = _records().validate_json(json.dumps(record), strict=True)
        except ValueError:
            continue
        if 0 <= feedback.start <= feedback.end <= lengths.get(feedback.article_id, -1):
            found.append(feedback)
    return found
