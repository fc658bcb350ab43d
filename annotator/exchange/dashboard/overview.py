"""Everything that a dashboard shows, read in one pass through a project, an article at a time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from itertools import combinations

from annotator.domain.agreement.alignment import Presence, ReviewUnit, align
from annotator.domain.agreement.alpha import alpha_of
from annotator.domain.agreement.figure import Figure
from annotator.domain.agreement.marks import MarkedArticle
from annotator.domain.agreement.tally import tally_of
from annotator.domain.agreement.unit_votes import label_votes
from annotator.domain.immutable import immutable
from annotator.domain.records import Annotator, Role, Standing
from annotator.domain.review.case_state import CaseState
from annotator.domain.review.cases import Case, cases
from annotator.domain.work import Job
from annotator.exchange.agreement.question import Terms
from annotator.exchange.agreement.weekly import week_name
from annotator.exchange.dashboard.pace import Pace, pace_of
from annotator.store.before_review import before_review
from annotator.store.counts import verdicts
from annotator.store.marked_articles import Readings
from annotator.store.project import Project
from annotator.store.working_times import decision_times, finishing_times

NO_CLAIM = ""
_READERS = 2
_DECIDE = frozenset({Role.LEAD, Role.ADJUDICATOR})


@immutable(kw_only=True)
class Progress:
    """How far one annotator is: articles in her queue, and claims and sentences that she flagged."""

    annotator_id: str
    articles: int
    finished: int
    begun: int
    flags: int


@immutable(kw_only=True)
class Week:
    """The labels' alpha on articles of which the second annotator was done in this ISO week, as in 2026-W47.

    `guidelines` are the versions of the guidelines that were written in it.
    """

    name: str
    alpha: Figure
    guidelines: tuple[int, ...] = ()


@immutable(kw_only=True)
class Confusion:
    """How often two annotators, by id, have these two labels beside each other; "" is no claim."""

    annotators: tuple[str, str]
    labels: tuple[str, str]
    count: int


@immutable(kw_only=True)
class Overview:
    """`labels` counts claims by label and, under NO_CLAIM, sentences that were said to hold none.

    `to_review` counts what the review lists as not decided, `all_differ` those in which every annotator
    says something else. Times are those of `since` and after; the rest is of the whole project.
    """

    progress: tuple[Progress, ...]
    labels: dict[str, int]
    paces: tuple[Pace, ...]
    weeks: tuple[Week, ...]
    confusions: tuple[Confusion, ...]
    to_review: int
    all_differ: int


def overview(
    job: Job, project: Project, terms: Terms, people: Sequence[Annotator], *, since: str = ""
) -> Overview:
    """What there is to show of the work of `people`. Raises Cancelled.

    Whoever works blind reads her own rows alone, and so gets no figures about others.
    """
    ids = [person.id for person in people]
    times = decision_times(project, ids, since=since)
    compared = _compared(job, project, terms, ids)
    return Overview(
        progress=tuple(_progress(project, person) for person in people),
        labels=_labels(project, terms, ids, since),
        paces=tuple(pace_of(id_, times.get(id_, ())) for id_ in ids),
        weeks=tuple(_weeks(project, compared, terms)),
        confusions=tuple(_confusions(compared)),
        to_review=sum(_waits(case) for found in compared for case in found.cases),
        all_differ=sum(_all_differ(case) for found in compared for case in found.cases),
    )


@immutable
class _Compared:
    """An article that several finished, with when the second of them was done.

    `units` are of what they had marked before review, `cases` of what is there now.
    """

    article: MarkedArticle
    units: tuple[ReviewUnit, ...]
    cases: tuple[Case, ...]
    at: datetime


def _compared(job: Job, project: Project, terms: Terms, people: Collection[str]) -> list[_Compared]:
    finished = finishing_times(project)
    readings = Readings(project, people)
    ids = readings.ids()
    result = []
    for number, article_id in enumerate(ids):
        job.check()
        job.step(number, len(ids))
        times = sorted(at for person, at in finished.get(article_id, ()) if person in people)
        if len(times) < _READERS:
            continue
        article = readings.article(article_id)
        decisions = project.gold.of_article(article_id)
        found = cases(article, decisions, threshold=terms.threshold, distance=terms.distance)
        own = before_review(project, article, decisions) if decisions else article
        units = align(own, threshold=terms.threshold)
        result.append(_Compared(article, units, tuple(found), times[_READERS - 1]))
    job.step(len(ids), len(ids))
    return result


def _progress(project: Project, person: Annotator) -> Progress:
    rows = [row for row in project.articles.queue(person.id) if row.standing is not Standing.EXCLUDED]
    standings = Counter(row.standing for row in rows)
    has_work = standings[Standing.FINISHED] or standings[Standing.STARTED]
    # Who decides need not label: articles that nobody allotted to her are not missing.
    is_asked = person.role not in _DECIDE or has_work or project.people.has_allotted(person.id)
    return Progress(
        annotator_id=person.id,
        articles=len(rows) if is_asked else 0,
        finished=standings[Standing.FINISHED],
        begun=standings[Standing.STARTED],
        flags=sum(row.flags for row in rows),
    )


def _labels(project: Project, terms: Terms, people: Collection[str], since: str) -> dict[str, int]:
    given = verdicts(project, since=since)
    return {label: sum(given[id_, label] for id_ in people) for label in (*terms.labels, NO_CLAIM)}


def _weeks(project: Project, compared: Sequence[_Compared], terms: Terms) -> Iterator[Week]:
    by_week: defaultdict[str, list[ReviewUnit]] = defaultdict(list)
    for found in compared:
        by_week[week_name(found.at)] += found.units
    rules: defaultdict[str, list[int]] = defaultdict(list)
    for guideline in project.gold.guidelines():
        rules[week_name(datetime.fromisoformat(guideline.at))].append(guideline.number)
    for week in sorted(by_week):
        units = by_week[week]
        used = terms.ordered(mark.label for unit in units for mark in unit.marks)
        alpha = alpha_of(tally_of(label_votes(units, used)))
        yield Week(name=week, alpha=alpha, guidelines=tuple(sorted(rules[week])))


def _confusions(compared: Sequence[_Compared]) -> list[Confusion]:
    """Who has which label where somebody else has another, the most frequent first."""
    counts: Counter[tuple[tuple[str, str], tuple[str, str]]] = Counter()
    for unit in (unit for found in compared for unit in found.units):
        present = [cell for cell in unit.cells if cell.presence is not Presence.MISSING]
        for one, other in combinations(present, 2):
            if one.label != other.label:
                labels = (one.label or NO_CLAIM, other.label or NO_CLAIM)
                counts[(one.annotator_id, other.annotator_id), labels] += 1
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [Confusion(annotators=pair, labels=labels, count=count) for (pair, labels), count in ordered]


def _waits(case: Case) -> bool:
    """Whether the review lists it as not decided, be it asked back or parked."""
    is_compared = len(case.finished) >= _READERS or case.adjudication is not None
    return is_compared and case.is_disputed and case.state is not CaseState.RESOLVED


def _all_differ(case: Case) -> bool:
    said = [" ".join(lane.labels) for lane in case.finished]
    return len(said) > _READERS and len(set(said)) == len(said) and case.state is not CaseState.RESOLVED
