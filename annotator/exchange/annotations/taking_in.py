"""Takes articles and claims of a file into a project, some of them at a time, each batch all or nothing."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from annotator.domain.errors import Cancelled
from annotator.domain.identity import now
from annotator.domain.records import Claim, Decision, Unit
from annotator.domain.work import Job
from annotator.exchange.annotations.contents import Content
from annotator.exchange.annotations.counted import counted
from annotator.exchange.annotations.foreign import ForeignClaim, Measure
from annotator.exchange.annotations.new_articles import article_from
from annotator.exchange.annotations.new_claims import NewClaims
from annotator.exchange.annotations.placing import Placed
from annotator.exchange.annotations.survey import Failures, FileSurvey, Unplaced
from annotator.exchange.annotations.translation import LEFT_OUT, Translation, remember_labels
from annotator.exchange.dossier import NO_CLAIM
from annotator.exchange.losses import Loss, Losses
from annotator.store.arrivals import Arrival, known_claims, take_in
from annotator.store.articles import NewArticle
from annotator.store.backups import back_up
from annotator.store.project import Project

BACKUP: Final = "before-import"

_MOST_CLAIMS: Final = 2_500
_MOST_ARTICLES: Final = 50
"""In one write. As long as it takes, a decision beside it waits: some 100 ms, and the disk."""
_CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of what a file holds: added, there already, left out by choice, or without a place.

    `no_claims` are sentences that were said to hold no claim, `no_claims_there` those of which something was
    said already. `left_out` counts claims by the file's label. A rehearsal says what would be.
    """

    articles: int = 0
    claims: int = 0
    no_claims: int = 0
    claims_there: int = 0
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
    found.check_unchanged()
    if not is_rehearsal:
        back_up(project.database, why=BACKUP)
        remember_labels(project, translation.labels, format_name=found.format_name)
    intake = _Intake(project, found, translation, annotator_id=annotator_id, is_rehearsal=is_rehearsal)
    is_cancelled = False
    measure = translation.measure or found.measure
    try:
        for number, content in enumerate(found.contents.each(project, job, intake.losses, measure)):
            job.step(min(number, found.articles), found.articles, content.article.name)
            intake.add(content, measure)
    except Cancelled:
        is_cancelled = True
    intake.write()
    found.check_unchanged()
    return intake.report(is_cancelled=is_cancelled)


@dataclass(slots=True)
class _Text:
    """One text of a batch with what was said of it, by annotator; `new` where the project lacks it."""

    article_id: str
    units: Mapping[int, Unit]
    new: NewArticle | None
    claims: dict[str, list[Claim]] = field(default_factory=dict)
    decisions: dict[str, list[Decision]] = field(default_factory=dict)


class _Intake:
    """Collects texts and claims, and writes them in batches."""

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
        self._found = found
        self._translation = translation
        self._annotator_id = annotator_id
        self._is_rehearsal = is_rehearsal
        self._source_sha256 = _sha256(found)
        self._texts: dict[str, _Text] = {}
        self._waiting = 0
        self._added: set[str] = set()
        self._ours: dict[str, int] = {}
        self._counts: Counter[str] = Counter()
        self._left_out: Counter[str] = Counter()
        self._failures = Failures()

    def add(self, content: Content, measure: Measure | None) -> None:
        """Take an article with its claims, and write where enough of them wait."""
        article, place = content.article, content.place
        text = self._texts.get(place.sha256)
        if text is None:
            text = self._texts[place.sha256] = self._text(content, measure)
        name = self._found.format_name
        rows = NewClaims(
            text.article_id, place.ground.text, place.sha256, self._ours, format_name=name, at=now()
        )
        for claim, placed in zip(article.claims, content.found, strict=True):
            if isinstance(placed, Placed):
                self._take(claim, placed, text, rows)
            else:
                self._failures.add(placed, article, claim)
        if self._waiting >= _MOST_CLAIMS or len(self._texts) >= _MOST_ARTICLES:
            self.write()

    def write(self) -> None:
        """Write what waits, apart from what the project has already."""
        texts = self._texts.values()
        ids = [claim.id for text in texts for claims in text.claims.values() for claim in claims]
        there = known_claims(self._project, ids)
        articles = [text.new for text in texts if text.new is not None]
        arrivals = [arrival for text in texts for arrival in self._arrivals(text, there)]
        if not self._is_rehearsal and (articles or arrivals):
            take_in(self._project, articles, arrivals, annotator_id=self._annotator_id)
        # In a rehearsal a text that comes again later is new once more.
        self._counts["articles"] += sum(article.sha256 not in self._added for article, _, _ in articles)
        if self._is_rehearsal:
            self._added.update(article.sha256 for article, _, _ in articles)
        self._counts["claims"] += sum(len(arrival.claims) for arrival in arrivals)
        self._counts["no_claims"] += sum(len(arrival.decisions) for arrival in arrivals)
        self._texts.clear()
        self._waiting = 0

    def report(self, *, is_cancelled: bool) -> TakenIn:
        counts = self._counts
        return TakenIn(
            articles=counts["articles"],
            claims=counts["claims"],
            no_claims=counts["no_claims"],
            claims_there=counts["placed"] - counts["claims"],
            no_claims_there=counts["sentences"] - counts["no_claims"],
            left_out=self._left_out,
            unplaced=self._failures.found,
            losses=self.losses.found,
            is_cancelled=is_cancelled,
        )

    def _text(self, content: Content, measure: Measure | None) -> _Text:
        article, place = content.article, content.place
        if place.article_id:
            units = self._project.articles.units(place.article_id)
            return _Text(place.article_id, {unit.start: unit for unit in units}, None)
        new = article_from(
            article,
            place.ground,
            article.measure or measure or Measure.CODE_POINT,
            source=self._found.source.name,
            sha256=self._source_sha256,
            format_name=self._found.format_name,
        )
        return _Text(new[0].id, {unit.start: unit for unit in new[2]}, new)

    def _take(self, claim: ForeignClaim, placed: Placed, text: _Text, rows: NewClaims) -> None:
        """Keep the row of a claim for the next write."""
        annotator_id = self._translation.people[claim.annotator]
        for key in claim.extra:
            self.losses.add(f"what it says of claims as “{key}”", claim.id)
        if claim.label == NO_CLAIM:
            self._take_sentence(claim, placed, text, rows)
            return
        label = self._translation.labels[claim.label]
        if label == LEFT_OUT:
            self._left_out[claim.label] += 1
            return
        self._waiting += 1
        self._counts["placed"] += 1
        row = rows.claim(claim, placed.spans, label, annotator_id)
        text.claims.setdefault(annotator_id, []).append(row)

    def _take_sentence(self, claim: ForeignClaim, placed: Placed, text: _Text, rows: NewClaims) -> None:
        annotator_id = self._translation.people[claim.annotator]
        first, *others = placed.spans
        unit = text.units.get(first.start)
        if unit is None or others or unit.end != first.end:
            self.losses.add("“no claim” of what is no sentence here", claim.id)
            return
        self._waiting += 1
        self._counts["sentences"] += 1
        text.decisions.setdefault(annotator_id, []).append(rows.decision(claim, unit, annotator_id))

    def _arrivals(self, text: _Text, there: frozenset[str]) -> list[Arrival]:
        """What is new of each annotator's, with the counts of her queue."""
        arrivals = []
        for annotator_id in dict.fromkeys((*text.claims, *text.decisions)):
            said = text.claims.get(annotator_id, ())
            claims = {claim.id: claim for claim in said if claim.id not in there}
            decisions = tuple(text.decisions.get(annotator_id, ()))
            arrival = Arrival(text.article_id, annotator_id, tuple(claims.values()), decisions)
            if complete := counted(self._project, arrival, tuple(text.units.values()), text.new):
                arrivals.append(complete)
        return arrivals


def _sha256(found: FileSurvey) -> str:
    """The hash of a source that is one file, "" for others."""
    names = found.source.files()
    if len(names) != 1 or found.source.is_packed:
        return ""
    digest = hashlib.sha256()
    with found.source.open(names[0]) as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
