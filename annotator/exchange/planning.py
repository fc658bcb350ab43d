"""Which articles and whose work go into a file, what is left out, and why."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from annotator.domain.errors import Refused
from annotator.domain.records import Annotator
from annotator.exchange.choices import ExportChoices
from annotator.exchange.formats import writer_named
from annotator.exchange.formats.shape import Writer
from annotator.store.counts import Outline, Work, outlines, works
from annotator.store.project import Project


class Thing(StrEnum):
    ARTICLE = "article"
    CLAIM = "claim"
    NO_CLAIM = "no_claim"
    UNDECIDED = "undecided"


class Reason(StrEnum):
    EXCLUDED = "the article is excluded"
    NOT_FINISHED = "the article is not finished"
    NOT_CHOSEN = "the annotator was not chosen"
    NOT_WANTED = "sentences without a claim were not chosen"
    UNDECIDED = "nothing is decided yet"


@dataclass(frozen=True, slots=True)
class LeftOut:
    thing: Thing
    reason: Reason
    count: int


@dataclass(frozen=True, slots=True)
class Survey:
    """What a project holds, as far as planning needs it; taken once for any number of plans."""

    articles: Sequence[Outline]
    works: Sequence[Work]
    people: Sequence[Annotator]


@dataclass(frozen=True, slots=True)
class Plan:
    """`articles` are ids in the file's order, each with the ids of the annotators whose work is taken.

    `choices` are those that were made, as far as the format has a place for them.

    `records` is how many the file will have, `counts` how many of them each article has. Articles, claims
    and sentences without a claim that are taken and those in `left_out` are together all that the project
    has, apart from what was deleted.
    """

    choices: ExportChoices
    articles: tuple[tuple[str, tuple[str, ...]], ...]
    counts: tuple[int, ...]
    names: Mapping[str, str]
    claims: int
    no_claims: int
    records: int
    left_out: tuple[LeftOut, ...]

    def after(self, first: int) -> tuple[Plan, int]:
        """The plan without the articles whose records all come before number `first`, and how many those are.

        Records are numbered from 0 as they are planned, damaged ones included.
        """
        skipped = 0
        for number, count in enumerate(self.counts):
            if skipped + count > first:
                return replace(self, articles=self.articles[number:], counts=self.counts[number:]), skipped
            skipped += count
        return replace(self, articles=(), counts=()), skipped


def survey(project: Project) -> Survey:
    return Survey(outlines(project), works(project), project.people.all())


def plan(found: Survey, choices: ExportChoices) -> Plan:
    """What a file with these choices will hold. Raises Refused for an unknown format or annotator."""
    writer = writer_named(choices.format)
    choices = _fitted(choices, writer)
    chosen = _chosen(found.people, choices)
    finished = {work.article_id for work in found.works if work.is_finished}
    excluded = {article.id for article in found.articles if article.is_excluded}
    left: Counter[tuple[Thing, Reason]] = Counter()
    taken: defaultdict[str, list[Work]] = defaultdict(list)
    for work in found.works:
        reason = _reason(work, choices, chosen, excluded)
        if reason is None:
            taken[work.article_id].append(work)
            left[Thing.NO_CLAIM, Reason.NOT_WANTED] += 0 if choices.no_claims else work.no_claims
            left[Thing.UNDECIDED, Reason.UNDECIDED] += work.undecided
        else:
            left[Thing.CLAIM, reason] += work.claims
            left[Thing.NO_CLAIM, reason] += work.no_claims
    articles, counts = [], []
    for article in found.articles:
        if article.is_excluded:
            left[Thing.ARTICLE, Reason.EXCLUDED] += 1
        elif choices.finished_only and article.id not in taken:
            others = article.id in finished
            left[Thing.ARTICLE, Reason.NOT_CHOSEN if others else Reason.NOT_FINISHED] += 1
        else:
            done = taken[article.id]
            articles.append((article.id, tuple(work.annotator_id for work in done)))
            counts.append(1 if writer.by_article else sum(_counted(done, choices)))
    claims, no_claims = _counted(itertools.chain.from_iterable(taken.values()), choices)
    return Plan(
        choices,
        tuple(articles),
        tuple(counts),
        _names(found.people, choices),
        claims,
        no_claims,
        sum(counts),
        tuple(LeftOut(thing, reason, count) for (thing, reason), count in sorted(left.items()) if count),
    )


def _counted(done: Iterable[Work], choices: ExportChoices) -> tuple[int, int]:
    """How many claims, and how many sentences without one where these are wanted."""
    works = list(done)
    no_claims = sum(work.no_claims for work in works) if choices.no_claims else 0
    return sum(work.claims for work in works), no_claims


def _fitted(choices: ExportChoices, writer: Writer) -> ExportChoices:
    """The choices without what the format has no place for."""
    return replace(
        choices,
        no_claims=choices.no_claims and "no_claims" in writer.takes,
        offset_unit=choices.offset_unit if "offset_unit" in writer.takes else writer.unit,
    )


def _chosen(people: Sequence[Annotator], choices: ExportChoices) -> frozenset[str]:
    known = frozenset(person.id for person in people)
    if choices.annotators is None:
        return known
    if unknown := set(choices.annotators) - known:
        raise Refused(
            f"This project has no annotator {min(unknown)}. Nothing was written. Choose among those it has."
        )
    return frozenset(choices.annotators)


def _reason(work: Work, choices: ExportChoices, chosen: frozenset[str], excluded: set[str]) -> Reason | None:
    """Why a piece of work is left out; None where it is taken."""
    if work.article_id in excluded:
        return Reason.EXCLUDED
    if work.annotator_id not in chosen:
        return Reason.NOT_CHOSEN
    return Reason.NOT_FINISHED if choices.finished_only and not work.is_finished else None


def _names(people: Sequence[Annotator], choices: ExportChoices) -> dict[str, str]:
    """Annotator's id to what stands in the file, in the order of joining; no two are the same."""
    if choices.names:
        return {person.id: person.name for person in people}
    result: dict[str, str] = {}
    seen: Counter[str] = Counter()
    for person in people:
        seen[person.letter] += 1
        count = seen[person.letter]
        result[person.id] = person.letter if count == 1 else f"{person.letter}{count}"
    return result
