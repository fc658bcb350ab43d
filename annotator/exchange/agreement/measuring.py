"""The figures of agreement of a project: labels, places of claims, and sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Final

from annotator import __version__
from annotator.domain.agreement.alpha import alpha_of
from annotator.domain.agreement.continuum import coverage, detection_agreement, unitizing_agreement
from annotator.domain.agreement.figure import Figure
from annotator.domain.agreement.kappa import Kappa
from annotator.domain.agreement.percent import percent_of
from annotator.domain.agreement.report import Report, Settings, reported
from annotator.domain.agreement.span_f1 import Likeness, span_f1
from annotator.domain.agreement.tally import tally_of
from annotator.domain.immutable import immutable
from annotator.domain.work import Job
from annotator.exchange.agreement.collecting import Collection, Table, collect
from annotator.exchange.agreement.question import Question, Terms, terms_of
from annotator.exchange.agreement.weekly import PairInTime, pairs_in_time
from annotator.store.marked_articles import participants
from annotator.store.project import Project
from annotator.store.working_times import finishing_times

LIKENESSES: Final = (Likeness.EXACT, Likeness.RELAXED, Likeness.BOUNDARY, Likeness.CHARACTER)


@immutable(kw_only=True)
class PairAgreement:
    """Two annotators beside each other, by id, in the order of joining.

    `kappa` is Cohen's on the units that both labelled, None where there are none, and `in_time` alpha on
    these. `f1` is relaxed, on the articles that both finished, and `table` what they have beside each other
    in the units of these.
    """

    first: str
    second: str
    kappa: Kappa | None
    in_time: PairInTime | None
    f1: Figure
    table: Table

    @property
    def alphas(self) -> tuple[tuple[str, Figure], ...]:
        """Alpha of labels in all, under the name "", and by week; nothing where both labelled no unit."""
        found = self.in_time
        return (("", found.alpha), *((week.name, week.alpha) for week in found.weeks)) if found else ()


@immutable(kw_only=True)
class ProjectAgreement:
    """Every figure of one project, with the terms that it was computed on.

    `participants` are those of the terms who have any part in it. `articles` of `asked` were finished by two
    annotators, and hold `units` review units. `labels` is on the units, `detection` and `unitizing` are |u
    and u over the text, `coverage` the share of the text on which two have a claim, `f1` by likeness, and
    `sentences` alpha on whether a sentence holds a claim.
    """

    project_id: str
    title: str
    made_with: str
    terms: Terms
    participants: frozenset[str]
    asked: int
    articles: int
    units: int
    labels: Report
    detection: Figure
    unitizing: Figure
    coverage: Figure
    f1: Mapping[Likeness, Figure]
    sentences: Figure
    sentences_percent: Figure
    pairs: tuple[PairAgreement, ...]

    def pair(self, one: str, other: str) -> PairAgreement | None:
        """The two annotators of these ids, in whichever order."""
        wanted = {one, other}
        return next((pair for pair in self.pairs if {pair.first, pair.second} == wanted), None)


def label_agreement(job: Job, project: Project, question: Question = Question()) -> Figure:  # noqa: B008 - frozen
    """Alpha of labels alone, as in `measured`, in less time. Raises as that does."""
    terms = terms_of(project, question)
    return alpha_of(tally_of(collect(job, project, terms).labels), terms.level)


def measured(job: Job, project: Project, question: Question) -> ProjectAgreement:
    """Every figure. Raises Cancelled, and Refused where the question can't be asked."""
    terms = terms_of(project, question)
    found = collect(job, project, terms)
    labels, _ = reported(found.labels, Settings(terms.level))
    job.check()
    detection = detection_agreement(found.articles)
    job.check()
    unitizing = unitizing_agreement(found.articles)
    job.check()
    f1 = {}
    for likeness in LIKENESSES:
        f1[likeness] = span_f1(found.articles, likeness)
        job.check()
    sentences = tally_of(found.sentences)
    in_time = pairs_in_time(found.labels, finishing_times(project), terms.level)
    return ProjectAgreement(
        project_id=project.fact("id"),
        title=project.fact("title"),
        made_with=f"claimdesk {__version__}",
        terms=terms,
        participants=participants(project).intersection(terms.names),
        asked=found.asked,
        articles=len(found.articles),
        units=found.units,
        labels=labels,
        detection=detection,
        unitizing=unitizing,
        coverage=coverage(found.articles),
        f1=f1,
        sentences=alpha_of(sentences),
        sentences_percent=percent_of(sentences),
        pairs=tuple(_pairs(job, found, terms, labels, in_time)),
    )


def _pairs(
    job: Job,
    found: Collection,
    terms: Terms,
    labels: Report,
    in_time: Mapping[frozenset[str], PairInTime],
) -> Iterator[PairAgreement]:
    kappas = {frozenset((pair.first, pair.second)): pair.kappa for pair in labels.pairs}
    for one, other in combinations([id_ for id_, _ in terms.people], 2):
        both = [article.between(one, other) for article in found.articles if {one, other} <= article.finished]
        if both:
            job.check()
            yield PairAgreement(
                first=one,
                second=other,
                kappa=kappas.get(frozenset((one, other))),
                in_time=in_time.get(frozenset((one, other))),
                f1=span_f1(both, Likeness.RELAXED),
                table=found.tables.get((one, other), Table()),
            )
