"""How gold came about, for files that have a place for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.domain.adjudication import Adjudication
from annotator.domain.review.case_state import CaseState
from annotator.domain.review.cases import cases
from annotator.store.marked_articles import Readings, voters
from annotator.store.project import Project
from annotator.store.team_settings import team_settings


@dataclass(frozen=True, slots=True)
class GoldNote:
    """What was behind gold: the decision, what stands for who took it, and whether claims changed since."""

    adjudication: Adjudication
    adjudicator: str
    is_stale: bool


def gold_notes(project: Project, article_id: str, names: Mapping[str, str]) -> dict[str, GoldNote]:
    """The notes of an article by the id of the gold claim, or of the decision that there is none."""
    adjudications = [one for one in project.gold.of_article(article_id) if one.outcome.is_settled]
    if not adjudications:
        return {}
    fresh = set(_fresh(project, article_id, adjudications))
    found: dict[str, GoldNote] = {}
    for one in adjudications:
        note = GoldNote(one, names.get(one.adjudicator_id, ""), one.id not in fresh)
        found |= dict.fromkeys(one.gold_ids or (one.id,), note)
    return found


def _fresh(project: Project, article_id: str, adjudications: Sequence[Adjudication]) -> Iterator[str]:
    """The decisions that were taken on what is there now."""
    people = [person.id for person in voters(project)]
    article = Readings(project, people).article(article_id)
    threshold = team_settings(project).overlap_threshold
    for case in cases(article, adjudications, threshold=threshold):
        if case.adjudication and case.state is CaseState.RESOLVED:
            yield case.adjudication.id
