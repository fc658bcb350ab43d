"""Which articles are so much alike that one must not be trained on while the other is tested with."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.domain.likeness import ALIKE, LikenessIndex, Sketch, likeness, sketch_of
from annotator.domain.records import Article
from annotator.domain.work import Job
from annotator.exchange.intake import kept_sketch
from annotator.store.project import Project
from annotator.store.troubles import Damaged


def kin_of(job: Job, project: Project, articles: Sequence[Article]) -> dict[str, str]:
    """The id of each article to the id of the first in its family: near-duplicates, and theirs.

    An article that resembles two families makes them one, also where those resemble each other too little.
    """
    index = LikenessIndex()
    numbers = {article.id: number for number, article in enumerate(articles)}
    earlier = [*numbers.values()]
    for article in articles:
        job.check()
        try:
            sketch = kept_sketch(project, article) or _sketch_of_few_words(project, article)
        except Damaged:
            # It comes into no part, and whoever writes the parts tells of it.
            continue
        for other, _ in index.likely(sketch):
            pair = [_first(earlier, numbers[id_]) for id_ in (article.id, other)]
            if pair[0] != pair[1] and _are_alike(project, article.id, other):
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


def _are_alike(project: Project, one: str, other: str) -> bool:
    try:
        return likeness(project.articles.text(one), project.articles.text(other)) >= ALIKE
    except Damaged:
        return False
