"""How gold came about, for files that have a place for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from annotator.domain.adjudication import Adjudication
from annotator.domain.immutable import immutable
from annotator.domain.review.case_state import CaseState
from annotator.domain.review.cases import cases
from annotator.store.marked_articles import Readings, voters
from annotator.store.project import Project
from annotator.store.team_settings import team_settings


@immutable
class GoldNote:
    """What was behind gold: the decision, what stands for who took it, and whether claims changed since."""

    adjudication: Adjudication
    adjudicator: str
    is_stale: bool


class GoldNotes:
    """Finds the notes of articles of a project; `names` has what stands for whom in a file."""

    def __init__(self, project: Project, names: Mapping[str, str]) -> None:
        self._project = project
        self._names = names

    def of_article(self, article_id: str) -> dict[str, GoldNote]:
        """The notes by the id of the gold claim, or of the decision that there is none."""
        adjudications = [one for one in self._project.gold.of_article(article_id) if one.outcome.is_settled]
        if not adjudications:
            return {}
        fresh = set(self._fresh(article_id, adjudications))
        found: dict[str, GoldNote] = {}
        for one in adjudications:
            note = GoldNote(one, self._names.get(one.adjudicator_id, ""), one.id not in fresh)
            found |= dict.fromkeys(one.gold_ids or (one.id,), note)
        return found

    @cached_property
    def _readings(self) -> Readings:
        return Readings(self._project, [person.id for person in voters(self._project)])

    @cached_property
    def _threshold(self) -> int:
        return team_settings(self._project).overlap_threshold

    def _fresh(self, article_id: str, adjudications: Sequence[Adjudication]) -> Iterator[str]:
        """The decisions that were taken on what is there now."""
        article = self._readings.article(article_id)
        for case in cases(article, adjudications, threshold=self._threshold):
            if case.adjudication and case.state is CaseState.RESOLVED:
                yield case.adjudication.id
