"""What an import would bring in, before anything is written: for a person to look at and to choose from."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Final

from annotator.domain.errors import Refused
from annotator.domain.immutable import immutable
from annotator.domain.likeness import ALIKE, LikenessIndex, likeness
from annotator.domain.pieces import Piece
from annotator.domain.work import Job
from annotator.exchange.article_text import ArticleDraft
from annotator.exchange.articles.columns import Outline
from annotator.exchange.articles.shape import NO_WISHES, Wishes
from annotator.exchange.decoding import Candidate
from annotator.exchange.decoding import Found as EncodingFound
from annotator.exchange.finding import Found, Source
from annotator.exchange.importing import STOPPED, is_little_text, read_all
from annotator.exchange.intake import likeness_index
from annotator.exchange.outcomes import Outcome, Status
from annotator.exchange.reading import (
    Reading,
    outline_of,
    outlines_as_json,
    pasted_reading,
    reading_of,
    readings,
    readings_as_json,
)
from annotator.exchange.reading_process import ReadingProcess
from annotator.store.project import Project

_KNOWN_AT_ONCE: Final = 100


@immutable
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

    def with_pieces(self, pieces: Sequence[Piece]) -> Surveyed:
        """The same article, cut otherwise."""
        asked = sum(piece.annotatable for piece in pieces)
        return replace(self, asked=asked, greyed=_greyed(pieces))


@immutable
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
    others = list(found.others)
    numbers: Counter[int] = Counter()
    with closing(_Surveyor(project)) as surveyor:
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
    with closing(Previews()) as previews:
        return previews.draft(job, article, wishes)


class Previews:
    """Reads one article after the other, in one process as long as that can go on."""

    def __init__(self) -> None:
        self._process = ReadingProcess(readings_as_json)

    def draft(self, job: Job, article: Surveyed, wishes: Wishes = NO_WISHES) -> ArticleDraft:
        """One article with its words and pieces, as `wishes` would have it. Raises Refused where it fails."""
        with closing(self._readings(job, article, wishes)) as found:
            reading = next(found, None)
            # Where nothing follows, the process is ready for the next question.
            next(found, None)
        if reading is None:
            raise Refused(f"{article.name} is not there any more. Look for the file, then try again.")
        if reading.draft is None:
            raise Refused(reading.problem)
        return reading.draft

    def close(self) -> None:
        """End the process."""
        self._process.close()

    def _readings(self, job: Job, article: Surveyed, wishes: Wishes) -> Generator[Reading]:
        if article.source.text is not None:
            yield pasted_reading(article.source.text, article.name, wishes)
            return
        if is_little_text([article.source]):
            yield from readings(article.source.path, article.source.name, wishes)
            return
        for _, data in self._process.read([article.source], job, wishes, skip=article.number):
            yield reading_of(data) if data is not None else Reading(article.name, problem=STOPPED)


def columns_of(job: Job, source: Source, wishes: Wishes = NO_WISHES) -> Outline | None:
    """The columns or fields of a table or of records with a guess; None for another kind. Raises Refused."""
    with closing(ReadingProcess(outlines_as_json)) as process:
        for _, data in process.read([source], job, wishes):
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
        self._texts = _Texts()

    def add(self, source: Source, number: int, draft: ArticleDraft) -> None:
        twin = self._seen.get(draft.sha256, "")
        article = Surveyed(
            draft.name,
            source,
            number,
            draft.title,
            draft.language,
            draft.encoding,
            sum(piece.annotatable for piece in draft.pieces),
            _greyed(draft.pieces),
            twin,
            "" if twin else self._resembled(draft),
            draft.candidates if draft.found is EncodingFound.DETECTED else (),
            draft.remarks,
        )
        if not twin:
            self._seen[draft.sha256] = draft.name
            self._titles[draft.name] = draft.title
            self._index.add(draft.name, draft.sketch)
            self._texts.add(draft.name, draft.text)
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
        """The title of what a text is much like, found as `intake` finds it; "" where there is none."""
        found = self._index.nearest(draft.sketch)
        if found is None:
            return ""
        text = self._texts.get(found[0])
        if text is None:
            text = self._project.articles.text(found[0])
        return self._titles[found[0]] if likeness(draft.text, text) >= ALIKE else ""

    def close(self) -> None:
        self._texts.close()


def _greyed(pieces: Sequence[Piece]) -> dict[str, int]:
    """How many pieces are not asked, by what says so."""
    return dict(Counter(piece.rule or piece.kind.value for piece in pieces if not piece.annotatable))


class _Texts:
    """Texts by name, on the disk, as many of them need more memory than there may be."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the surveyor
        self._places: dict[str, tuple[int, int]] = {}

    def add(self, name: str, text: str) -> None:
        start = self._file.seek(0, os.SEEK_END)
        self._places[name] = start, self._file.write(text.encode())

    def get(self, name: str) -> str | None:
        if name not in self._places:
            return None
        start, size = self._places[name]
        self._file.seek(start)
        return self._file.read(size).decode()

    def close(self) -> None:
        self._file.close()
