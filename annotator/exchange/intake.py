"""Collects what was read and writes it a few articles at a time, apart from what is there already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import asdict
from typing import Final

from annotator import __version__
from annotator.domain.identity import new_id, now
from annotator.domain.likeness import ALIKE, LikenessIndex, Sketch, likeness, sketch_of
from annotator.domain.records import Article, Unit
from annotator.exchange.article_text import ArticleDraft
from annotator.exchange.decoding import CHOOSE_ENCODING
from annotator.exchange.decoding import Found as EncodingFound
from annotator.exchange.finding import Source
from annotator.exchange.outcomes import ImportReport, NearDuplicates, Outcome, Status
from annotator.exchange.reading import Reading
from annotator.store.project import Project

_SENTENCE_ENDS: Final = (".", "!", "?", "…")
_MOST_ARTICLES: Final = 50
_MOST_ROWS: Final = 500
"""In one write. As long as it takes, a decision beside it waits: some 5 ms, and the disk."""
_SKETCH: Final = "sketch"

Entry = tuple[Article, str, list[Unit]]


class Intake:
    """`left_out` are names of readings that a person does not want."""

    def __init__(
        self,
        project: Project,
        annotator_id: str,
        others: Sequence[Outcome] = (),
        *,
        near: NearDuplicates = NearDuplicates.KEEP,
        left_out: Collection[str] = (),
    ) -> None:
        self._project = project
        self._annotator_id = annotator_id
        self._remarks = list(others)
        self._counts = Counter(outcome.status for outcome in others)
        self._first_id = ""
        self._waiting: dict[str, tuple[str, ArticleDraft]] = {}
        self._rows = 0
        self._left_out = left_out
        self._resembled = Resembled(project, near)

    def take(self, source: Source, reading: Reading) -> None:
        """Add what was read, or remember why it is not."""
        draft = reading.draft
        if reading.name in self._left_out:
            self._remark(Outcome(reading.name, Status.SKIPPED, "It was left out by choice."))
        elif draft is None:
            status = Status.SKIPPED if reading.is_skipped else Status.FAILED
            self._remark(Outcome(reading.name, status, reading.problem, source.path))
        elif draft.found is EncodingFound.DETECTED:
            reason = (
                f"It is not UTF-8 and looks like {draft.encoding}. Nothing was imported. {CHOOSE_ENCODING}."
            )
            self._remark(Outcome(reading.name, Status.FAILED, reason, source.path, draft.candidates))
        else:
            self.add(reading.name, draft)

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
        batch: list[Entry] = []
        for sha256, (name, draft) in self._waiting.items():
            if article_id := known.get(sha256):
                self._remark(Outcome(name, Status.DUPLICATE, self._is_there(article_id)))
                continue
            entry = entry_of(draft)
            resembles = self._resembled.told(draft, batch)
            if resembles and self._resembled.near is NearDuplicates.SKIP:
                self._remark(Outcome(name, Status.DUPLICATE, f"{resembles} It was left out."))
                continue
            self._resembled.add(entry[0].id, draft.sketch)
            batch.append(entry)
            self._counts[Status.ADDED] += 1
            if said := _said(draft, resembles):
                self._remarks.append(Outcome(name, Status.ADDED, said))
        if batch:
            self._project.articles.add(batch, annotator_id=self._annotator_id)
            self._first_id = self._first_id or batch[0][0].id
        self._waiting.clear()
        self._rows = 0

    def report(self, *, not_reached: int = 0, is_cancelled: bool = False) -> ImportReport:
        counts = self._counts
        return ImportReport(
            added=counts[Status.ADDED],
            duplicates=counts[Status.DUPLICATE],
            skipped=counts[Status.SKIPPED],
            failed=counts[Status.FAILED],
            not_reached=not_reached,
            resembling=self._resembled.kept,
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


class Resembled:
    """Finds the article of the project, or of those about to be written, that a new one is much like.

    `kept` counts those that were added all the same.
    """

    def __init__(self, project: Project, near: NearDuplicates) -> None:
        self.near = near
        self.kept = 0
        self._project = project
        self._index: LikenessIndex | None = None

    def told(self, draft: ArticleDraft, batch: Sequence[Entry]) -> str:
        """What the text resembles, as a sentence; "" where it resembles nothing."""
        found = self._all().nearest(draft.sketch)
        if found is None:
            return ""
        article_id, _ = found
        written = {article.id: (article.title, text) for article, text, _ in batch}
        title, text = written.get(article_id) or self._stored(article_id)
        share = likeness(draft.text, text)
        if share < ALIKE:
            return ""
        self.kept += self.near is NearDuplicates.KEEP
        return f"It is much like “{title}”: {share:.0%} of their wording is the same."

    def add(self, article_id: str, sketch: str) -> None:
        """Remember an article that is about to be written."""
        self._all().add(article_id, sketch)

    def _stored(self, article_id: str) -> tuple[str, str]:
        article = self._project.articles.get(article_id)
        return article.title if article else article_id, self._project.articles.text(article_id)

    def _all(self) -> LikenessIndex:
        """The articles of the project, read when the first is asked for."""
        if self._index is None:
            self._index = likeness_index(self._project)
        return self._index


def likeness_index(project: Project) -> LikenessIndex:
    """The articles of a project by their ids. Those that were added without a sketch get one here."""
    index = LikenessIndex()
    for article in project.articles.each():
        index.add(article.id, kept_sketch(project, article))
    return index


def kept_sketch(project: Project, article: Article) -> Sketch:
    """The sketch that came in with an article, or a new one where none did."""
    sketch = article.metadata.get(_SKETCH)
    return sketch if isinstance(sketch, str) else sketch_of(project.articles.text(article.id))


def entry_of(draft: ArticleDraft) -> Entry:
    """The rows of an article with a new id."""
    made_uniform = {name: count for name, count in asdict(draft.normalisation).items() if count}
    metadata: dict[str, object] = {"encoding": draft.encoding, "made_uniform": made_uniform}
    metadata[_SKETCH] = draft.sketch
    if draft.facts.record_id:
        metadata["record_id"] = draft.facts.record_id
    article = Article(
        new_id(),
        draft.sha256,
        draft.title,
        len(draft.text),
        language=draft.language,
        direction=draft.direction,
        url=draft.facts.url,
        outlet=draft.facts.outlet,
        byline=draft.facts.byline,
        published_at=draft.facts.published_at,
        source_path=draft.name,
        source_sha256=draft.source_sha256,
        media_type=draft.media_type,
        importer=f"claimdesk {__version__} {draft.kind_name}",
        metadata=metadata,
        imported_at=now(),
    )
    units = [
        Unit(article.id, piece.start, piece.end, piece.kind, piece.annotatable, piece.gaps, piece.rule)
        for piece in draft.pieces
    ]
    return article, draft.text, units


def _said(draft: ArticleDraft, resembles: str) -> str:
    """What a person should know of an article that was added."""
    changes = draft.normalisation.describe()
    uniform = f"Made uniform: {changes}." if changes else ""
    kept = f"{resembles} Both are kept." if resembles else ""
    return " ".join(filter(None, (uniform, *draft.remarks, kept)))
