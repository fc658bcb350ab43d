"""How far the annotators of a review unit are apart, in what, and of which kind that is.

For each pair of annotators who finished the article, their likeness is the intersection over union of their
marks times 1 minus the distance of their labels, and 0 where only one of them marked anything. The
disagreement of the unit is 1 minus the mean likeness. Notes and sureness are no part of it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from itertools import combinations, groupby
from typing import NamedTuple, TypeAlias

from annotator.domain.agreement.alignment import Cell, Presence, ReviewUnit
from annotator.domain.agreement.marks import Mark
from annotator.domain.agreement.overlap import covered_length, overlap, shared_length
from annotator.domain.immutable import immutable

LabelDistance: TypeAlias = Callable[[str, str], float]
"""How far apart two labels are: 0 for the same, at most 1."""

LabelPair: TypeAlias = tuple[str | None, str | None]
"""Two different labels in the order of their keys; None, which stands last, is no claim."""


class Kind(StrEnum):
    """Kinds of disagreement, the most telling first.

    SPLIT: one claim against two that lie in it; LABEL: different labels; MISSING: somebody who finished has
    nothing here; SPAN: different edges; AGREED: none of these; UNCOMPARED: only one annotator finished.
    """

    SPLIT = "split"
    LABEL = "label"
    MISSING = "missing"
    SPAN = "span"
    AGREED = "agreed"
    UNCOMPARED = "uncompared"


@immutable
class Disagreement:
    """How far a unit is from agreed.

    `value` is from 0 to 1, None where fewer than two annotators finished; `existence`, `boundary` and `label`
    are its parts and add up to it. `kinds` are all that apply, the most telling first.
    `annotator_pairs` are the pairs who differ, the furthest apart first, each by id; `label_pairs` are the
    different labels that met, without repetition.
    """

    unit: ReviewUnit
    value: float | None
    existence: float
    boundary: float
    label: float
    kinds: tuple[Kind, ...]
    annotator_pairs: tuple[tuple[str, str], ...] = ()
    label_pairs: tuple[LabelPair, ...] = ()

    @property
    def kind(self) -> Kind:
        """The most telling of its kinds."""
        return self.kinds[0]

    @property
    def is_open(self) -> bool:
        """Whether there is something to decide on: annotators were compared and differ."""
        return self.value is not None and self.value > 0


def nominal_distance(one: str, other: str) -> float:
    """Labels are the same or they are not."""
    return float(one != other)


def ordinal_distance(order: Sequence[str]) -> LabelDistance:
    """Difference of ranks in the declared `order`, as a share of the greatest.

    A label outside the order is as far from every other as can be.
    """
    ranks = {label: rank for rank, label in enumerate(order)}
    widest = len(ranks) - 1

    def distance(one: str, other: str) -> float:
        if one == other:
            return 0.0
        if one not in ranks or other not in ranks:
            return 1.0
        return abs(ranks[one] - ranks[other]) / widest

    return distance


def disagreements(
    units: Iterable[ReviewUnit], *, distance: LabelDistance = nominal_distance
) -> tuple[Disagreement, ...]:
    """The disagreement of each unit, in the order given.

    All units of one article stand together in text order, as `align` gives them: only units of one region
    beside each other can be split.
    """
    result: list[Disagreement] = []
    for _, group in groupby(units, key=lambda unit: (unit.article_id, unit.region)):
        region = list(group)
        split = _split_ids(region) if len(region) > 1 else frozenset()
        result += [_disagreement(unit, split, distance) for unit in region]
    return tuple(result)


class _Gap(NamedTuple):
    """What lies between two annotators in one unit, as parts of a distance from 0 to 1."""

    existence: float
    boundary: float
    label: float
    annotators: tuple[str, str]
    labels: LabelPair

    @property
    def width(self) -> float:
        return self.existence + self.boundary + self.label


def _disagreement(unit: ReviewUnit, split: frozenset[str], distance: LabelDistance) -> Disagreement:
    finished = [cell for cell in unit.cells if cell.presence is not Presence.MISSING]
    gaps = [_gap(one, other, distance) for one, other in combinations(finished, 2)]
    if not gaps:
        return Disagreement(unit, None, 0.0, 0.0, 0.0, (Kind.UNCOMPARED,))
    apart = sorted((gap for gap in gaps if gap.width), key=lambda gap: (-gap.width, gap.annotators))
    if not apart:
        return Disagreement(unit, 0.0, 0.0, 0.0, 0.0, (Kind.AGREED,))
    existence, boundary, label = (
        math.fsum(parts) / len(gaps)
        for parts in zip(*((gap.existence, gap.boundary, gap.label) for gap in gaps), strict=True)
    )
    labels = {gap.labels for gap in apart if gap.labels[0] != gap.labels[1]}
    return Disagreement(
        unit,
        math.fsum((existence, boundary, label)),
        existence,
        boundary,
        label,
        _kinds(unit, apart, is_split=not split.isdisjoint(unit.key)),
        tuple(gap.annotators for gap in apart),
        tuple(sorted(labels, key=lambda pair: (pair[1] is None, pair[0] or "", pair[1] or ""))),
    )


def _gap(one: Cell, other: Cell, distance: LabelDistance) -> _Gap:
    annotators = (one.annotator_id, other.annotator_id)
    if one.mark is None or other.mark is None:
        only = one.label or other.label
        return _Gap(float(only is not None), 0.0, 0.0, annotators, (only, None))
    labels = (min(one.mark.label, other.mark.label), max(one.mark.label, other.mark.label))
    away = distance(*labels)
    if one.mark.spans == other.mark.spans:
        return _Gap(0.0, 0.0, away, annotators, labels)
    found = overlap(one.mark.spans, other.mark.spans)
    likeness = found.shared / found.union
    return _Gap(0.0, 1 - likeness, likeness * away, annotators, labels)


def _kinds(unit: ReviewUnit, apart: Sequence[_Gap], *, is_split: bool) -> tuple[Kind, ...]:
    marks = unit.marks
    holds = {
        Kind.SPLIT: is_split,
        Kind.LABEL: len({mark.label for mark in marks}) > 1,
        Kind.MISSING: any(gap.existence for gap in apart),
        Kind.SPAN: len({mark.spans for mark in marks}) > 1,
    }
    return tuple(kind for kind, is_so in holds.items() if is_so)


def _split_ids(region: Sequence[ReviewUnit]) -> frozenset[str]:
    """The marks that are one against two of one annotator, which are apart and at least half in the one."""
    marks = [mark for unit in region for mark in unit.marks]
    result: set[str] = set()
    for one in marks:
        parts = [mark for mark in marks if mark.annotator_id != one.annotator_id and _is_part(mark, one)]
        for first, second in combinations(parts, 2):
            is_same = first.annotator_id == second.annotator_id
            if is_same and not shared_length(first.spans, second.spans):
                result |= {one.id, first.id, second.id}
    return frozenset(result)


def _is_part(mark: Mark, whole: Mark) -> bool:
    return 2 * shared_length(mark.spans, whole.spans) >= covered_length(mark.spans)
