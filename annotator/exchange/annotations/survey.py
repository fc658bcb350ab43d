"""What a file holds, found out before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from typing import Final

from annotator.domain.errors import Refused
from annotator.domain.immutable import immutable
from annotator.domain.records import Origin
from annotator.domain.work import Job
from annotator.exchange.annotations.contents import Contents
from annotator.exchange.annotations.file_reading import changed
from annotator.exchange.annotations.files import AnnotationFile
from annotator.exchange.annotations.foreign import Measure
from annotator.exchange.annotations.parts import Content, FoundClaim, Opened
from annotator.exchange.annotations.placing import How, Why, measure_of
from annotator.exchange.dossier import NO_CLAIM
from annotator.exchange.losses import Loss, Losses
from annotator.store.project import Project

GOLD: Final = "gold, which is decided in review or comes with a pack"
"""Taken for what an annotator says, it would vote."""

_EXAMPLES: Final = 5


@immutable
class Unplaced:
    """Claims that are not taken, why, and a few of them in words."""

    why: Why
    count: int
    examples: tuple[str, ...]


@immutable
class FileSurvey:
    """What came of going through `file`.

    `articles` are different texts; `known` of them the project has. `labels` counts claims by the file's
    words for them, `people` those and sentences without a claim. `measure` is what offsets count, None where
    nothing tells and a person has to; `is_certain` says that words in the file prove it. `trimmed` claims had
    white space at an end, which is not kept.
    """

    file: AnnotationFile
    opened: Opened
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

    @property
    def format_name(self) -> str:
        return self.file.format_name

    def check_unchanged(self, opened: Opened) -> None:
        """Raises Unavailable where the file, when it was opened again, was not as it had been."""
        if opened.fingerprint != self.opened.fingerprint:
            raise changed(self.file.name)


def survey(job: Job, project: Project, file: AnnotationFile, *, measure: Measure | None = None) -> FileSurvey:
    """Read all of a file and write nothing; `measure` is what a person says that its offsets count.

    Reads again where claims do not fit as it seemed first. Raises as `AnnotationFile.parts` does, and Refused
    where there is nothing in the file, not even anything that can't be taken.
    """
    tally = _gone_through(job, project, file, measure)
    expected = measure or tally.opened.measure
    found = measure or _measure(job, project, file, tally)
    is_as_seemed = found is (expected or Measure.CODE_POINT) and not (expected is None and tally.unquoted)
    if found is not None and not is_as_seemed:
        tally = _gone_through(job, project, file, found)
    if not tally.texts and not tally.losses.found:
        raise Refused(
            f"{file.name} holds nothing that its format is made of. Nothing was imported. "
            "Choose another file, or another format."
        )
    return FileSurvey(
        file=file,
        opened=tally.opened,
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


def _gone_through(job: Job, project: Project, file: AnnotationFile, measure: Measure | None) -> _Tally:
    with closing(Contents(file, project, job, measure=measure)) as contents:
        tally = _Tally(project, contents.opened, contents.losses)
        for number, content in enumerate(contents):
            job.step(number, 0, content.name)
            tally.add(content)
    return tally


def _measure(job: Job, project: Project, file: AnnotationFile, tally: _Tally) -> Measure | None:
    """What most claims fit under; where all fit as expected, that is it."""
    declared = tally.opened.measure
    if tally.quoted == tally.as_stated:
        return declared or (Measure.CODE_POINT if tally.quoted else None)
    with closing(Contents(file, project, job, with_votes=True)) as contents:
        for number, content in enumerate(contents):
            job.step(number, 0, content.name)
        return measure_of(contents.votes, declared)


class Failures:
    """Counts claims that found no place."""

    def __init__(self) -> None:
        self._counts: Counter[Why] = Counter()
        self._examples: dict[Why, list[str]] = {}

    def add(self, why: Why, article_name: str, claim: FoundClaim) -> None:
        self._counts[why] += 1
        examples = self._examples.setdefault(why, [])
        if len(examples) < _EXAMPLES:
            examples.append(f"{article_name}: {claim.label} “{claim.words}”")

    @property
    def found(self) -> tuple[Unplaced, ...]:
        """Each reason with its claims."""
        return tuple(Unplaced(why, count, tuple(self._examples[why])) for why, count in self._counts.items())


@dataclass(slots=True)
class _Tally:
    """Counts what is in a file; `as_stated` are those claims with words that are where it says."""

    project: Project
    opened: Opened
    losses: Losses
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

    def add(self, content: Content) -> None:
        # A part of the hash tells texts apart as well, and a set of millions of them stays small.
        mark = int(content.sha256[:15], 16)
        if mark not in self.texts:
            self.texts.add(mark)
            self.known += bool(self.project.articles.known([content.sha256]))
        for claim in content.claims:
            self._count(content.name, claim)

    def _count(self, article_name: str, claim: FoundClaim) -> None:
        if claim.origin is Origin.ADJUDICATED:
            self.losses.add(GOLD, f"{article_name} {claim.id}")
            return
        self.quoted += claim.is_quoted
        self.unquoted += not claim.is_quoted
        self.people[claim.annotator] += 1
        if claim.label == NO_CLAIM:
            self.no_claims += 1
        else:
            self.claims += 1
            self.labels[claim.label] += 1
        for key in claim.extra:
            self.losses.add(f"what it says of claims as “{key}”", f"{article_name} {claim.id}")
        if isinstance(claim.found, How):
            self.placed[claim.found] += 1
            self.trimmed += claim.is_trimmed
            self.as_stated += claim.is_quoted and claim.found is How.AS_STATED
        else:
            self.failures.add(claim.found, article_name, claim)
