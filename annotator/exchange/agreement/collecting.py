"""Goes through a project once, and keeps what the figures of agreement are computed from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from typing import Final, TypeAlias

from annotator.domain.agreement.alignment import Presence, ReviewUnit, align
from annotator.domain.agreement.marks import MarkedArticle
from annotator.domain.agreement.sentences import AnsweredSentence, answered_sentences, claim_votes
from annotator.domain.agreement.unit_votes import label_votes
from annotator.domain.agreement.votes import Votes
from annotator.domain.immutable import immutable
from annotator.domain.work import Job
from annotator.exchange.agreement.deciding import Decisions
from annotator.exchange.agreement.question import Terms
from annotator.store.before_review import before_review
from annotator.store.marked_articles import Readings
from annotator.store.project import Project

FEWEST_READERS: Final = 2
Table: TypeAlias = Counter[tuple[str | None, str | None]]
"""How often the first of two annotators has the one label and the second the other; None is no claim."""


@immutable(kw_only=True)
class Collection:
    """`articles` are those that two of the people, or as many as were asked for, finished, of `asked`.

    `labels` are the votes on units with the gold that was decided on, `sentences` those on whether a sentence
    holds a claim. `tables` has for each two annotators, by id, what they have beside each other in the units
    of articles that both finished. `units` counts the units.
    """

    asked: int
    articles: tuple[MarkedArticle, ...]
    units: int
    labels: Votes
    sentences: Votes
    tables: dict[tuple[str, str], Table]


def collect(
    job: Job,
    project: Project,
    terms: Terms,
    *,
    fewest_readers: int = FEWEST_READERS,
    is_before_review: bool = True,
) -> Collection:
    """Read what the terms speak of, an article at a time. Raises Cancelled, and Refused as `ordered` does.

    `is_before_review` takes marks as they were before a review looked at them, as `before_review` does.
    """
    readings, gold = Readings(project, terms.names), Decisions(project, terms)
    ids = _wanted(readings.ids(), terms)
    articles: list[MarkedArticle] = []
    units, sentences = list[ReviewUnit](), list[AnsweredSentence]()
    decided: dict[tuple[str, ...], str] = {}
    for number, reading in enumerate(readings.each(ids)):
        job.check()
        job.step(number, len(ids))
        article = reading.article
        if len(article.finished) < fewest_readers:
            continue
        if decisions := project.gold.of_article(article.article_id):
            article = before_review(project, article, decisions) if is_before_review else article
            decided |= _gold(gold, article)
        articles.append(article)
        units += align(article, threshold=terms.threshold)
        sentences += answered_sentences(article, reading.sentences, left_open=reading.left_open)
    job.step(len(ids), len(ids))
    used = {mark.label for unit in units for mark in unit.marks}
    return Collection(
        asked=len(ids),
        articles=tuple(articles),
        units=len(units),
        labels=label_votes(units, terms.ordered(used), gold=decided),
        sentences=claim_votes(sentences),
        tables=_tables(units, [id_ for id_, _ in terms.people]),
    )


def _wanted(ids: Sequence[str], terms: Terms) -> Sequence[str]:
    """Those articles that were asked for."""
    if terms.articles is None:
        return ids
    chosen = frozenset(terms.articles)
    return [id_ for id_ in ids if id_ in chosen]


def _tables(units: Sequence[ReviewUnit], people: Sequence[str]) -> dict[tuple[str, str], Table]:
    """The tables of every two annotators who finished an article both, each pair in the order of `people`."""
    order = {person: place for place, person in enumerate(people)}
    found: dict[tuple[str, str], Table] = {}
    for unit in units:
        present = [cell for cell in unit.cells if cell.presence is not Presence.MISSING]
        present.sort(key=lambda cell: order[cell.annotator_id])
        for one, other in combinations(present, 2):
            table = found.setdefault((one.annotator_id, other.annotator_id), Counter())
            if one.mark or other.mark:
                table[one.label, other.label] += 1
    return found


def _gold(gold: Decisions, article: MarkedArticle) -> dict[tuple[str, ...], str]:
    """The labels of gold in an article, by the keys of units of the marks that are compared."""
    compared, found = {mark.id for mark in article.marks}, dict[tuple[str, ...], str]()
    for case in gold.of_article(article.article_id).values():
        key = tuple(sorted(compared.intersection(mark.id for mark in case.marks)))
        label = gold.label(case) if key not in found else None
        if label is not None:
            found[key] = label
    return found
