"""Which articles are so much alike that one must not be trained on while the other is tested with."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.domain.likeness import ALIKE, LikenessIndex, likeness
from annotator.domain.records import Article
from annotator.domain.work import Job
from annotator.exchange.intake import kept_sketch
from annotator.store.project import Project
from annotator.store.troubles import Damaged


def kin_of(job: Job, project: Project, articles: Sequence[Article]) -> dict[str, str]:
    """The id of each article to the id of the first in its family: near-duplicates, and theirs."""
    index = LikenessIndex()
    heads: dict[str, str] = {}
    for article in articles:
        job.check()
        heads[article.id] = article.id
        try:
            sketch = kept_sketch(project, article)
        except Damaged:
            # It comes into no part, and whoever writes the parts tells of it.
            continue
        found = index.nearest(sketch)
        if found and _are_alike(project, article.id, found[0]):
            heads[article.id] = heads[found[0]]
        index.add(article.id, sketch)
    return heads


def _are_alike(project: Project, one: str, other: str) -> bool:
    try:
        return likeness(project.articles.text(one), project.articles.text(other)) >= ALIKE
    except Damaged:
        return False
