"""Find what a few typed letters may mean among many titles.

A title fits when each typed word fits. How well a word fits, best first: it is a word of the title, the title
starts with it, a word starts with it, its letters start words ("eds" for "Export Data Set"),
it stands inside, its letters stand in this order. Of titles that fit equally well, one that is the query
comes first, then those that start with it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from itertools import chain

_NOT_IN_WORDS = re.compile(r"[\W_]+")
_WHOLE, _STARTS, _ELSEWHERE = range(3)


def folded(text: str) -> str:
    """`text` without case, accents and punctuation: words parted and enclosed by single spaces."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(character for character in decomposed if not unicodedata.combining(character))
    return f" {_NOT_IN_WORDS.sub(' ', text.casefold()).strip()} "


class Titles:
    """Titles, folded already, that are searched letter by letter.

    What fits a longer query is looked for among what fitted its beginning.
    """

    def __init__(self, titles: Sequence[str]) -> None:
        self._titles = titles
        shorter_first = sorted(range(len(titles)), key=[len(title) for title in titles].__getitem__)
        self._narrowed = [("", dict.fromkeys(shorter_first, 0))]

    def best(self, query: str, *, limit: int, favoured: Iterable[int] = ()) -> list[int]:
        """Positions of the `limit` titles that fit best, best first.

        Among equals those of `favoured` come first, in its order, then shorter titles, then earlier ones.
        An empty query fits everything.
        """
        distances = self._distances(" ".join(folded(query).split()))
        favoured_first = dict.fromkeys(chain((place for place in favoured if place in distances), distances))
        return sorted(favoured_first, key=distances.__getitem__)[:limit]

    def _distances(self, words: str) -> dict[int, int]:
        """How far each title that fits is from `words`, by its position; shorter titles first."""
        while not words.startswith(self._narrowed[-1][0]):
            self._narrowed.pop()
        earlier, candidates = self._narrowed[-1]
        if words != earlier:
            self._narrowed.append((words, self._measured(words.split(), candidates)))
        return self._narrowed[-1][1]

    def _measured(self, words: Sequence[str], candidates: Iterable[int]) -> dict[int, int]:
        distances: dict[int, int] = {}
        measures = [_measure(word) for word in words]
        start = f" {' '.join(words)}"
        for place in candidates:
            title, sum_ = self._titles[place], 0
            for measure in measures:
                distance = measure(title)
                if distance is None:
                    break
                sum_ += distance
            else:
                distances[place] = 3 * sum_ + _from_start(title, start)
        return distances


def _from_start(title: str, start: str) -> int:
    """Where a folded title has all of a query, `start`, less than one step of how well a word fits."""
    if not title.startswith(start):
        return _ELSEWHERE
    return _WHOLE if len(title) == len(start) + 1 else _STARTS


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
