"""Find what a few typed letters may mean among many titles.

A title fits when each typed word fits. How well a word fits, best first: it is a word of the title, the title
starts with it, a word starts with it, its letters start words ("eds" for "Export Data Set"),
it stands inside, its letters stand in this order.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from heapq import nsmallest

_NOT_IN_WORDS = re.compile(r"[\W_]+")
_MOST_KEPT = 20_000
"""The titles of a large project, all of which are folded each time the palette opens."""


@lru_cache(_MOST_KEPT)
def folded(text: str) -> str:
    """`text` without case, accents and punctuation: words parted and enclosed by single spaces."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(character for character in decomposed if not unicodedata.combining(character))
    return f" {_NOT_IN_WORDS.sub(' ', text.casefold()).strip()} "


def best_fits(query: str, titles: Sequence[str], *, limit: int, favoured: Iterable[int] = ()) -> list[int]:
    """Positions of the `limit` best of `titles`, which are folded, best first.

    Among equals those of `favoured` come first, in its order, then shorter titles, then earlier ones.
    An empty query fits everything.
    """
    words = folded(query).split()
    favour = {position: rank for rank, position in enumerate(favoured)}
    last = len(favour)
    measures = [_measure(word) for word in words]
    scored = []
    for position, title in enumerate(titles):
        score = 0
        for measure in measures:
            distance = measure(title)
            if distance is None:
                break
            score += distance
        else:
            scored.append((score, favour.get(position, last), len(title), position))
    return [scored_title[-1] for scored_title in nsmallest(limit, scored)]


def _measure(word: str) -> Callable[[str], int | None]:
    """A function from a folded title to how far `word` is from it, None where it does not fit."""
    whole, start = f" {word} ", f" {word}"
    initials = re.compile(".*?".join(f" {re.escape(letter)}" for letter in word)).search
    in_order = re.compile("".join(f"[^{letter}]*{letter}" for letter in map(re.escape, word))).match

    def measure(title: str) -> int | None:
        if start in title:
            if whole in title:
                return 0
            return 1 if title.startswith(start) else 2
        if word in title:
            return 4
        if not in_order(title):
            return None
        return 3 if initials(title) else 5

    return measure
