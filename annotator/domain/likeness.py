"""How much two texts share, and which of many texts one resembles, in about the same time for each.

A text is taken as the set of its runs of three words (of six characters where it is written without spaces);
two texts are as alike as the share of runs that both have among those that either has (Jaccard's index).
A sketch holds the least hash in each of 64 bins of all runs (one permutation hashing: Li, Owen and Zhang,
2012), so that the share of bins in which two sketches agree estimates their likeness. Bands of four bins that
agree as a whole name the texts worth a look (locality sensitive hashing: Indyk and Motwani, 1998).
"""

from __future__ import annotations

import re
import sys
from array import array
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Final
from zlib import crc32

Sketch = str
"""172 characters of Base64; "" for a text of too few words."""

ALIKE: Final = 0.8
"""From here on two texts are told to resemble each other."""

_BINS: Final = 64
_BAND: Final = 4
_BANDS: Final = 16
"""Of two texts that share 0.8 of their runs, one band agrees in 9,998 of 10,000 cases."""
_CHARACTER_RUN: Final = 6
LEAST_RUNS: Final = 20
"""People are not told that shorter texts resemble each other."""
_EMPTY: Final = 0xFFFF
_NO_HASH: Final = 1 << 32
_MIX: Final = 0x9E3779B1
_OTHER_MIX: Final = 0x85EBCA77
"""Odd, so that no two orders of the same words have one hash for that reason."""
_LONGEST_TEXT: Final = 400_000
_MOST_A_BUCKET: Final = 40
_MOST_LOOKED_AT: Final = 10
_MARGIN: Final = 0.15
"""An estimate by 64 bins is off by 0.05 as a rule."""
_WORD: Final = re.compile(r"\w+")
_LONG_WORD: Final = 12


def sketch_of(text: str, *, least_runs: int = LEAST_RUNS) -> Sketch:
    """What stands for `text` when texts are compared; "" where it has fewer than so many runs."""
    hashes = _runs(text)
    if len(hashes) < least_runs:
        return ""
    least = [_NO_HASH] * _BINS
    for hashed in hashes:
        number = hashed & (_BINS - 1)
        if hashed < least[number]:  # noqa: PLR1730 - `min` takes three times as long
            least[number] = hashed
    bins = array("H", (_EMPTY if hashed == _NO_HASH else (hashed >> 6) % _EMPTY for hashed in least))
    return b64encode(_in_file_order(bins)).decode()


def likeness(one: str, other: str) -> float:
    """The share of runs that both texts have, from 0 to 1."""
    return share(runs(one), runs(other))


def runs(text: str) -> frozenset[int]:
    """A hash of each run, for a text that is compared with many."""
    return frozenset(_runs(text))


def share(ours: frozenset[int], others: frozenset[int]) -> float:
    """The likeness of the texts that have these runs."""
    both = len(ours & others)
    return both / max(len(ours) + len(others) - both, 1)


class LikenessIndex:
    """Finds among the texts added before those that a new one may resemble. Keys are the caller's.

    Of very many that are alike it knows some, unless it `is_whole`, and then takes longer the more there are.
    """

    def __init__(self, *, is_whole: bool = False) -> None:
        self._most_a_bucket = sys.maxsize if is_whole else _MOST_A_BUCKET
        self._keys: list[str] = []
        self._sketches: list[bytes] = []
        self._buckets: dict[int, int | list[int]] = {}

    def add(self, key: str, sketch: Sketch) -> None:
        """Remember a text. One without a sketch resembles none."""
        bins = _bins(sketch)
        if not bins:
            return
        number = len(self._keys)
        self._keys.append(key)
        self._sketches.append(bins)
        for band in _bands(bins):
            bucket = self._buckets.setdefault(band, number)
            if isinstance(bucket, int):
                if bucket != number:
                    self._buckets[band] = [bucket, number]
            elif len(bucket) < self._most_a_bucket:
                bucket.append(number)

    def nearest(self, sketch: Sketch) -> tuple[str, float] | None:
        """The key of the text that is most like the one of `sketch`, and an estimate of how much.

        None where no estimate comes so near to `ALIKE` that the likeness itself may reach it.
        """
        bins = _bins(sketch)
        shared: Counter[int] = Counter()
        for bucket in self._sharing(bins):
            shared.update(bucket)
        looked_at = [number for number, _ in shared.most_common(_MOST_LOOKED_AT)]
        found = [(self._keys[each], _estimate(bins, self._sketches[each])) for each in looked_at]
        likely = [pair for pair in found if pair[1] >= ALIKE - _MARGIN]
        return max(likely, key=lambda pair: pair[1], default=None)

    def likely(self, sketch: Sketch, *, is_asked: Callable[[str], bool]) -> Iterator[str]:
        """The keys of all texts whose likeness to the one of `sketch` may reach `ALIKE`, as they were added.

        Only those of which `is_asked` says so when their turn comes.
        """
        bins = _bins(sketch)
        for number in sorted(set[int]().union(*self._sharing(bins))):
            key = self._keys[number]
            if is_asked(key) and _estimate(bins, self._sketches[number]) >= ALIKE - _MARGIN:
                yield key

    def _sharing(self, bins: bytes) -> Iterator[Iterable[int]]:
        """The texts that share a band, for each band."""
        for band in _bands(bins) if bins else ():
            bucket = self._buckets.get(band, ())
            yield (bucket,) if isinstance(bucket, int) else bucket


def _runs(text: str) -> list[int]:
    """A hash of each run, of 32 bits."""
    words = _WORD.findall(text[:_LONGEST_TEXT].casefold())
    if sum(map(len, words)) > _LONG_WORD * len(words):
        letters = "".join(words)
        return [
            crc32(letters[at : at + _CHARACTER_RUN].encode())
            for at in range(len(letters) - _CHARACTER_RUN + 1)
        ]
    hashes = [crc32(word.encode()) for word in words]
    return [
        (one * _MIX + two * _OTHER_MIX + three) & 0xFFFFFFFF
        for one, two, three in zip(hashes, hashes[1:], hashes[2:], strict=False)
    ]


def _bins(sketch: Sketch) -> bytes:
    """The bins of a sketch; none where it is not one of this kind."""
    try:
        bins = b64decode(sketch, validate=True)
    except ValueError:
        return b""
    return bins if len(bins) == 2 * _BINS else b""


def _in_file_order(bins: array[int]) -> bytes:
    """The lower byte first on every machine, as sketches are kept in projects."""
    if sys.byteorder == "big":
        bins.byteswap()
    return bins.tobytes()


def _bands(sketch: bytes) -> Iterator[int]:
    """A hash for each run of bins; none for one that is empty."""
    width = 2 * _BAND
    empty = b"\xff" * width
    for band in range(_BANDS):
        part = sketch[band * width : (band + 1) * width]
        if part != empty:
            yield crc32(part) << 4 | band


def _estimate(one: bytes, other: bytes) -> float:
    pairs = list(zip(memoryview(one).cast("H"), memoryview(other).cast("H"), strict=True))
    filled = [(ours, others) for ours, others in pairs if ours != _EMPTY or others != _EMPTY]
    return sum(ours == others for ours, others in filled) / max(len(filled), 1)
