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
    words for them, `people` those and sentences without a claim. `measure` is what offsets count of which the
    file does not say it itself, None where nothing tells. `measures` are those of all articles with claims,
    each with their number, as far as they are known: `is_certain` where words in the file prove it, `is_said`
    where the file says it of each. `by_words` are claims of articles that it does not name, on those in which
    their words stand. `trimmed` claims had white space at an end, which is not kept.
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
    measures: Mapping[Measure, int]
    is_certain: bool
    is_said: bool
    placed: Mapping[How, int]
    by_words: int
    trimmed: int
    unplaced: tuple[Unplaced, ...]
    losses: tuple[Loss, ...]

    @property
    def format_name(self) -> str:
        return self.file.format_name

    @property
    def is_unsure(self) -> bool:
        """Whether a person has to say what offsets count."""
        return any(each.why is Why.UNSURE for each in self.unplaced)

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
    words = tally.unsaid
    is_as_seemed = found is (expected or Measure.CODE_POINT) and not (expected is None and words.unquoted)
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
        measures=tally.measures(found),
        is_certain=bool(tally.said.as_stated + tally.unsaid.as_stated),
        is_said=None not in tally.counted,
        placed=tally.placed,
        by_words=tally.by_words,
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
    """What most claims fit under; where all fit as expected, that is it.

    None where a claim without words needs it and those with words do not prove it.
    """
    declared, words = tally.opened.measure, tally.unsaid
    is_needed = Why.UNSURE in tally.failures.counts
    if not words.quoted or (words.quoted == words.as_stated and not is_needed):
        return declared or (Measure.CODE_POINT if words.quoted else None)
    with closing(Contents(file, project, job, with_votes=True)) as contents:
        for number, content in enumerate(contents):
            job.step(number, 0, content.name)
        votes = contents.votes
    found = measure_of(votes, declared)
    return None if is_needed and not _is_proven(found, votes, fitting=words.fitting) else found


def _is_proven(measure: Measure | None, votes: Counter[Measure], *, fitting: int) -> bool:
    """Whether all claims that fit anywhere fit under `measure`, and not as well as code points or UTF-16.

    Who counts graphemes writes no words, so nothing has to tell these.
    """
    if measure is None or votes[measure] < fitting:
        return False
    others = {Measure.CODE_POINT, Measure.UTF16} - {measure}
    return all(votes[other] < votes[measure] for other in others)


class Failures:
    """Counts claims that found no place."""

    def __init__(self) -> None:
        self.counts: Counter[Why] = Counter()
        self._examples: dict[Why, list[str]] = {}

    def add(self, why: Why, article_name: str, claim: FoundClaim) -> None:
        self.counts[why] += 1
        examples = self._examples.setdefault(why, [])
        if len(examples) < _EXAMPLES:
            examples.append(f"{article_name}: {claim.label} “{claim.words}”")

    @property
    def found(self) -> tuple[Unplaced, ...]:
        """Each reason with its claims."""
        return tuple(Unplaced(why, count, tuple(self._examples[why])) for why, count in self.counts.items())


@dataclass(slots=True)
class _Words:
    """Counts claims with words, of them those where the file says or counted otherwise, and those without."""

    quoted: int = 0
    as_stated: int = 0
    otherwise: int = 0
    unquoted: int = 0

    @property
    def fitting(self) -> int:
        return self.as_stated + self.otherwise

    def add(self, claim: FoundClaim) -> None:
        if not claim.is_quoted:
            self.unquoted += 1
            return
        self.quoted += 1
        self.as_stated += claim.found is How.AS_STATED
        self.otherwise += claim.found is How.OTHER_MEASURE


@dataclass(slots=True)
class _Tally:
    """Counts what is in a file: the claims of articles of which it says what offsets count, and the others.

    `counted` are articles with claims by what the file says of them.
    """

    project: Project
    opened: Opened
    losses: Losses
    texts: set[int] = field(default_factory=set)
    known: int = 0
    claims: int = 0
    no_claims: int = 0
    by_words: int = 0
    trimmed: int = 0
    said: _Words = field(default_factory=_Words)
    unsaid: _Words = field(default_factory=_Words)
    counted: dict[Measure | None, set[int]] = field(default_factory=dict)
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
        if content.claims:
            self.counted.setdefault(content.measure, set()).add(mark)
        self.by_words += len(content.claims) if content.is_by_words else 0
        words = self.said if content.measure else self.unsaid
        for claim in content.claims:
            self._count(content.name, claim, words)

    def measures(self, found: Measure | None) -> dict[Measure, int]:
        """How many articles count what, `found` being what those do of which the file does not say it."""
        counts: Counter[Measure] = Counter()
        for said, marks in self.counted.items():
            if measure := said or found:
                counts[measure] += len(marks)
        return dict(counts)

    def _count(self, article_name: str, claim: FoundClaim, words: _Words) -> None:
        if claim.origin is Origin.ADJUDICATED:
            self.losses.add(GOLD, f"{article_name} {claim.id}")
            return
        words.add(claim)
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
        else:
            self.failures.add(claim.found, article_name, claim)
