"""The texts that the claims of a file are about: those in the file, or those that the project has already."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from annotator.exchange.annotations.foreign import ForeignArticle
from annotator.exchange.annotations.placing import Ground
from annotator.exchange.articles import limits
from annotator.exchange.losses import Losses
from annotator.store.project import Project

NOT_HERE: Final = "claims of articles that are neither in the file nor in the project"


@dataclass(frozen=True, slots=True)
class Place:
    """A text with its hash, and the article that has it, "" where the project has none."""

    ground: Ground
    sha256: str
    article_id: str


class Grounds:
    """Looks texts up in a project."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def of(self, article: ForeignArticle, losses: Losses) -> Place | None:
        """The text of `article`; None, and a loss, where it can't be taken or is neither here nor there."""
        if article.text:
            if len(article.text) > limits.LONGEST_TEXT:
                losses.add(f"articles of more than {limits.LONGEST_TEXT:,} characters", article.name)
                return None
            ground = Ground(article.text)
            if not ground.text.strip():
                losses.add("articles without words", article.name)
                return None
            sha256 = hashlib.sha256(ground.text.encode()).hexdigest()
            return Place(ground, sha256, self._project.articles.known([sha256]).get(sha256, ""))
        sha256 = article.text_sha256
        article_id = self._project.articles.known([sha256]).get(sha256, "") if sha256 else ""
        article_id = article_id or (self._urls.get(article.url, "") if article.url else "")
        if not article_id:
            losses.add(NOT_HERE, article.name, count=max(len(article.claims), 1))
            return None
        text = self._project.articles.text(article_id)
        return Place(Ground(text), hashlib.sha256(text.encode()).hexdigest(), article_id)

    def article_id(self, place: Place) -> str:
        """The article that has the text now, "" where there is none."""
        return self._project.articles.known([place.sha256]).get(place.sha256, "")

    @cached_property
    def _urls(self) -> dict[str, str]:
        """Address to article, for addresses that only one article has."""
        found: dict[str, str] = {}
        for article in self._project.articles.each():
            found[article.url] = "" if article.url in found else article.id
        return found
