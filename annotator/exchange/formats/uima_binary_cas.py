"""Reads a CAS in the binary form in which INCEpTION and WebAnno keep their documents.

It is an object of Java, packed with Snappy or not, with the types, the memory, and what is in which index.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from annotator.domain.work import Job
from annotator.exchange.annotations.json_values import Unfit
from annotator.exchange.formats.java_stream import java_object
from annotator.exchange.formats.snappy_frames import MARK, unpacked
from annotator.exchange.formats.uima_cas import LARGEST, Cas, Sofa
from annotator.exchange.formats.uima_heap import Heap
from annotator.exchange.formats.uima_types import TOKEN
from annotator.exchange.losses import Losses

_PACKAGE: Final = "org.apache.uima.cas.impl."
_KINDS: Final = tuple(
    f"{_PACKAGE}{name}" for name in ("CASCompleteSerializer", "CASMgrSerializer", "CASSerializer")
)


def cas_of_binary(data: bytes, name: str, job: Job, losses: Losses) -> Cas:
    """The CAS in `data`; the ids of structures are where they are in memory. Raises Unfit for what is none.

    What is in no index was deleted, and is not there.
    """
    stream = unpacked(data, job, largest=LARGEST) if data.startswith(MARK) else data
    whole = java_object(stream, _KINDS)
    kept = whole.inside("casSer")
    heap = Heap(whole.inside("casMgrSer"), kept)
    texts, *views = _listed(kept.numbers("fsIndex"))
    indexes = [frozenset(map(str, view)) for view in views]
    sofas = dict(_sofa(heap, place, indexes) for place in texts)
    if not sofas:
        raise Unfit("there is no text")
    structures = []
    for place in dict.fromkeys(place for view in views for place in view):
        job.check()
        try:
            if heap.type_at(place) != TOKEN:
                structures.append(heap.structure(place))
        except Unfit as error:
            losses.add(f"annotations that are not as they should be: {error}", f"{name} {place}")
    return Cas(heap.types, sofas, structures)


def _sofa(heap: Heap, place: int, indexes: Sequence[frozenset[str]]) -> tuple[str, Sofa]:
    """The text at `place` with its id. The first index is of the text whose number is 1."""
    found = heap.structure(place)
    name, text = (next(iter(found.words.get(each, ())), None) for each in ("sofaID", "sofaString"))
    number = found.plain.get("sofaNum")
    if not isinstance(number, int) or not 0 < number <= len(indexes):
        return found.id, Sofa(name or "", text, frozenset())
    return found.id, Sofa(name or "", text, indexes[number - 1])


def _listed(index: Sequence[int]) -> Iterator[Sequence[int]]:
    """Where the texts are, then view by view what is in its index.

    There stands how many views there are, then of each list how many it has, and they. Raises Unfit.
    """
    numbers = iter(index)
    for _ in range(max(next(numbers, 0), 0) + 1):
        count = next(numbers, -1)
        found = list(islice(numbers, max(count, 0)))
        if len(found) != count:
            raise Unfit("its index is damaged")
        yield found
