"""What one annotator is told of decisions about her work, and when a lead gave them out.

Who works blind sees no row of a review. So this names the tables themselves, as `sight` says, and asks them
for one annotator's part alone: of a decision her own claims as they were, the gold, and why. Ids, names and
labels of anybody else never leave SQLite.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from annotator.domain.adjudication import Outcome
from annotator.domain.feedback import Feedback, Saying
from annotator.domain.identity import now
from annotator.domain.spans import Span
from annotator.domain.work import UNWATCHED, Job
from annotator.store.project import Project
from annotator.store.team import has_lead, is_reviewer
from annotator.store.troubles import readable

GIVEN_BACK: Final = "released_at"
"""The fact that says until when what was decided is given out to annotators (UTC, ISO 8601)."""
_ALWAYS: Final = "9"
_SAID: Final = """
    SELECT json_group_array(json_array(
        json_extract(value, '$.label'), json(json_extract(value, '$.spans'))
    )) FROM json_each(members) WHERE json_extract(value, '$.annotator_id') = ?1
"""
_DECIDED: Final = """
    SELECT json_group_array(json_array(claim.id, claim.label, fragment.start, fragment."end"))
    FROM json_each(gold_ids) AS gold
    JOIN main.claim AS claim ON claim.id = gold.value AND claim.annotator_id = ?2 AND deleted_at IS NULL
    JOIN main.fragment AS fragment ON fragment.claim_id = claim.id
"""
_TO_OTHERS: Final = f"""
    outcome = '{Outcome.ASKED_BACK}' AND asked_ids <> '[]' AND adjudicator_id <> ?1
    AND NOT EXISTS (SELECT 1 FROM json_each(asked_ids) WHERE value = ?1)
"""
_CONCERN_HER: Final = f"""
    adjudicator_id <> ?1 AND updated_at > ?4
    AND (updated_at <= ?3 OR (outcome = '{Outcome.ASKED_BACK}' AND NOT ({_TO_OTHERS})))
    AND (instr(members, ?1) OR instr(absent_ids, ?1))
    AND (EXISTS (SELECT 1 FROM json_each(members) WHERE json_extract(value, '$.annotator_id') = ?1)
         OR EXISTS (SELECT 1 FROM json_each(absent_ids) WHERE value = ?1))
"""
_DECISIONS: Final = f"""
    SELECT id, article_id, start, "end", ({_SAID}), ({_DECIDED}), reasons, note,
        guideline_version, updated_at, version, {{outcome}}
    FROM main.adjudication WHERE
"""
_TOLD_HER: Final = _DECISIONS.format(outcome=f"CASE WHEN {_TO_OTHERS} THEN '{Outcome.OPEN}' ELSE outcome END")
_FEEDBACK: Final = f"{_TOLD_HER} {_CONCERN_HER} ORDER BY updated_at DESC, id"
_IN_ARTICLE: Final = f"""
    {_TOLD_HER} article_id = ?5 AND (adjudicator_id = ?1 OR {_CONCERN_HER}) ORDER BY start, id
"""
_ALL_IN_ARTICLE: Final = f"{_DECISIONS.format(outcome='outcome')} article_id = ?3 ORDER BY start, id"


def given_back_at(project: Project) -> str:
    """When results were last given out; "" where never."""
    return project.fact(GIVEN_BACK)


def give_back(project: Project) -> str:
    """Give out all that is decided until now, and return when that was."""
    at = now()
    project.keep_fact(GIVEN_BACK, at)
    return at


def feedback_on(
    project: Project, annotator_id: str, *, since: str = "", job: Job = UNWATCHED
) -> list[Feedback]:
    """What others decided about her work after `since` and before results were given back last, newest first.

    What was changed or taken back after that is told the next time; taken back, its outcome is OPEN and it
    says nothing. A question does not wait for that, as nobody can answer before she was asked; to whom it is
    not put it is as if nothing were decided.
    """
    values = (annotator_id, project.gold.annotator_id, _until(project), since)
    found = []
    for row in project.database.each(_FEEDBACK, values):
        job.check()
        found.append(_feedback(row))
    return found


def decisions_in(project: Project, annotator_id: str, article_id: str) -> list[Feedback]:
    """What was decided in an article as this person may know it, in text order.

    Leads and reviewers see it as soon as it was decided, and everybody what she decided herself. All others
    see what `feedback_on` tells them.
    """
    gold = project.gold.annotator_id
    if is_reviewer(project, annotator_id):
        rows = project.database.rows(_ALL_IN_ARTICLE, (annotator_id, gold, article_id))
    else:
        values = (annotator_id, gold, _until(project), "", article_id)
        rows = project.database.rows(_IN_ARTICLE, values)
    return list(map(_feedback, rows))


def _until(project: Project) -> str:
    """Up to when decisions are told. Without a lead nobody works blind, and there is nothing to wait for."""
    return given_back_at(project) if has_lead(project) else _ALWAYS


@readable()
def _feedback(row: tuple[Any, ...]) -> Feedback:
    id_, article_id, start, end, said, decided, reasons, note, guideline, at, version, outcome = row
    found = Feedback(id_, article_id, start, end, Outcome(outcome), decided_at=at, version=version)
    if not found.is_told:
        return Feedback(id_, article_id, start, end, Outcome.OPEN, decided_at=at, version=version)
    return Feedback(
        id_,
        article_id,
        start,
        end,
        found.outcome,
        tuple(Saying(label, tuple(Span(*ends) for ends in spans)) for label, spans in json.loads(said)),
        tuple(_sayings(json.loads(decided))),
        tuple(json.loads(reasons)),
        note,
        guideline,
        at,
        version,
    )


def _sayings(fragments: list[tuple[str, str, int, int]]) -> Iterator[Saying]:
    """The claims that these fragments, each with its claim's id and label, are of."""
    found: dict[tuple[str, str], list[Span]] = {}
    for id_, label, start, end in fragments:
        found.setdefault((id_, label), []).append(Span(start, end))
    for (_, label), spans in sorted(found.items()):
        yield Saying(label, tuple(sorted(spans)))
