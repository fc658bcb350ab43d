"""The articles of a source with their claims in place, read once where they are few enough to be kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from annotator.domain.work import Job
from annotator.exchange.annotations.foreign import ForeignArticle, Measure
from annotator.exchange.annotations.grounds import Grounds, Place
from annotator.exchange.annotations.placing import Placed, Why
from annotator.exchange.annotations.reader import Reader
from annotator.exchange.annotations.sources import AnnotationSource
from annotator.exchange.losses import Losses
from annotator.store.project import Project

MOST_CLAIMS: Final = 100_000
MOST_CHARACTERS: Final = 20_000_000
"""More is not kept in memory, some 100 MB, but read again."""


@dataclass(frozen=True, slots=True)
class Content:
    """An article, the text that it is about, and where each of its claims is."""

    article: ForeignArticle
    place: Place
    found: tuple[Placed | Why, ...]


class Contents:
    """What `reader` finds in `source`."""

    def __init__(self, reader: Reader, source: AnnotationSource) -> None:
        self._reader = reader
        self._source = source
        self._kept: list[Content] | None = None
        self._lost = Losses()
        self._measure: Measure | None = None

    def each(self, project: Project, job: Job, losses: Losses, measure: Measure | None) -> Iterator[Content]:
        """The articles one by one, claims placed in `measure` where their article does not say another.

        What can't be taken is counted in `losses`. Raises as `Reader.articles` does.
        """
        grounds = Grounds(project)
        if self._kept is None:
            yield from self._read(grounds, job, losses, measure)
            return
        for loss in self._lost.found:
            losses.add(loss.what, loss.example, count=loss.count)
        # Kept as a whole: who stops half-way must not leave claims that are placed in two measures.
        kept = []
        for content in self._kept:
            job.check()
            place = replace(content.place, article_id=grounds.article_id(content.place))
            article = content.article
            # An article that says its measure itself lies where it did, whatever that of the file is.
            is_as_before = article.measure is not None or measure is self._measure
            found = content.found if is_as_before else _placed(article, place, measure)
            kept.append(Content(article, place, found))
            yield kept[-1]
        self._kept, self._measure = kept, measure

    def _read(self, grounds: Grounds, job: Job, losses: Losses, measure: Measure | None) -> Iterator[Content]:
        """Read from the source, and keep what was read if it is little and all of it was asked for."""
        kept: list[Content] | None = []
        claims = characters = 0
        lost = Losses()
        try:
            for article in self._reader.articles(self._source, job, lost):
                job.check()
                if place := grounds.of(article, lost):
                    content = Content(article, place, _placed(article, place, measure))
                    claims += len(article.claims)
                    characters += len(place.ground.text)
                    if claims > MOST_CLAIMS or characters > MOST_CHARACTERS:
                        kept = None
                    if kept is not None:
                        kept.append(content)
                    yield content
        finally:
            for loss in lost.found:
                losses.add(loss.what, loss.example, count=loss.count)
        self._kept, self._lost, self._measure = kept, lost, measure


def _placed(article: ForeignArticle, place: Place, measure: Measure | None) -> tuple[Placed | Why, ...]:
    wanted = article.measure or measure
    return tuple(place.ground.place(claim, wanted) for claim in article.claims)
