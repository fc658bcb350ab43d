"""Gold of many articles at once: what everybody agrees on is accepted, or that is taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from annotator.domain.adjudication import Adjudication, Outcome
from annotator.domain.errors import Refused
from annotator.domain.records import Claim
from annotator.domain.review import rulings
from annotator.domain.review.gold_steps import Authority, decide
from annotator.domain.steps import Edit, Step, Verb
from annotator.domain.work import UNWATCHED, Job
from annotator.store.case_reader import CaseReader
from annotator.store.project import Project

_TOGETHER: Final = 32
"""So many articles are written in one transaction: a decision made meanwhile waits for no more than one."""

Told = Callable[[Sequence[str]], None]
"""Told the ids of articles whose gold is different now."""


def accept_unanimous(
    project: Project,
    article_ids: Sequence[str],
    authority: Authority,
    *,
    step_id: str,
    told: Told,
    job: Job = UNWATCHED,
) -> int:
    """Make gold of what everybody agrees on by now, as one step; returns of how many cases.

    What was parked, or decided by a person on other votes, is left to her.

    What was written stays where `job` is stopped. An article whose text is damaged raises Damaged.
    """
    reader, count = CaseReader(project), 0
    for start in range(0, len(article_ids), _TOGETHER):
        job.check()
        job.step(start, len(article_ids))
        steps = []
        for article_id in article_ids[start : start + _TOGETHER]:
            edits = tuple(_accepted(project, reader, article_id, authority))
            count += sum(map(_is_decision, edits))
            if edits:
                steps.append(
                    Step(step_id, Verb.ACCEPT_UNANIMOUS, authority.adjudicator_id, article_id, edits)
                )
        if steps:
            # Whose gold is has to be there before it.
            project.gold_annotator()
            project.ledger.commit_all(steps)
            told([step.article_id for step in steps])
    return count


def turn_back(
    project: Project, step_id: str, verb: Verb, *, by: str, told: Told, job: Job = UNWATCHED
) -> str:
    """Take back, or do again, a step over many articles; returns the id of the step that does so.

    All of it or nothing. Raises Refused where something of it was changed since.
    """
    step = project.journal.step(step_id)
    if step is None:
        raise Refused("The journal does not have that step. Nothing was changed.")
    back = step.reverted(verb, by=by)
    edits = sorted(back.edits, key=_article_of)
    steps = [
        replace(back, article_id=article_id, edits=tuple(group))
        for article_id, group in groupby(edits, key=_article_of)
    ]
    project.ledger.commit_all(steps, job)
    told([step.article_id for step in steps])
    return back.id


def _accepted(project: Project, reader: CaseReader, article_id: str, authority: Authority) -> Iterator[Edit]:
    waiting = [case for case in reader.cases(article_id) if case.is_acceptable]
    if not waiting:
        return
    text = project.articles.text(article_id)
    for case in waiting:
        yield from decide(reader.file_of(case, text), rulings.unanimous(case), authority).edits


def _is_decision(edit: Edit) -> bool:
    return isinstance(edit.after, Adjudication) and edit.after.outcome is Outcome.CLAIM


def _article_of(edit: Edit) -> str:
    record = edit.after
    assert isinstance(record, Claim | Adjudication)
    return record.article_id
