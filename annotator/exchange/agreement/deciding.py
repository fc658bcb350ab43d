"""What was decided in an article, judged on the claims of everybody, whoever was asked for."""

from __future__ import annotations

from collections.abc import Mapping

from annotator.domain.adjudication import Outcome
from annotator.domain.records import Claim
from annotator.domain.review.case_state import CaseState
from annotator.domain.review.cases import Case, cases
from annotator.exchange.agreement.question import Terms
from annotator.store.marked_articles import Readings, voters
from annotator.store.project import Project


class Decisions:
    """Reads decisions. They are not stale because somebody whose claims they were about is left aside."""

    def __init__(self, project: Project, terms: Terms) -> None:
        self._project = project
        self._terms = terms
        self._everybody = Readings(project, [person.id for person in voters(project)])

    def of_article(self, article_id: str) -> Mapping[str, Case]:
        """The cases on which there is a decision, by the id of each claim in them."""
        adjudications = self._project.gold.of_article(article_id)
        if not adjudications:
            return {}
        article, terms = self._everybody.article(article_id), self._terms
        found = cases(article, adjudications, threshold=terms.threshold, distance=terms.distance)
        return {mark.id: case for case in found if case.adjudication for mark in case.marks}

    def label(self, case: Case) -> str | None:
        """The label of gold that stands on what is there now; two gold claims for one case are none."""
        adjudication = case.adjudication
        if adjudication is None or case.state is not CaseState.RESOLVED:
            return None
        if adjudication.outcome is not Outcome.CLAIM or len(adjudication.gold_ids) != 1:
            return None
        claim: Claim | None = self._project.claims.get(adjudication.gold_ids[0])
        return claim.label if claim is not None and claim.deleted_at is None else None
