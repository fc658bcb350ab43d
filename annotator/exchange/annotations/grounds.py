"""The texts of a project that claims are about whose file has none."""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import Final

from annotator.domain.immutable import immutable
from annotator.exchange.annotations.foreign import ForeignArticle
from annotator.exchange.annotations.placing import Ground
from annotator.exchange.losses import Losses
from annotator.store.project import Project

NOT_HERE: Final = "claims of articles that are neither in the file nor in the project"


@immutable
class Place:
    """The text of an article of the project, with its hash."""

    article_id: str
    ground: Ground
    sha256: str


class Grounds:
    """Looks texts up in a project, and keeps the last: the claims of one text mostly stand together."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._last: Place | None = None

    def of(self, article: ForeignArticle, losses: Losses) -> Place | None:
        """The text that `article` names; None, and a loss, where the project does not have it."""
        article_id = self._article_id(article)
        if not article_id:
            losses.add(NOT_HERE, article.name, count=max(len(article.claims), 1))
            return None
        if self._last is None or self._last.article_id != article_id:
            text = self._project.articles.text(article_id)
            self._last = Place(article_id, Ground(text), hashlib.sha256(text.encode()).hexdigest())
        return self._last

    def _article_id(self, article: ForeignArticle) -> str:
        sha256 = article.text_sha256
        known = self._project.articles.known([sha256]).get(sha256, "") if sha256 else ""
        return known or (self._urls.get(article.url, "") if article.url else "")

    @cached_property
    def _urls(self) -> dict[str, str]:
        """Address to article, for addresses that only one article has."""
        found: dict[str, str] = {}
        for article in self._project.articles.each():
            found[article.url] = "" if article.url in found else article.id
        return found
