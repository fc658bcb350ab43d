"""Whether the offsets of a planned file fit the articles' texts, found out a part at a time."""

from __future__ import annotations

import time
from dataclasses import dataclass

from annotator.exchange.gathering import gather
from annotator.exchange.planning import Plan
from annotator.store.project import Project


@dataclass(frozen=True, slots=True)
class Proof:
    """`articles` of a plan's articles were read: `right` claims fit them, sentences without one included."""

    articles: int = 0
    right: int = 0

    def is_whole(self, wanted: Plan) -> bool:
        return self.articles >= len(wanted.articles)


def prove(project: Project, wanted: Plan, so_far: Proof, *, seconds: float) -> Proof:
    """Go on from `so_far` for about `seconds`, at least one article, as a file would be written."""
    end = time.monotonic() + seconds
    articles, right = so_far.articles, so_far.right
    for gathered in gather(project, wanted, first=articles):
        right += len(gathered.dossier.claims) if gathered.dossier else 0
        articles = gathered.number + 1
        if time.monotonic() > end:
            return Proof(articles, right)
    return Proof(len(wanted.articles), right)
