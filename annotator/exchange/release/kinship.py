"""Which articles are so much alike that one must not be trained on while the other is tested with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final

from annotator.domain.likeness import ALIKE, LikenessIndex, Sketch, runs, share, sketch_of
from annotator.domain.records import Article
from annotator.domain.work import Job
from annotator.exchange.intake import kept_sketch
from annotator.store.project import Project
from annotator.store.troubles import Damaged

_MOST_KEPT: Final = 1_000
"""Texts whose runs are kept at hand, some ten kilobytes each."""


def kin_of(job: Job, project: Project, articles: Sequence[Article]) -> dict[str, str]:
    """The id of each article to the id of the first in its family: near-duplicates, and theirs.

    An article that resembles two families makes them one, also where those resemble each other too little.
    """
    index = LikenessIndex(is_whole=True)
    are_alike = _comparison(project)
    numbers = {article.id: number for number, article in enumerate(articles)}
    earlier = [*numbers.values()]
    for article in articles:
        job.check()
        try:
            sketch = kept_sketch(project, article) or _sketch_of_few_words(project, article)
        except Damaged:
            # It comes into no part, and whoever writes the parts tells of it.
            continue
        own = numbers[article.id]

        def is_of_others(id_: str, own: int = own) -> bool:
            return _first(earlier, numbers[id_]) != _first(earlier, own)

        for other in index.likely(sketch, is_asked=is_of_others):
            job.check()
            if are_alike(article.id, other):
                pair = _first(earlier, own), _first(earlier, numbers[other])
                earlier[max(pair)] = min(pair)
        index.add(article.id, sketch)
    return {id_: articles[_first(earlier, number)].id for id_, number in numbers.items()}


def _first(earlier: Sequence[int], number: int) -> int:
    """The first of the family of a number, of which each knows an earlier one or is the first itself."""
    while earlier[number] != number:
        number = earlier[number]
    return number


def _sketch_of_few_words(project: Project, article: Article) -> Sketch:
    """Of a text that is too short for people to be told what it resembles, as posts and headlines are."""
    return sketch_of(project.articles.text(article.id), least_runs=1)


def _comparison(project: Project) -> Callable[[str, str], bool]:
    """Whether two articles, by their ids, are alike; a damaged one is like none."""

    @lru_cache(_MOST_KEPT)
    def runs_of(id_: str) -> frozenset[int]:
        try:
            return runs(project.articles.text(id_))
        except Damaged:
            return frozenset()

    return lambda one, other: share(runs_of(one), runs_of(other)) >= ALIKE
