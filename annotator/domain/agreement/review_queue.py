"""In which order a lead sees disagreements, and which of the agreed units she looks at to audit agreement."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from hashlib import blake2b
from typing import TypeAlias

from annotator.domain.agreement.disagreement import Disagreement, Kind, LabelPair

UnitKey: TypeAlias = tuple[str, ...]
_Place: TypeAlias = tuple[object, ...]


class QueueOrder(StrEnum):
    WORST_FIRST = "worst_first"
    ARTICLE = "article"
    ANNOTATOR_PAIR = "annotator_pair"
    LABEL_PAIR = "label_pair"


def queued(
    disagreements: Iterable[Disagreement],
    order: QueueOrder = QueueOrder.WORST_FIRST,
    *,
    positions: Mapping[str, int],
    labels: Sequence[str] = (),
    settled: Collection[UnitKey] = frozenset(),
) -> list[Disagreement]:
    """Those that are open, what is not settled first.

    `positions` has the place of every article in the project, `labels` the order of labels and `settled` the
    keys of units that were decided on. Pairs come in the order of annotators' ids and of `labels`, no claim
    last; a unit stands with the pair that is furthest apart in it, or the first pair of labels. Within a pair
    the worst come first, and what is equal stands in the order of the text.
    """
    ranks = {label: rank for rank, label in enumerate(labels)}
    place_of: dict[QueueOrder, Callable[[Disagreement], _Place]] = {
        QueueOrder.WORST_FIRST: lambda item: (-(item.value or 0),),
        QueueOrder.ARTICLE: lambda item: (),
        QueueOrder.ANNOTATOR_PAIR: lambda item: (item.annotator_pairs[0], -(item.value or 0)),
        QueueOrder.LABEL_PAIR: lambda item: (_first_label_pair(item, ranks), -(item.value or 0)),
    }

    def place(item: Disagreement) -> _Place:
        key, span = item.unit.key, item.unit.span
        in_text = (positions[item.unit.article_id], span.start, span.end, key)
        return (key in settled, *place_of[order](item), *in_text)

    return sorted((item for item in disagreements if item.is_open), key=place)


def audit_sample(
    disagreements: Iterable[Disagreement], *, percent: int = 5, seed: str = ""
) -> list[Disagreement]:
    """So many percent, rounded up, of the agreed units, in a random order that `seed` decides.

    A unit's luck depends on its key and the seed alone: other units, or the order they come in, move it in or
    out at the edge only.
    """
    agreed = [item for item in disagreements if item.kind is Kind.AGREED]
    lots = sorted(agreed, key=lambda item: (_lot(item.unit.key, seed), item.unit.key))
    return lots[: -(-len(agreed) * percent // 100)]


def _first_label_pair(item: Disagreement, ranks: Mapping[str, int]) -> tuple[tuple[int, str], ...]:
    """The first pair of labels that met, as places; after all pairs where labels are equal."""
    pairs = [_label_places(pair, ranks) for pair in item.label_pairs]
    return min(pairs, default=((len(ranks) + 2, ""),))


def _label_places(pair: LabelPair, ranks: Mapping[str, int]) -> tuple[tuple[int, str], ...]:
    known = len(ranks)
    places = ((known + 1, "") if label is None else (ranks.get(label, known), label) for label in pair)
    return tuple(sorted(places))


def _lot(key: UnitKey, seed: str) -> bytes:
    return blake2b("\n".join((seed, *key)).encode(), digest_size=8).digest()
