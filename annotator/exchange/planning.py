"""Which articles and whose work go into a file, what is left out, and why."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field, replace
from enum import StrEnum

from annotator.domain.errors import Refused
from annotator.domain.immutable import immutable
from annotator.domain.records import Annotator, Role
from annotator.exchange.agreement.unit_rows import UnitMaterial
from annotator.exchange.author_names import names_in_file
from annotator.exchange.choices import Annotations, ExportChoices
from annotator.exchange.formats import writer_named
from annotator.exchange.formats.shape import Writer
from annotator.exchange.holdings import GOLD_ASIDE, UNITS, Survey
from annotator.exchange.voting import Ballot, Electorate, Verdict, ballots
from annotator.store.counts import Work


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
    NOT_PICKED = "the article was not chosen"
    NO_VOTE = "models and adjudicators do not vote"
    NOT_GOLD = Verdict.NOT_GOLD.value
    TIED = Verdict.TIED.value
    MINORITY = Verdict.MINORITY.value
    SETTLED = Verdict.SETTLED.value
    KEPT = Verdict.KEPT.value


@immutable
class LeftOut:
    thing: Thing
    reason: Reason
    count: int


@immutable
class Plan:
    """`articles` are ids in the file's order, each with the ids of the annotators whose work is read.

    `choices` are those that were made, as far as the format has a place for them.

    An article that nobody began is among them only where articles are the records. `records` is how many the
    file will have, `counts` how many of them each article has. Articles, claims and sentences without a claim
    that are taken and those in `left_out` are together all that the project has, apart from what was deleted.
    Where votes are counted, `claims` and `no_claims` are what comes of them and `electorates` says, by
    article, who votes. `units` is there where review units are the records. Who is `mute` does not vote.
    """

    choices: ExportChoices
    articles: tuple[tuple[str, tuple[str, ...]], ...]
    counts: tuple[int, ...]
    names: Mapping[str, str]
    claims: int
    no_claims: int
    records: int
    left_out: tuple[LeftOut, ...]
    electorates: Mapping[str, Electorate] = field(default_factory=dict)
    units: UnitMaterial | None = None
    mute: frozenset[str] = frozenset()

    @property
    def is_voted(self) -> bool:
        return self.choices.annotations is not Annotations.ALL

    def only(self, ids: Collection[str]) -> Plan:
        """The plan with these of its articles; what is left out stays that of the whole."""
        kept = [number for number, (article_id, _) in enumerate(self.articles) if article_id in ids]
        counts = tuple(self.counts[number] for number in kept)
        articles = tuple(self.articles[number] for number in kept)
        return replace(self, articles=articles, counts=counts, records=sum(counts))

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


def plan(found: Survey, choices: ExportChoices) -> Plan:
    """What a file with these choices will hold. Raises Refused where they do not fit together."""
    writer = writer_named(choices.format)
    choices = _fitted(choices, writer)
    units = found.units if UNITS in writer.takes else None
    selection = _Selection(found, choices)
    if choices.annotations is Annotations.ALL:
        tallies = {id_: _counted(done, choices) for id_, done in selection.taken.items()}
        electorates: dict[str, Electorate] = {}
    else:
        electorates = selection.electorates()
        tallies = selection.count_votes(electorates)
    articles, counts = [], []
    for article_id in selection.articles(tallies):
        articles.append((article_id, selection.people(article_id)))
        if units:
            counts.append(units.counts.get(article_id, 0))
        else:
            counts.append(1 if writer.by_article else sum(tallies.get(article_id, (0, 0))))
    return Plan(
        choices,
        tuple(articles),
        tuple(counts),
        names_in_file(found.people, is_named=choices.names, gold_id=found.gold_id),
        sum(claims for claims, _ in tallies.values()),
        sum(no_claims for _, no_claims in tallies.values()),
        sum(counts),
        selection.left_out,
        electorates=electorates,
        units=units,
        mute=_of_role(found.people, Role.MODEL) | _of_role(found.people, Role.ADJUDICATOR),
    )


class _Selection:
    """Goes through the work that there is, and counts what it leaves out."""

    def __init__(self, found: Survey, choices: ExportChoices) -> None:
        self._found = found
        self._choices = choices
        self._chosen = _chosen(found.people, choices)
        self._adjudicators = _of_role(found.people, Role.ADJUDICATOR)
        self._models = _of_role(found.people, Role.MODEL)
        writer = writer_named(choices.format)
        takes_units = UNITS in writer.takes
        self._by_article = writer.by_article
        self._mute = (self._models | self._adjudicators) - {found.gold_id} if takes_units else frozenset()
        self._excluded = {article.id for article in found.articles if article.is_excluded}
        self._picked = None if choices.articles is None else frozenset(choices.articles)
        self._left: Counter[tuple[Thing, Reason]] = Counter()
        self._voting: defaultdict[str, list[Work]] = defaultdict(list)
        self.taken: defaultdict[str, list[Work]] = defaultdict(list)
        gold = self._gold_pairs()
        for work in found.works:
            self._take(work, is_gold=(work.article_id, work.annotator_id) in gold)

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        entries = sorted(self._left.items())
        return tuple(LeftOut(thing, reason, count) for (thing, reason), count in entries if count)

    def people(self, article_id: str) -> tuple[str, ...]:
        return tuple(work.annotator_id for work in self.taken[article_id])

    def articles(self, tallies: Mapping[str, tuple[int, int]]) -> Iterable[str]:
        """The articles of the file in their order; the others are counted as left out."""
        finished = {work.article_id for work in self._found.works if work.is_finished}
        is_gold = self._choices.annotations is Annotations.GOLD
        for article in self._found.articles:
            if reason := self._why_not(article.id):
                self._left[Thing.ARTICLE, reason] += 1
            elif is_gold and not sum(tallies.get(article.id, (0, 0))):
                self._left[Thing.ARTICLE, Reason.NOT_GOLD] += 1
            elif self._choices.finished_only and article.id not in self.taken:
                others = article.id in finished
                self._left[Thing.ARTICLE, Reason.NOT_CHOSEN if others else Reason.NOT_FINISHED] += 1
            else:
                is_begun = article.id in self.taken
                self._left[Thing.UNDECIDED, Reason.UNDECIDED] += 0 if is_begun else article.asked
                if is_begun or self._by_article:
                    yield article.id
                else:
                    self._left[Thing.ARTICLE, Reason.UNDECIDED] += 1

    def electorates(self) -> dict[str, Electorate]:
        found = {}
        for article_id in self.taken:
            done = [
                work
                for work in self._voting[article_id]
                if work.annotator_id not in self._adjudicators | self._models
            ]
            voters = frozenset(work.annotator_id for work in done)
            finished = frozenset(work.annotator_id for work in done if work.is_finished)
            decisions = tuple(self._found.decisions.get(article_id, ()))
            found[article_id] = Electorate(voters, finished, self._adjudicators, decisions)
        return found

    def count_votes(self, electorates: Mapping[str, Electorate]) -> dict[str, tuple[int, int]]:
        """How many claims, and sentences without one, the votes give each article."""
        found = {}
        for article_id, electorate in electorates.items():
            marks = (self._found.marks or {}).get(article_id, ())
            voted = [
                ballot
                for ballot in ballots(marks, electorate, self._choices.annotations)
                if self._choices.no_claims or not ballot.is_empty
            ]
            for ballot in voted:
                self._count_lost(ballot)
            claims = sum(ballot.is_taken and not ballot.is_empty for ballot in voted)
            found[article_id] = claims, sum(ballot.is_taken and ballot.is_empty for ballot in voted)
        return found

    def _gold_pairs(self) -> set[tuple[str, str]]:
        """Articles with those who adjudicated in them, where these count whoever was chosen."""
        if self._choices.annotations not in {Annotations.GOLD, Annotations.MAJORITY}:
            if not writer_named(self._choices.format).takes & {UNITS, GOLD_ASIDE}:
                return set()
            works, gold_id = self._found.works, self._found.gold_id
            return {(work.article_id, gold_id) for work in works if work.annotator_id in self._chosen}
        return {
            (article_id, mark.annotator_id)
            for article_id, marks in (self._found.marks or {}).items()
            for mark in marks
            if mark.is_adjudicated or mark.annotator_id in self._adjudicators
        }

    def _take(self, work: Work, *, is_gold: bool) -> None:
        reason = self._reason(work)
        if reason is None:
            self._voting[work.article_id].append(work)
            self._left[Thing.NO_CLAIM, Reason.NOT_WANTED] += 0 if self._choices.no_claims else work.no_claims
            self._left[Thing.UNDECIDED, Reason.UNDECIDED] += work.undecided
        if reason is None or (is_gold and self._why_not(work.article_id) is None):
            self.taken[work.article_id].append(work)
        else:
            self._left[Thing.CLAIM, reason] += work.claims
            self._left[Thing.NO_CLAIM, reason] += work.no_claims

    def _reason(self, work: Work) -> Reason | None:
        """Why a piece of work is left out; None where it is taken."""
        if reason := self._why_not(work.article_id):
            return reason
        if work.annotator_id not in self._chosen:
            return Reason.NOT_CHOSEN
        if work.annotator_id in self._mute:
            return Reason.NO_VOTE
        is_finished = work.is_finished or work.annotator_id == self._found.gold_id
        return Reason.NOT_FINISHED if self._choices.finished_only and not is_finished else None

    def _why_not(self, article_id: str) -> Reason | None:
        """Why an article is left out, whatever was done in it."""
        if article_id in self._excluded:
            return Reason.EXCLUDED
        return Reason.NOT_PICKED if self._picked is not None and article_id not in self._picked else None

    def _count_lost(self, ballot: Ballot) -> None:
        if not ballot.is_taken:
            thing = Thing.NO_CLAIM if ballot.is_empty else Thing.CLAIM
            self._left[thing, Reason(ballot.verdict.value)] += 1


def _counted(done: Iterable[Work], choices: ExportChoices) -> tuple[int, int]:
    """How many claims, and how many sentences without one where these are wanted."""
    works = list(done)
    no_claims = sum(work.no_claims for work in works) if choices.no_claims else 0
    return sum(work.claims for work in works), no_claims


def _fitted(choices: ExportChoices, writer: Writer) -> ExportChoices:
    """The choices without what the format has no place for. Refused where that is what was asked for."""
    if GOLD_ASIDE in writer.takes and choices.annotations is not Annotations.ALL:
        raise Refused(
            "This format holds every annotator’s vote, and the one label of all would stand there as such a "
            "vote. No file was written. Export everybody’s claims, or choose another format."
        )
    if UNITS in writer.takes:
        # Who has not finished is missing in a unit, and everybody who has stands in it.
        choices = replace(choices, finished_only=True, annotations=Annotations.ALL)
    return replace(
        choices,
        no_claims=choices.no_claims and "no_claims" in writer.takes,
        offset_unit=("offset_unit" in writer.takes and choices.offset_unit) or writer.unit,
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


def _of_role(people: Iterable[Annotator], role: Role) -> frozenset[str]:
    return frozenset(person.id for person in people if person.role is role)
