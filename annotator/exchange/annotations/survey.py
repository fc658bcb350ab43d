"""What a file holds, found out before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from annotator.domain.errors import Unavailable
from annotator.domain.work import Job
from annotator.exchange.annotations.contents import Contents
from annotator.exchange.annotations.foreign import ForeignArticle, ForeignClaim, Measure
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
    """`source` read as the format `format_name`, and what came of it.

    `articles` are different texts; `known` of them the project has. `labels` counts claims by the file's
    words for them, `people` those and sentences without a claim. `measure` is what offsets count, None where
    nothing tells and a person has to; `is_certain` says that words in the file prove it. `trimmed` claims had
    white space at an end, which is not kept.
    """

    format_name: str
    source: AnnotationSource
    contents: Contents
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

    Reads again, unless it was little, where claims do not fit as it seemed first. Raises as
    `Reader.articles` does.
    """
    contents = Contents(reader, source)
    fingerprint = source.fingerprint()
    expected = measure or reader.measure
    tally = _Tally(job, project, contents, expected)
    found = measure or _measure(tally, reader.measure)
    is_as_seemed = found is (expected or Measure.CODE_POINT) and not (expected is None and tally.unquoted)
    if found is not None and not is_as_seemed:
        tally = _Tally(job, project, contents, found)
    return FileSurvey(
        format_name=format_name,
        source=source,
        contents=contents,
        fingerprint=fingerprint,
        articles=len(tally.texts),
        known=tally.known,
        claims=tally.claims,
        no_claims=tally.no_claims,
        labels=tally.labels,
        people=tally.people,
        measure=found,
        is_certain=bool(tally.quoted),
        placed=tally.placed,
        trimmed=tally.trimmed,
        unplaced=tally.failures.found,
        losses=tally.losses.found,
    )


def _measure(tally: _Tally, declared: Measure | None) -> Measure | None:
    """What most claims fit under; where all fit as expected, that is it."""
    if tally.quoted and tally.quoted == tally.as_stated:
        return declared or Measure.CODE_POINT
    votes: Counter[Measure] = Counter()
    for content in tally.contents.each(tally.project, tally.job, Losses(), tally.measure):
        for claim in content.article.claims:
            votes.update(content.place.ground.fitting(claim))
    return measure_of(votes, declared)


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
    """Goes through the contents once, and counts; `as_stated` are those with words that are where it says."""

    job: Job
    project: Project
    contents: Contents
    measure: Measure | None
    texts: set[int] = field(default_factory=set)
    known: int = 0
    claims: int = 0
    no_claims: int = 0
    trimmed: int = 0
    quoted: int = 0
    unquoted: int = 0
    as_stated: int = 0
    labels: Counter[str] = field(default_factory=Counter)
    people: Counter[str] = field(default_factory=Counter)
    placed: Counter[How] = field(default_factory=Counter)
    failures: Failures = field(default_factory=Failures)
    losses: Losses = field(default_factory=Losses)

    def __post_init__(self) -> None:
        contents = self.contents.each(self.project, self.job, self.losses, self.measure)
        for number, content in enumerate(contents):
            self.job.step(number, 0, content.article.name)
            # A part of the hash tells texts apart as well, and a set of millions of them stays small.
            mark = int(content.place.sha256[:15], 16)
            if mark not in self.texts:
                self.texts.add(mark)
                self.known += bool(content.place.article_id)
            for claim, found in zip(content.article.claims, content.found, strict=True):
                self._count(content.article, claim, found)

    def _count(self, article: ForeignArticle, claim: ForeignClaim, found: Placed | Why) -> None:
        is_quoted = all(span.quote is not None for span in claim.spans)
        self.quoted += is_quoted
        self.unquoted += not is_quoted
        self.people[claim.annotator] += 1
        if claim.label == NO_CLAIM:
            self.no_claims += 1
        else:
            self.claims += 1
            self.labels[claim.label] += 1
        for key in claim.extra:
            self.losses.add(f"what it says of claims as “{key}”", f"{article.name} {claim.id}")
        if isinstance(found, Placed):
            self.placed[found.how] += 1
            self.trimmed += found.is_trimmed
            self.as_stated += is_quoted and found.how is How.AS_STATED
        else:
            self.failures.add(found, article, claim)
