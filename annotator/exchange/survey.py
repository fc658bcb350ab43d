"""What an import would bring in, before anything is written: for a person to look at and to choose from."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Final

from annotator.domain.errors import Refused
from annotator.domain.likeness import ALIKE, LikenessIndex
from annotator.domain.work import Job
from annotator.exchange.article_text import ArticleDraft
from annotator.exchange.articles.columns import Outline
from annotator.exchange.articles.shape import NO_WISHES, Wishes
from annotator.exchange.decoding import Candidate
from annotator.exchange.decoding import Found as EncodingFound
from annotator.exchange.finding import Found, Source
from annotator.exchange.importing import STOPPED, read_all
from annotator.exchange.intake import likeness_index
from annotator.exchange.outcomes import Outcome, Status
from annotator.exchange.reading import Reading, outline_of, outlines_as_json, reading_of, readings_as_json
from annotator.exchange.reading_process import ReadingProcess
from annotator.store.project import Project

_KNOWN_AT_ONCE: Final = 100


@dataclass(frozen=True, slots=True)
class Surveyed:
    """An article as it would come in, without its words: `preview` reads those again.

    `number` counts the things in its file before it. `greyed` counts the pieces that are not asked by the
    rule that says so. `twin` names what has the same text, `resembles` what has nearly the same, and
    `candidates` the encodings to choose from where it is not certain; "" and () where there are none.
    """

    name: str
    source: Source
    number: int
    title: str
    language: str
    encoding: str
    asked: int
    greyed: dict[str, int]
    twin: str = ""
    resembles: str = ""
    candidates: tuple[Candidate, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Survey:
    """`others` are what would not come in, each with its reason; `greyed` counts pieces by rule over all."""

    articles: tuple[Surveyed, ...]
    others: tuple[Outcome, ...]

    @property
    def asked(self) -> int:
        return sum(article.asked for article in self.articles)

    @property
    def greyed(self) -> Counter[str]:
        total: Counter[str] = Counter()
        for article in self.articles:
            total.update(article.greyed)
        return total


def survey(job: Job, project: Project, found: Found, wishes: Wishes = NO_WISHES) -> Survey:
    """Read everything and write nothing. Raises Cancelled, and Unavailable where nothing can be read."""
    surveyor = _Surveyor(project)
    others = list(found.others)
    numbers: Counter[int] = Counter()
    for source, reading in read_all(job, found.files, wishes):
        job.step(sum(numbers.values()), 0, reading.name)
        number = numbers[id(source)]
        numbers[id(source)] += 1
        if reading.draft is None:
            status = Status.SKIPPED if reading.is_skipped else Status.FAILED
            others.append(Outcome(reading.name, status, reading.problem, source.path))
        else:
            surveyor.add(source, number, reading.draft)
        job.check()
    return Survey(surveyor.articles(), tuple(others))


def preview(job: Job, article: Surveyed, wishes: Wishes = NO_WISHES) -> ArticleDraft:
    """One article with its words and pieces, as `wishes` would have it. Raises Refused where it fails."""
    with closing(ReadingProcess(readings_as_json, wishes=wishes)) as process:
        for _, data in process.read([article.source], job, skip=article.number):
            reading = reading_of(data) if data is not None else Reading(article.name, problem=STOPPED)
            if reading.draft is None:
                raise Refused(reading.problem)
            return reading.draft
    raise Refused(f"{article.name} is not there any more. Look for the file, then try again.")


def columns_of(job: Job, source: Source, wishes: Wishes = NO_WISHES) -> Outline | None:
    """The columns or fields of a table or of records with a guess; None for another kind. Raises Refused."""
    with closing(ReadingProcess(outlines_as_json, wishes=wishes)) as process:
        for _, data in process.read([source], job):
            if data is None:
                raise Refused(STOPPED)
            outlined = outline_of(data)
            if outlined.outline is None:
                raise Refused(outlined.problem)
            return outlined.outline
    return None


class _Surveyor:
    """Compares what is read with the project and with what was read before it."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._index: LikenessIndex = likeness_index(project)
        self._titles = {article.id: article.title for article in project.articles.each()}
        self._seen: dict[str, str] = {}
        self._found: list[tuple[str, Surveyed]] = []

    def add(self, source: Source, number: int, draft: ArticleDraft) -> None:
        greyed = Counter(piece.rule or piece.kind.value for piece in draft.pieces if not piece.annotatable)
        twin = self._seen.get(draft.sha256, "")
        article = Surveyed(
            draft.name,
            source,
            number,
            draft.title,
            draft.language,
            draft.encoding,
            sum(piece.annotatable for piece in draft.pieces),
            dict(greyed),
            twin,
            "" if twin else self._resembled(draft),
            draft.candidates if draft.found is EncodingFound.DETECTED else (),
            draft.remarks,
        )
        if not twin:
            self._seen[draft.sha256] = draft.name
            self._titles[draft.name] = draft.title
            self._index.add(draft.name, draft.sketch)
        self._found.append((draft.sha256, article))

    def articles(self) -> tuple[Surveyed, ...]:
        """What was added, with the twins that the project has."""
        known: dict[str, str] = {}
        for start in range(0, len(self._found), _KNOWN_AT_ONCE):
            hashes = [sha256 for sha256, _ in self._found[start : start + _KNOWN_AT_ONCE]]
            known |= self._project.articles.known(hashes)
        return tuple(
            replace(article, twin=self._titles[known[sha256]], resembles="") if sha256 in known else article
            for sha256, article in self._found
        )

    def _resembled(self, draft: ArticleDraft) -> str:
        found = self._index.nearest(draft.sketch)
        return self._titles[found[0]] if found and found[1] >= ALIKE else ""
