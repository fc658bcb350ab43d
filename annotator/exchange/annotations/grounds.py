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

_FEWEST: Final = 16
"""Code points of two or more different words in their places. At two bits for each, which is little for
English, they fit one of 100,000 articles by chance once in 40,000 times. One alone may be a stock phrase."""
_FEWEST_ALONE: Final = 32
"""Code points of all words: fewer may stand in another article by chance, as one phrase or anywhere."""
_MOST_WORDS: Final = 20
_MOST_LIKELY: Final = 20
_MOST_SEARCHES: Final = 100
"""Each goes through all texts of the project."""

NOT_HERE: Final = "claims of articles that are neither in the file nor in the project"
NOT_LOOKED_FOR: Final = (
    f"claims of articles that the file does not name: more than {_MOST_SEARCHES} were not looked for"
)
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
        self._lack = NOT_HERE

    def of(self, article: ForeignArticle, losses: Losses, *, is_more: bool = False) -> Place | None:
        """The text that `article` means; None, and a loss, where the project does not have it.

        One that names none means that in which its words stand. `is_more` says that these are further claims
        of the article before.
        """
        if article.text_sha256 or article.url:
            self._lack = NOT_HERE
            article_id = self._article_id(article)
            if self._last is None or self._last.article_id != article_id or self._last.is_by_words:
                self._last = self._place(article_id) if article_id else None
        elif not is_more:
            self._lack = NOT_HERE
            self._last = self._by_words(article)
        place = self._last
        if place is None or (place.is_by_words and not _has_words(article)):
            losses.add(self._lack, article.name, count=max(len(article.claims), 1))
            return None
        return place

    def _place(self, article_id: str, *, is_by_words: bool = False) -> Place:
        text = self._project.articles.text(article_id)
        return Place(article_id, Ground(text), hashlib.sha256(text.encode()).hexdigest(), is_by_words)

    def _by_words(self, article: ForeignArticle) -> Place | None:
        """The one article that has all words in their places, or the only one that has all, each once."""
        words = _longest_words(article)
        length = sum(map(len, words))
        if length < (_FEWEST if len(words) > 1 else _FEWEST_ALONE) or not _has_words(article):
            return None
        if self._searches == _MOST_SEARCHES:
            self._lack = NOT_LOOKED_FOR
            return None
        self._searches += 1
        ids = articles_with(self._project.database, words, most=_MOST_LIKELY + 1)
        if len(ids) > _MOST_LIKELY:
            return None
        places = [self._place(id_, is_by_words=True) for id_ in ids]
        claims = article.claims
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


def _has_words(article: ForeignArticle) -> bool:
    """Whether every claim says its words: one that does not would stand on any."""
    return all(span.quote for claim in article.claims for span in claim.spans)


def _longest_words(article: ForeignArticle) -> list[str]:
    """The longest of the different words of claims, without those that are a part of longer ones."""
    words = {stored_words(span.quote or "").strip() for claim in article.claims for span in claim.spans}
    kept: list[str] = []
    for each in sorted(words, key=len, reverse=True)[:_MOST_WORDS]:
        if not any(each in longer for longer in kept):
            kept.append(each)
    return kept


def _way(found: Placed | Why) -> How | Why:
    return found.how if isinstance(found, Placed) else found
