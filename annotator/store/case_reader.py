"""The cases of a review as they are in the project now, an article at a time."""

from __future__ import annotations

from annotator.domain.agreement.disagreement import LabelDistance, nominal_distance, ordinal_distance
from annotator.domain.agreement.level import Level
from annotator.domain.agreement.marks import MarkedArticle
from annotator.domain.immutable import immutable
from annotator.domain.records import Claim
from annotator.domain.review.cases import Case, compared, decided
from annotator.domain.review.gold_steps import CaseFile
from annotator.store.answers import answered
from annotator.store.marked_articles import Readings, voters
from annotator.store.project import Project
from annotator.store.team_settings import TeamSettings, team_settings


@immutable
class Compared:
    """What everybody marked in an article, and the cases that this makes, without decisions."""

    article: MarkedArticle
    cases: tuple[Case, ...]


class CaseReader:
    """Reads through one connection. Who votes, and the project's settings, are as they were at the start.

    Each article is a short read of its own, so that nobody's decision waits for it.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self.settings = team_settings(project)
        self._distance = _distance(project, self.settings)
        self._readings = Readings(project, [person.id for person in voters(project)])

    def ids(self) -> list[str]:
        """The articles that are not excluded, in the project's order."""
        return self._readings.ids()

    def cases(self, article_id: str) -> tuple[Case, ...]:
        """The cases of an article in text order."""
        return self.decided(self.compared(article_id))

    def compared(self, article_id: str) -> Compared:
        """An article with its cases as if nothing had been decided."""
        article = self._readings.article(article_id)
        found = compared(article, threshold=self.settings.overlap_threshold, distance=self._distance)
        return Compared(article, found)

    def decided(self, found: Compared) -> tuple[Case, ...]:
        """The cases of an article that was compared before, with what is decided about them now."""
        adjudications = self._project.gold.of_article(found.article.article_id)
        return decided(found.article, found.cases, adjudications, answered(self._project, adjudications))

    def file_of(self, case: Case, text: str) -> CaseFile:
        """A case with all that was ever made of it, for deciding on it."""
        ids = [claim_id for one in case.adjudications for claim_id in one.gold_ids]
        found = (self._project.claims.get(claim_id) for claim_id in ids)
        return CaseFile(case, text, tuple(claim for claim in found if claim is not None))

    def claims(self, case: Case) -> dict[str, Claim]:
        """The annotators' claims of a case with everything that they say, by id."""
        found = (self._project.claims.get(mark.id) for mark in case.marks)
        return {claim.id: claim for claim in found if claim is not None}


def _distance(project: Project, settings: TeamSettings) -> LabelDistance:
    if settings.level is Level.NOMINAL:
        return nominal_distance
    return ordinal_distance(settings.label_order or [label.key for label in project.labels()])
