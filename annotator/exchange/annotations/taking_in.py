"""Takes articles and claims of a file into a project, some of them at a time, each batch all or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import Final

from annotator.domain.collecting import collected_seldom
from annotator.domain.errors import Cancelled
from annotator.domain.identity import now
from annotator.domain.immutable import immutable
from annotator.domain.records import Claim, Decision, Origin, Unit
from annotator.domain.work import Job
from annotator.exchange.annotations.claim_ids import ClaimIds
from annotator.exchange.annotations.contents import Contents
from annotator.exchange.annotations.counted import counted
from annotator.exchange.annotations.new_claims import NewClaims
from annotator.exchange.annotations.parts import Content, FoundClaim, Texts
from annotator.exchange.annotations.placing import Why
from annotator.exchange.annotations.survey import GOLD, Failures, FileSurvey, Unplaced
from annotator.exchange.annotations.translation import LEFT_OUT, Translation, remember_labels
from annotator.exchange.dossier import NO_CLAIM
from annotator.exchange.intake import entry_of
from annotator.exchange.losses import Loss, Losses
from annotator.store.arrivals import Alike, Arrival, Place, known_claims, take_in
from annotator.store.articles import NewArticle
from annotator.store.backups import back_up
from annotator.store.project import Project

BACKUP: Final = "before-import"

_MOST_CLAIMS: Final = 3_500
_MOST_ARTICLES: Final = 50
"""In one write. As long as it takes, a decision beside it waits: some 100 ms, and the disk."""


@immutable
class TakenIn:
    """What became of what a file holds: added, there already, left out by choice, or without a place.

    `claims_differing` are those of `claims_there` that say something else here, which is not changed.
    `no_claims` are sentences that were said to hold no claim, `no_claims_there` those of which something was
    said already. `left_out` counts claims by the file's label. A rehearsal says what would be.
    """

    articles: int = 0
    claims: int = 0
    no_claims: int = 0
    claims_there: int = 0
    claims_differing: int = 0
    no_claims_there: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)
    unplaced: tuple[Unplaced, ...] = ()
    losses: tuple[Loss, ...] = ()
    is_cancelled: bool = False


def bring_in(
    job: Job,
    project: Project,
    found: FileSurvey,
    translation: Translation,
    *,
    annotator_id: str = "",
    is_rehearsal: bool = False,
) -> TakenIn:
    """Read a surveyed file again and write what it holds; claims that are there already stay as they are.

    `annotator_id` is who brings them in, for the journal. A backup is made before. A rehearsal writes
    nothing. Stopping keeps what was read until then. Raises Refused where `translation` leaves something
    open, and Unavailable where the file was changed or the project can't be written to; the batches that
    were written before stay.
    """
    translation.check(project, found.labels, found.people)
    intake = _Intake(project, found, translation, annotator_id=annotator_id, is_rehearsal=is_rehearsal)
    measure = translation.measure or found.measure
    texts = Texts.EACH if is_rehearsal else Texts.ONCE
    is_cancelled = False
    try:
        contents = Contents(found.file, project, job, measure=measure, texts=texts)
        with collected_seldom(), closing(contents):
            intake.losses = contents.losses
            found.check_unchanged(contents.opened)
            if not is_rehearsal:
                back_up(project.database, why=BACKUP)
                remember_labels(project, translation.labels, format_name=found.format_name)
            for number, content in enumerate(contents):
                job.step(min(number, found.articles), found.articles, content.name)
                intake.add(content)
    except Cancelled:
        is_cancelled = True
    intake.write()
    return intake.report(is_cancelled=is_cancelled)


@dataclass(slots=True)
class _Article:
    """One article of a batch with what was said of it; `new` where the project lacks it."""

    id: str
    text: str
    units: Mapping[int, Unit]
    joined: Sequence[Unit]
    new: NewArticle | None
    said: NewClaims
    decisions: dict[str, list[Decision]] = field(default_factory=dict)


class _Intake:
    """Collects articles and claims, and writes them in batches."""

    def __init__(
        self,
        project: Project,
        found: FileSurvey,
        translation: Translation,
        *,
        annotator_id: str,
        is_rehearsal: bool,
    ) -> None:
        self.losses = Losses()
        self._project = project
        self._translation = translation
        self._annotator_id = annotator_id
        self._is_rehearsal = is_rehearsal
        self._articles: dict[str, _Article] = {}
        self._last: _Article | None = None
        self._waiting = 0
        self._added: set[str] = set()
        self._ids = ClaimIds(format_name=found.format_name)
        self._counts: Counter[str] = Counter()
        self._left_out: Counter[str] = Counter()
        self._failures = Failures()

    def add(self, content: Content) -> None:
        """Take an article with its claims, and write where enough of them wait."""
        article = self._articles.get(content.sha256)
        if article is None:
            article = self._articles[content.sha256] = self._article(content)
        self._last = article
        if not content.is_more:
            self._ids.start(content.sha256)
        for claim in content.claims:
            if claim.origin is Origin.ADJUDICATED:
                self.losses.add(GOLD, claim.id)
            elif isinstance(claim.found, Why):
                self._failures.add(claim.found, content.name, claim)
            else:
                self._take(claim, article)
        if self._waiting >= _MOST_CLAIMS or len(self._articles) >= _MOST_ARTICLES:
            self.write()

    def write(self) -> None:
        """Write what waits, apart from what the project has already."""
        found = self._articles.values()
        there = known_claims(
            self._project, [claim for article in found for claim in self._maybe_known(article)]
        )
        self._counts["differing"] += sum(not is_same for is_same in there.values())
        articles = [article.new for article in found if article.new is not None]
        arrivals = [arrival for article in found for arrival in self._arrivals(article, there)]
        if not self._is_rehearsal and (articles or arrivals):
            take_in(self._project, articles, arrivals, annotator_id=self._annotator_id)
        # In a rehearsal an article that comes again later is new once more.
        self._counts["articles"] += sum(article.sha256 not in self._added for article, _, _ in articles)
        if self._is_rehearsal:
            self._added.update(article.sha256 for article, _, _ in articles)
        self._counts["claims"] += sum(arrival.claim_count for arrival in arrivals)
        self._counts["no_claims"] += sum(len(arrival.decisions) for arrival in arrivals)
        self._articles.clear()
        self._waiting = 0

    def report(self, *, is_cancelled: bool) -> TakenIn:
        counts = self._counts
        return TakenIn(
            articles=counts["articles"],
            claims=counts["claims"],
            no_claims=counts["no_claims"],
            claims_there=counts["placed"] - counts["claims"],
            claims_differing=counts["differing"],
            no_claims_there=counts["sentences"] - counts["no_claims"],
            left_out=self._left_out,
            unplaced=self._failures.found,
            losses=self.losses.found,
            is_cancelled=is_cancelled,
        )

    def _article(self, content: Content) -> _Article:
        """The article with this text: the project's, or a new one."""
        known = self._project.articles.known([content.sha256])
        if article_id := known.get(content.sha256):
            units = self._project.articles.units(article_id, with_joined=True)
            text = content.draft.text if content.draft else self._project.articles.text(article_id)
            joined = [unit for unit in units if unit.retired]
            said = NewClaims(article_id, text, at=now())
            return _Article(article_id, text, {unit.start: unit for unit in units}, joined, None, said)
        if (last := self._last) is not None and content.is_more:
            # Nothing is written in a rehearsal.
            return replace(last, said=NewClaims(last.id, last.text, at=now()), decisions={})
        if content.draft is None:
            raise KeyError(content.sha256)
        article, text, made = entry_of(content.draft)
        article = replace(article, metadata={**article.metadata, **content.metadata})
        said = NewClaims(article.id, text, at=now())
        return _Article(
            article.id, text, {unit.start: unit for unit in made}, (), (article, text, made), said
        )

    def _take(self, claim: FoundClaim, article: _Article) -> None:
        """Keep the row of a claim for the next write."""
        annotator_id = self._translation.people[claim.annotator]
        for key in claim.extra:
            self.losses.add(f"what it says of claims as “{key}”", claim.id)
        if claim.label == NO_CLAIM:
            self._take_sentence(claim, article)
            return
        label = self._translation.labels[claim.label]
        if label == LEFT_OUT:
            self._left_out[claim.label] += 1
            return
        self._waiting += 1
        self._counts["placed"] += 1
        article.said.add(claim, self._ids.of(claim, annotator_id), label, annotator_id)

    def _take_sentence(self, claim: FoundClaim, article: _Article) -> None:
        annotator_id = self._translation.people[claim.annotator]
        (start, end), *others = claim.spans
        unit = article.units.get(start)
        if unit is None or unit.retired or others or unit.end != end:
            self.losses.add("“no claim” of what is no sentence here", claim.id)
            return
        self._waiting += 1
        self._counts["sentences"] += 1
        said = article.said.decision(claim, unit, annotator_id)
        parts = [part for part in article.joined if unit.span.contains(part.span)]
        article.decisions.setdefault(annotator_id, []).extend(
            [said, *(replace(said, unit_start=part.start, note="", flag=False) for part in parts)]
        )

    def _maybe_known(self, article: _Article) -> Iterator[Claim]:
        """The claims that the project may have: of a new article only those that came with an id of ours.

        The id of every other one is made of its text, among other things, so it came with the article.
        """
        for alike in article.said.claims:
            places = [place for place in alike.places if article.new is None or place[0] in self._ids.ours]
            yield from Alike(alike.model, places).claims()

    def _arrivals(self, article: _Article, there: Collection[str]) -> list[Arrival]:
        """What is new of each annotator's, with the counts of her queue."""
        claims: dict[str, list[Alike]] = {}
        seen = set(there)
        for alike in article.said.claims:
            if places := _unseen(alike.places, seen):
                claims.setdefault(alike.model.annotator_id, []).append(Alike(alike.model, places))
        arrivals = []
        for annotator_id in dict.fromkeys((*claims, *article.decisions)):
            decisions = tuple(article.decisions.get(annotator_id, ()))
            arrival = Arrival(article.id, annotator_id, claims.get(annotator_id, ()), decisions)
            if complete := counted(self._project, arrival, tuple(article.units.values()), article.new):
                arrivals.append(complete)
        return arrivals


def _unseen(places: Iterable[Place], seen: set[str]) -> list[Place]:
    """Those whose ids are not among `seen`, where they are from now on."""
    found = []
    for place in places:
        if place[0] not in seen:
            seen.add(place[0])
            found.append(place)
    return found
