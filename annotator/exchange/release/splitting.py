"""Divides articles into parts, so that those which belong together stay together.

A part gets as many articles as its share asks for, as far as the groups that stay together allow. The same
articles, shares and seed always give the same parts, in whatever order they came in.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from hashlib import sha256
from itertools import pairwise
from typing import Final
from urllib.parse import urlsplit

from annotator.domain.errors import Refused
from annotator.domain.immutable import immutable
from annotator.domain.records import Article
from annotator.exchange.choices import SplitBy

WHOLE: Final = "full"
"""The name of the one part of a data set that is not split."""
_PARTS: Final = {2: ("train", "test"), 3: ("train", "validation", "test")}
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_LARGEST_SHARE: Final = 10_000


@immutable
class Group:
    """Articles that stay together. `key` orders groups as the seed shuffles them, `date` is their newest."""

    ids: tuple[str, ...]
    key: str
    date: str = ""


def shares_from(text: str) -> tuple[int, ...]:
    """Shares as people write them, 80/10/10 or 80/20. Raises Refused for anything else."""
    words = text.split("/")
    if len(words) in _PARTS and all(word.strip().isdecimal() for word in words):
        shares = tuple(int(word) for word in words if len(word.strip()) < 6)
        if len(shares) == len(words) and min(shares) > 0 and max(shares) <= _LARGEST_SHARE:
            return shares
    raise Refused(
        f"“{text}” is no split. Nothing was written. Type shares like 80/10/10 for train, validation and "
        "test, or 80/20 for train and test."
    )


def part_names(shares: Sequence[int]) -> tuple[str, ...]:
    """What the parts are called. Raises Refused where there are not two or three shares."""
    if not shares:
        return (WHOLE,)
    if len(shares) not in _PARTS or min(shares) <= 0:
        raise Refused("A split has two or three shares above 0, like 80/10/10. Nothing was written.")
    return _PARTS[len(shares)]


def outlet_of(article: Article) -> str:
    """Who published an article, as far as it says so itself or by its address; "" where nothing does."""
    try:
        host = urlsplit(article.url).hostname or ""
    except ValueError:
        host = ""
    return " ".join(article.outlet.casefold().split()) or host.removeprefix("www.")


def day_of(article: Article) -> str:
    """The day on which an article was published, as in 2026-05-01; "" where that is not known."""
    found = _DAY.match(article.published_at)
    return found.group() if found else ""


def groups_of(articles: Sequence[Article], kin: Mapping[str, str], *, by: SplitBy, seed: int) -> list[Group]:
    """The articles that stay together: those with one kin and, if asked for, those of one outlet."""
    family = {article.id: kin.get(article.id, article.id) for article in articles}
    if by is SplitBy.OUTLET:
        family = _joined(articles, family)
    members: defaultdict[str, list[Article]] = defaultdict(list)
    for article in articles:
        members[family[article.id]].append(article)
    return [
        Group(
            tuple(article.id for article in group),
            sha256(f"{seed} {min(article.sha256 for article in group)}".encode()).hexdigest(),
            max(day_of(article) for article in group),
        )
        for group in members.values()
    ]


def divided(groups: Sequence[Group], shares: Sequence[int], *, by: SplitBy) -> dict[str, frozenset[str]]:
    """Part name to the ids in it. Raises Refused where there are fewer groups than parts."""
    names = part_names(shares)
    if len(groups) < len(names):
        raise Refused(
            f"{len(groups)} groups of articles that stay together cannot be split into {len(names)} parts. "
            "Nothing was written. Take more articles, fewer parts, or split at random."
        )
    numbers = _by_date(groups, shares) if by is SplitBy.DATE else _by_size(groups, shares)
    ids: list[set[str]] = [set() for _ in names]
    for group, number in numbers:
        ids[number].update(group.ids)
    return {name: frozenset(part) for name, part in zip(names, ids, strict=True)}


def _joined(articles: Sequence[Article], family: Mapping[str, str]) -> dict[str, str]:
    """Families joined where they share an outlet. Articles of no known outlet stay with their kin."""
    heads: dict[str, str] = {}

    def head(name: str) -> str:
        while heads.get(name, name) != name:
            name = heads[name]
        return name

    for article in articles:
        if outlet := outlet_of(article):
            heads[head(family[article.id])] = head(f"outlet {outlet}")
    return {article.id: head(family[article.id]) for article in articles}


def _by_size(groups: Sequence[Group], shares: Sequence[int]) -> list[tuple[Group, int]]:
    """The largest groups first, each into the part that lacks most; then no part is empty."""
    total = sum(len(group.ids) for group in groups)
    lacking = [share * total / sum(shares) for share in shares]
    placed: list[list[Group]] = [[] for _ in shares]
    for group in sorted(groups, key=lambda group: (-len(group.ids), group.key)):
        part = max(range(len(shares)), key=lambda number: (lacking[number], -number))
        lacking[part] -= len(group.ids)
        placed[part].append(group)
    for empty in placed:
        if not empty:
            empty.append(max(placed, key=len).pop())
    return [(group, number) for number, part in enumerate(placed) for group in part]


def _by_date(groups: Sequence[Group], shares: Sequence[int]) -> list[tuple[Group, int]]:
    """The oldest first, cut where the shares say so; those without a date count as the oldest."""
    ordered = sorted(groups, key=lambda group: (group.date, group.key))
    sizes = [0]
    for group in ordered:
        sizes.append(sizes[-1] + len(group.ids))
    cuts = [0]
    for number in range(1, len(shares)):
        wanted = sum(shares[:number]) * sizes[-1] / sum(shares)
        # At least one group for this part, and one for each that follows.
        possible = range(cuts[-1] + 1, len(ordered) - (len(shares) - number) + 1)
        cuts.append(min(possible, key=lambda place: (abs(sizes[place] - wanted), place)))
    cuts.append(len(ordered))
    return [
        (group, number) for number, (start, end) in enumerate(pairwise(cuts)) for group in ordered[start:end]
    ]
