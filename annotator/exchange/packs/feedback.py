"""Feedback on its way to an annotator who works from a pack: written by her lead, read in her project."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from annotator.domain.feedback import Feedback
from annotator.domain.records import Article
from annotator.domain.work import UNWATCHED, Job
from annotator.exchange.packs.layout import FEEDBACK_FACT
from annotator.store.feedback import decisions_in, feedback_on
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
    own = feedback_on(project, annotator_id, since=since, job=job)
    known = {feedback.id for feedback in own}
    packed: list[Feedback] = []
    if fact := project.fact(FEEDBACK_FACT):
        packed = _read(json.loads(fact).values(), project.articles.each())
    new = [one for one in packed if one.decided_at > since and one.id not in known]
    return sorted([*own, *new], key=lambda one: (one.decided_at, one.id), reverse=True)


def feedback_in(project: Project, annotator_id: str, article: Article) -> list[Feedback]:
    """What she may know here of what was decided in an article, by packs too."""
    own = decisions_in(project, annotator_id, article.id)
    known = {feedback.id for feedback in own}
    fact = project.fact(FEEDBACK_FACT)
    records = _by_article(fact).get(article.id, []) if fact else []
    return [*own, *(one for one in _read(records, [article]) if one.id not in known)]


@lru_cache(maxsize=1)
def _by_article(fact: str) -> Mapping[str, list[dict[str, object]]]:
    """The records of a fact that is asked for with every article that is opened."""
    found: dict[str, list[dict[str, object]]] = {}
    for record in json.loads(fact).values():
        if isinstance(record, dict):
            found.setdefault(str(record.get("article_id")), []).append(record)
    return found


def _read(records: Iterable[dict[str, object]], articles: Iterable[Article]) -> list[Feedback]:
    """The records that are understood and are about words of these articles."""
    found = []
    lengths = {article.id: article.length for article in articles}
    for record in records:
        try:
            feedback = _records().validate_json(json.dumps(record), strict=True)
        except ValueError:
            continue
        if _is_within(feedback, lengths.get(feedback.article_id, -1)):
            found.append(feedback)
    return found


def _is_within(feedback: Feedback, length: int) -> bool:
    """Whether all that it speaks of are words of a text of this length."""
    sayings = (*feedback.said, *feedback.decided)
    return 0 <= feedback.start <= feedback.end <= length and all(
        saying.spans and all(span.end <= length for span in saying.spans) for saying in sayings
    )
