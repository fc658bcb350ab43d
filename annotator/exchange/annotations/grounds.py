"""The texts of a project that claims are about whose file has none."""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import Final

from annotator.domain.immutable import immutable
from annotator.exchange.annotations.foreign import ForeignArticle
from annotator.exchange.annotations.placing import Ground, How, Placed, Why, stored_words
from annotator.exchange.losses import Losses
from annotator.store.project import Project
from annotator.store.texts_with import articles_with

NOT_HERE: Final = "claims of articles that are neither in the file nor in the project"

_FEWEST: Final = 4
_FEWEST_ALONE: Final = 32
"""Code points of all words: fewer may stand in another article by chance, in the same place or anywhere."""
_MOST_WORDS: Final = 20
_MOST_LIKELY: Final = 20
_MOST_SEARCHES: Final = 100
"""Each goes through all texts of the project."""
_AT_PLACE: Final = frozenset({How.AS_STATED, How.OTHER_MEASURE})


@immutable
class Place:
    """The text of an article of the project, with its hash; `is_by_words` where only its words tell it."""

    article_id: str
    ground: Ground
    sha256: str
    is_by_words: bool = False


class Grounds:
    """Looks texts up in a project, and keeps the last: the claims of one text mostly stand together."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._last: Place | None = None
        self._searches = 0

    def of(self, article: ForeignArticle, losses: Losses, *, is_more: bool = False) -> Place | None:
        """The text that `article` means; None, and a loss, where the project does not have it.

        One that names none means that in which its words stand. `is_more` says that these are further claims
        of the article before.
        """
        if article.text_sha256 or article.url:
            article_id = self._article_id(article)
            if self._last is None or self._last.article_id != article_id or self._last.is_by_words:
                self._last = self._place(article_id) if article_id else None
        elif not is_more:
            self._last = self._by_words(article)
        if self._last is None:
            losses.add(NOT_HERE, article.name, count=max(len(article.claims), 1))
        return self._last

    def _place(self, article_id: str, *, is_by_words: bool = False) -> Place:
        text = self._project.articles.text(article_id)
        return Place(article_id, Ground(text), hashlib.sha256(text.encode()).hexdigest(), is_by_words)

    def _by_words(self, article: ForeignArticle) -> Place | None:
        """The one article that has all words in their places, or the only one that has all, each once."""
        claims = [claim for claim in article.claims if all(span.quote for span in claim.spans)]
        words = {stored_words(span.quote or "").strip() for claim in claims for span in claim.spans}
        length = sum(map(len, words))
        if length < _FEWEST or self._searches == _MOST_SEARCHES:
            return None
        self._searches += 1
        longest = sorted(words, key=len, reverse=True)[:_MOST_WORDS]
        ids = articles_with(self._project.database, longest, most=_MOST_LIKELY + 1)
        if len(ids) > _MOST_LIKELY:
            return None
        places = [self._place(id_, is_by_words=True) for id_ in ids]
        found = [{_way(place.ground.place(claim, article.measure)) for claim in claims} for place in places]
        exact = [place for place, ways in zip(places, found, strict=True) if ways <= _AT_PLACE]
        if len(exact) == 1:
            return exact[0]
        is_only = len(places) == 1 and length >= _FEWEST_ALONE
        return places[0] if is_only and found[0] <= {*_AT_PLACE, How.BY_WORDS} else None

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


def _way(found: Placed | Why) -> How | Why:
    return found.how if isinstance(found, Placed) else found
