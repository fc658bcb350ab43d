"""What the rows of a pack are called for people: their words, and the title of their article."""

from __future__ import annotations

from collections.abc import Mapping

from annotator.domain.records import Assignment, Claim, Decision
from annotator.domain.telling import shortened
from annotator.store.articles import NewArticle
from annotator.store.project import Project

_LONGEST = 80


class RowWords:
    """`brought` are articles that come with the pack, by id, and `ends` are those of sentences."""

    def __init__(
        self, project: Project, brought: Mapping[str, NewArticle], ends: Mapping[tuple[str, int], int]
    ) -> None:
        self._articles = project.articles
        self._brought = brought
        self._ends = ends

    def of(self, row: Claim | Decision | Assignment) -> str:
        """The title of its article, where that is known, and the words that it is about."""
        match row:
            case Claim():
                words = row.quote
            case Decision():
                words = self._sentence(row.article_id, row.unit_start)
            case Assignment():
                words = ""
        quoted = f"“{shortened(words, _LONGEST)}”" if words else ""
        return f"{self.title(row.article_id)} {quoted}".strip() or row.article_id

    def title(self, article_id: str) -> str:
        """What an article is called, "" for one that nobody knows here."""
        if article_id in self._brought:
            return self._brought[article_id][0].title
        article = self._articles.get(article_id)
        return article.title if article else ""

    def _sentence(self, article_id: str, start: int) -> str:
        """The sentence that starts there as it is cut here, or as many words from there on."""
        end = self._ends.get((article_id, start), start + _LONGEST)
        if article_id in self._brought:
            return self._brought[article_id][1][start:end]
        return self._articles.words(article_id, start, end)
