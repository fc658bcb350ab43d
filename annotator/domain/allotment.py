"""Who labels which article: evenly, by a seed, and without taking away what somebody has."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from annotator.domain.errors import Refused

Shares = dict[str, tuple[str, ...]]
"""Ids of articles by annotator, in the order of her queue."""


def allot(
    articles: Sequence[str],
    people: Sequence[str],
    *,
    per_article: int,
    seed: int,
    held: Mapping[str, Sequence[str]] | None = None,
) -> Shares:
    """What each of `people` gets beside what she holds, so that each article has `per_article` annotators.

    `held` are the articles that anybody has, by annotator: they stay hers, and count. Who has least gets the
    next article, so that from nothing nobody has two more than another. Ties, and the order of each queue,
    are drawn from `seed`; the order of articles and people does not matter. Raises Refused where there are
    too few people.
    """
    if not 1 <= per_article <= len(people):
        raise Refused(
            f"{per_article} annotators for each article can't be found among {len(people)}. Nothing was "
            "changed. Choose fewer for each article, or let more people join first."
        )
    owned = {person: set((held or {}).get(person, ())) for person in (*people, *(held or {}))}
    wanted = set(articles)
    loads = {person: len(owned[person] & wanted) for person in people}
    gained: dict[str, list[str]] = {person: [] for person in people}
    having = {article: {one for one, theirs in owned.items() if article in theirs} for article in wanted}
    # What somebody has already can go to fewer others, so these choose before all have much.
    for article in sorted(wanted, key=lambda article: (-len(having[article]), _lot(seed, article))):
        have = having[article]
        free = sorted(
            (person for person in people if person not in have),
            key=lambda person: (loads[person], _lot(seed, article, person)),
        )
        for person in free[: max(per_article - len(have), 0)]:
            gained[person].append(article)
            loads[person] += 1
    return {
        person: tuple(sorted(theirs, key=lambda article: _lot(seed, person, article)))
        for person, theirs in gained.items()
    }


def _lot(seed: int, *words: str) -> bytes:
    """A number that is as good as drawn, and the same on every computer."""
    return hashlib.sha256("\n".join((str(seed), *words)).encode()).digest()
