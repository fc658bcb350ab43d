"""The review units of an article one by one: who said what, how far apart they are, and what was decided."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from annotator.domain.adjudication import Adjudication
from annotator.domain.agreement.alignment import ReviewUnit, align
from annotator.domain.agreement.dawid_skene import Method
from annotator.domain.agreement.disagreement import Disagreement, disagreements
from annotator.domain.agreement.reliability import cases_of, estimated_of
from annotator.domain.immutable import immutable
from annotator.domain.records import Claim
from annotator.domain.review.case_state import CaseState
from annotator.domain.work import UNWATCHED
from annotator.exchange.agreement.collecting import collect
from annotator.exchange.agreement.deciding import Decisions
from annotator.exchange.agreement.question import Question, Terms, terms_of
from annotator.store.marked_articles import Readings, voters
from annotator.store.project import Project


@immutable
class UnitMaterial:
    """What is known of all units before the first is written.

    `counts` says how many units an article has, `posteriors` has for each unit, by its key, the estimated
    probability of each of `true_labels`: of `labels`, and of those that only gold has. `chosen` are the
    annotators that were asked for, None for all.
    """

    terms: Terms
    chosen: tuple[str, ...] | None
    labels: tuple[str, ...]
    true_labels: tuple[str, ...]
    method: Method
    posteriors: Mapping[tuple[str, ...], tuple[float, ...]]
    counts: Mapping[str, int]
    guideline_version: int | None


@immutable
class Decided:
    """What was decided on a unit: gold `claims`, if any; `is_stale` where the unit changed since."""

    adjudication: Adjudication
    claims: tuple[Claim, ...]
    is_stale: bool


@immutable
class UnitRow:
    """A unit. `posterior` is there where somebody labelled it, `decided` where it was adjudicated."""

    unit: ReviewUnit
    disagreement: Disagreement
    posterior: tuple[float, ...] | None
    decided: Decided | None


def unit_material(project: Project, chosen: Collection[str] | None) -> UnitMaterial:
    """Read all that annotators finished; those among `chosen` who do not vote are left aside."""
    votes_here = {person.id for person in voters(project)}
    people = None if chosen is None else tuple(id_ for id_ in chosen if id_ in votes_here)
    terms = terms_of(project, Question(annotators=people))
    votes = collect(UNWATCHED, project, terms, fewest_readers=1, is_before_review=False).labels
    of_items = cases_of(votes)
    estimate = estimated_of(votes, of_items)
    counts = dict.fromkeys(votes.documents, 0)
    for document in votes.document_of:
        counts[votes.documents[document]] += 1
    guidelines = project.gold.guidelines()
    return UnitMaterial(
        terms,
        None if chosen is None else tuple(chosen),
        votes.labels,
        votes.true_labels,
        estimate.method,
        {
            tuple(item.split(" ")): posterior
            for item, case in zip(votes.items, of_items, strict=True)
            if (posterior := estimate.posterior.get(case))
        },
        counts,
        guidelines[0].number if guidelines else None,
    )


class UnitReader:
    """Reads the units of articles, with the claims of the people of its material."""

    def __init__(self, project: Project, material: UnitMaterial) -> None:
        self._material = material
        self._readings = Readings(project, material.terms.names)
        self._decisions = Decisions(project, material.terms)

    def rows(self, article_id: str, claims: Iterable[Claim]) -> tuple[UnitRow, ...]:
        """The units of an article in text order; only `claims`, which fit their text, are in them."""
        known = {claim.id: claim for claim in claims}
        article = self._readings.article(article_id)
        article = replace(article, marks=tuple(mark for mark in article.marks if mark.id in known))
        material, decided = self._material, self._decided(article_id, known)
        units = align(article, threshold=material.terms.threshold)
        return tuple(
            UnitRow(one.unit, one, material.posteriors.get(one.unit.key), decided.get(one.unit.key[0]))
            for one in disagreements(units, distance=material.terms.distance)
        )

    def _decided(self, article_id: str, known: Mapping[str, Claim]) -> dict[str, Decided]:
        """What was decided, by the id of each claim that it was about."""
        found: dict[str, Decided] = {}
        for id_, case in self._decisions.of_article(article_id).items():
            if adjudication := case.adjudication:
                gold = tuple(known[gold_id] for gold_id in adjudication.gold_ids if gold_id in known)
                found[id_] = Decided(adjudication, gold, case.state is CaseState.STALE)
        return found
