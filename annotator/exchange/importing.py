"""Brings articles into a project: read, compared with what is there, written a few at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, replace
from typing import Final

from annotator import __version__
from annotator.domain.errors import Cancelled, Refused
from annotator.domain.identity import new_id, now
from annotator.domain.records import Article, Unit
from annotator.domain.text import normalise
from annotator.domain.work import Job
from annotator.exchange.article_text import ArticleDraft, read_article
from annotator.exchange.decoding import Found as EncodingFound
from annotator.exchange.finding import Found, Source
from annotator.exchange.language_data import boilerplate_rules
from annotator.exchange.outcomes import ImportReport, Outcome, Status
from annotator.exchange.reading import Reading, read_file, read_file_as_json, reading_of
from annotator.exchange.reading_process import ReadingProcess
from annotator.store.project import Project

IMPORTER: Final = f"claimdesk {__version__} text"

_SENTENCE_ENDS: Final = (".", "!", "?", "…")
_FEW_FILES: Final = 8
_LITTLE: Final = 1_000_000
"""Up to so many files and bytes are read here: starting a process takes longer than that."""
_MOST_ARTICLES: Final = 50
_MOST_ROWS: Final = 500
"""In one write. As long as it takes, a decision beside it waits: some 5 ms, and the disk."""


def import_texts(
    job: Job, project: Project, found: Found, *, annotator_id: str = "", encoding: str | None = None
) -> ImportReport:
    """Add the articles in the files of `found`, and say what became of each.

    A file fails alone. One whose encoding is not certain fails too, unless `encoding` says it. Stopping
    keeps what was read until then. Raises Unavailable where the project can't be written to; the batches
    that were written before stay.
    """
    intake = _Intake(project, annotator_id, found.others)
    try:
        for number, (source, reading) in enumerate(_readings(job, found.files, encoding)):
            job.step(number, len(found.files), source.name)
            intake.take(source, reading)
            job.check()
        intake.write()
        job.step(len(found.files), len(found.files))
    except Cancelled:
        intake.write()
        return intake.report(given=len(found), is_cancelled=True)
    return intake.report(given=len(found))


def import_pasted(project: Project, text: str, *, annotator_id: str = "") -> ImportReport:
    """Add one article that was copied from somewhere. Raises Refused where it holds no words."""
    # The clipboard may hold half characters, which no encoding can.
    uniform, normalisation = normalise(text)
    if not uniform.strip():
        raise Refused("The clipboard holds no text, so nothing was added. Copy an article, then paste again.")
    draft = read_article(uniform.encode(), name="", encoding="utf-8", rules=boilerplate_rules())
    intake = _Intake(project, annotator_id, ())
    intake.add("pasted text", replace(draft, normalisation=normalisation))
    intake.write()
    return intake.report(given=1)


def _readings(job: Job, sources: Sequence[Source], encoding: str | None) -> Iterator[tuple[Source, Reading]]:
    """What each file holds; read in a process of its own where that takes a while."""
    if len(sources) <= _FEW_FILES and sum(map(_size, sources)) <= _LITTLE:
        for source in sources:
            yield source, read_file(source.path, source.name, encoding)
        return
    with closing(ReadingProcess(read_file_as_json, encoding=encoding)) as process:
        for source, data in process.read(sources, job):
            yield source, _received(data)


def _received(data: bytes | None) -> Reading:
    try:
        if data is not None:
            return reading_of(data)
    except ValueError:
        pass
    return Reading(None, "It could not be read: the reader stopped. Nothing was imported.")


def _size(source: Source) -> int:
    try:
        return source.path.stat().st_size
    except OSError:
        return 0


class _Intake:
    """Collects articles and writes them in batches, each in one transaction."""

    def __init__(self, project: Project, annotator_id: str, others: Sequence[Outcome]) -> None:
        self._project = project
        self._annotator_id = annotator_id
        self._remarks = list(others)
        self._counts = Counter(outcome.status for outcome in others)
        self._first_id = ""
        self._waiting: dict[str, tuple[str, ArticleDraft]] = {}
        self._rows = 0

    def take(self, source: Source, reading: Reading) -> None:
        draft = reading.draft
        if draft is None:
            self._remark(Outcome(source.name, Status.FAILED, reading.problem, source.path))
        elif draft.found is EncodingFound.DETECTED:
            reason = (
                f"It is not UTF-8 and looks like {draft.encoding}. Nothing was imported. Choose its encoding."
            )
            self._remark(Outcome(source.name, Status.FAILED, reason, source.path, draft.candidates))
        else:
            self.add(source.name, draft)

    def add(self, name: str, draft: ArticleDraft) -> None:
        if twin := self._waiting.get(draft.sha256):
            self._remark(Outcome(name, Status.DUPLICATE, f"It holds the same text as {twin[0]}."))
            return
        self._waiting[draft.sha256] = name, draft
        self._rows += len(draft.pieces) + 3
        if len(self._waiting) >= _MOST_ARTICLES or self._rows >= _MOST_ROWS:
            self.write()

    def write(self) -> None:
        """Write what waits, apart from what the project has already."""
        known = self._project.articles.known(list(self._waiting))
        batch = []
        for sha256, (name, draft) in self._waiting.items():
            if article_id := known.get(sha256):
                self._remark(Outcome(name, Status.DUPLICATE, self._is_there(article_id)))
                continue
            batch.append(_article(draft))
            self._counts[Status.ADDED] += 1
            if changes := draft.normalisation.describe():
                self._remarks.append(Outcome(name, Status.ADDED, f"Made uniform: {changes}."))
        if batch:
            self._project.articles.add(batch, annotator_id=self._annotator_id)
            self._first_id = self._first_id or batch[0][0].id
        self._waiting.clear()
        self._rows = 0

    def report(self, *, given: int, is_cancelled: bool = False) -> ImportReport:
        counts = self._counts
        return ImportReport(
            added=counts[Status.ADDED],
            duplicates=counts[Status.DUPLICATE],
            skipped=counts[Status.SKIPPED],
            failed=counts[Status.FAILED],
            not_reached=given - counts.total(),
            is_cancelled=is_cancelled,
            first_article_id=self._first_id,
            remarks=tuple(self._remarks),
        )

    def _remark(self, outcome: Outcome) -> None:
        self._counts[outcome.status] += 1
        self._remarks.append(outcome)

    def _is_there(self, article_id: str) -> str:
        article = self._project.articles.get(article_id)
        title = article.title if article else article_id
        return f"It is there already: {title}" + ("" if title.endswith(_SENTENCE_ENDS) else ".")


def _article(draft: ArticleDraft) -> tuple[Article, str, list[Unit]]:
    made_uniform = {name: count for name, count in asdict(draft.normalisation).items() if count}
    article = Article(
        new_id(),
        draft.sha256,
        draft.title,
        len(draft.text),
        language=draft.language,
        direction=draft.direction,
        source_path=draft.name,
        source_sha256=draft.source_sha256,
        media_type=draft.media_type,
        importer=IMPORTER,
        metadata={"encoding": draft.encoding, "made_uniform": made_uniform},
        imported_at=now(),
    )
    units = [
        Unit(article.id, piece.start, piece.end, piece.kind, piece.annotatable, piece.gaps, piece.rule)
        for piece in draft.pieces
    ]
    return article, draft.text, units
