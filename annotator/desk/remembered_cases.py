"""The cases of the last few articles of a review, so that a decision does not compare annotators anew."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from annotator.domain.adjudication import Adjudication
from annotator.domain.records import Claim, Origin
from annotator.domain.review.cases import Case
from annotator.domain.review.entries import Entry, entry_of
from annotator.domain.steps import Record, Step
from annotator.store.case_reader import CaseReader, Compared

_MOST: Final = 8
"""Articles that are kept: of the open item, of the one just decided, and of a few before."""


@dataclass(slots=True)
class _Article:
    """`cases` is None after a decision until somebody asks; `entries` has them by key with their entries."""

    compared: Compared
    cases: tuple[Case, ...] | None = None
    entries: dict[str, tuple[Case, Entry | None]] = field(default_factory=dict)


class RememberedCases:
    """Answers as the project is now, as long as every step that is written is noted."""

    def __init__(self, reader: CaseReader) -> None:
        self._reader = reader
        self._articles: dict[str, _Article] = {}

    def of_article(self, article_id: str) -> tuple[Case, ...]:
        """The cases of an article in text order."""
        article = self._articles.pop(article_id, None)
        if article is None:
            article = _Article(self._reader.compared(article_id))
        self._articles[article_id] = article
        if len(self._articles) > _MOST:
            del self._articles[next(iter(self._articles))]
        if article.cases is None:
            article.cases = self._reader.decided(article.compared)
        return article.cases

    def entries(self, article_id: str) -> list[Entry]:
        """What the queue has of an article; only cases that are others than before are looked at again."""
        cases = self.of_article(article_id)
        article, seed = self._articles[article_id], self._reader.settings.seed
        known = article.entries
        article.entries = {}
        for case in cases:
            before = known.get(case.key)
            is_same = before is not None and before[0] is case
            article.entries[case.key] = before if is_same and before else (case, entry_of(case, seed=seed))
        return [entry for _, entry in article.entries.values() if entry is not None]

    def note(self, step: Step) -> None:
        """Know of a step that was written: of gold alone, or of what annotators are compared by."""
        records = [record for edit in step.edits for record in (edit.before, edit.after) if record]
        if all(map(_is_of_gold, records)) and step.article_id in self._articles:
            self._articles[step.article_id].cases = None
        else:
            self._articles.pop(step.article_id, None)

    def forget(self) -> None:
        """Let everything go, as somebody else may have written."""
        self._articles.clear()


def _is_of_gold(record: Record) -> bool:
    return isinstance(record, Adjudication) or (
        isinstance(record, Claim) and record.origin is Origin.ADJUDICATED
    )
