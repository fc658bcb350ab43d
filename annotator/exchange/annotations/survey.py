"""What a file holds, found out before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from annotator.domain.errors import Unavailable
from annotator.domain.work import Job
from annotator.exchange.annotations.foreign import ForeignArticle, ForeignClaim, Measure
from annotator.exchange.annotations.grounds import Grounds, Place
from annotator.exchange.annotations.placing import How, Placed, Why, measure_of
from annotator.exchange.annotations.reader import Reader
from annotator.exchange.annotations.sources import AnnotationSource
from annotator.exchange.dossier import NO_CLAIM
from annotator.exchange.losses import Loss, Losses
from annotator.store.project import Project

_EXAMPLES: Final = 5
_QUOTED: Final = 40


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Claims that are not taken, why, and a few of them in words."""

    why: Why
    count: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileSurvey:
    """`source` read by `reader` as the format `format_name`, and what came of it.

    `articles` are different texts; `known` of them the project has. `labels` counts claims by the file's
    words for them, `people` those and sentences without a claim. `measure` is what offsets count, None where
    nothing tells and a person has to; `is_certain` says that words in the file prove it. `trimmed` claims had
    white space at an end, which is not kept.
    """

    format_name: str
    reader: Reader
    source: AnnotationSource
    fingerprint: tuple[object, ...]
    articles: int
    known: int
    claims: int
    no_claims: int
    labels: Mapping[str, int]
    people: Mapping[str, int]
    measure: Measure | None
    is_certain: bool
    placed: Mapping[How, int]
    trimmed: int
    unplaced: tuple[Unplaced, ...]
    losses: tuple[Loss, ...]

    def check_unchanged(self) -> None:
        """Raises Unavailable where the file is not as it was."""
        if self.source.fingerprint() != self.fingerprint:
            raise Unavailable(
                f"{self.source.name} was changed while it was read. What was imported before stays. "
                "Import it again when nobody writes to it: what is there already is not added twice."
            )


def survey(
    job: Job,
    project: Project,
    reader: Reader,
    source: AnnotationSource,
    *,
    format_name: str,
    measure: Measure | None = None,
) -> FileSurvey:
    """Read all of a source and write nothing; `measure` is what a person says that its offsets count.

    Reads twice where the file turns out to count otherwise than it seemed. Raises as `Reader.articles` does.
    """
    expected = measure or reader.measure
    first = _Tally(job, project, reader, source, expected)
    found = measure or measure_of(first.votes, reader.measure)
    is_settled = found is (expected or Measure.CODE_POINT) or not first.votes.total()
    has_guessed = expected is None and first.unquoted and found is not None
    tally = first if is_settled and not has_guessed else _Tally(job, project, reader, source, found)
    return FileSurvey(
        format_name=format_name,
        reader=reader,
        source=source,
        fingerprint=first.fingerprint,
        articles=len(tally.texts),
        known=tally.known,
        claims=tally.claims,
        no_claims=tally.no_claims,
        labels=tally.labels,
        people=tally.people,
        measure=found,
        is_certain=bool(tally.votes.total()),
        placed=tally.placed,
        trimmed=tally.trimmed,
        unplaced=tally.failures.found,
        losses=tally.losses.found,
    )


class Failures:
    """Counts claims that found no place."""

    def __init__(self) -> None:
        self._counts: Counter[Why] = Counter()
        self._examples: dict[Why, list[str]] = {}

    def add(self, why: Why, article: ForeignArticle, claim: ForeignClaim) -> None:
        self._counts[why] += 1
        examples = self._examples.setdefault(why, [])
        if len(examples) < _EXAMPLES:
            words = " … ".join(span.quote or f"{span.start}–{span.end}" for span in claim.spans)
            short = words if len(words) <= _QUOTED else f"{words[:_QUOTED]}…"
            examples.append(f"{article.name}: {claim.label} “{short}”")

    @property
    def found(self) -> tuple[Unplaced, ...]:
        """Each reason with its claims."""
        return tuple(Unplaced(why, count, tuple(self._examples[why])) for why, count in self._counts.items())


@dataclass(slots=True)
class _Tally:
    """Goes through a source once, and counts."""

    job: Job
    project: Project
    reader: Reader
    source: AnnotationSource
    measure: Measure | None
    fingerprint: tuple[object, ...] = ()
    texts: set[int] = field(default_factory=set)
    known: int = 0
    claims: int = 0
    no_claims: int = 0
    trimmed: int = 0
    unquoted: int = 0
    labels: Counter[str] = field(default_factory=Counter)
    people: Counter[str] = field(default_factory=Counter)
    votes: Counter[Measure] = field(default_factory=Counter)
    placed: Counter[How] = field(default_factory=Counter)
    failures: Failures = field(default_factory=Failures)
    losses: Losses = field(default_factory=Losses)

    def __post_init__(self) -> None:
        self.fingerprint = self.source.fingerprint()
        grounds = Grounds(self.project)
        for number, article in enumerate(self.reader.articles(self.source, self.job, self.losses)):
            self.job.check()
            self.job.step(number, 0, article.name)
            if place := grounds.of(article, self.losses):
                self._add(article, place)

    def _add(self, article: ForeignArticle, place: Place) -> None:
        # A part of the hash tells texts apart as well, and a set of millions of them stays small.
        mark = int(place.sha256[:15], 16)
        if mark not in self.texts:
            self.texts.add(mark)
            self.known += bool(place.article_id)
        for claim in article.claims:
            self._count(article, claim)
            self.votes.update(place.ground.fitting(claim))
            found = place.ground.place(claim, article.measure or self.measure)
            if isinstance(found, Placed):
                self.placed[found.how] += 1
                self.trimmed += found.is_trimmed
            else:
                self.failures.add(found, article, claim)

    def _count(self, article: ForeignArticle, claim: ForeignClaim) -> None:
        self.people[claim.annotator] += 1
        self.unquoted += any(span.quote is None for span in claim.spans)
        if claim.label == NO_CLAIM:
            self.no_claims += 1
        else:
            self.claims += 1
            self.labels[claim.label] += 1
        for key in claim.extra:
            self.losses.add(f"what it says of claims as “{key}”", f"{article.name} {claim.id}")
