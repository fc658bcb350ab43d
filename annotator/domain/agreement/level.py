"""What is between two labels: only that they differ, an order, or numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from fractions import Fraction
from itertools import accumulate
from typing import TypeAlias

from annotator.domain.errors import Refused

Distances: TypeAlias = Callable[[Sequence[int]], list[float]]
"""From how often each label was used, the squared distance of each pair of labels, as `pairs` lists them."""


class Level(StrEnum):
    """The levels of measurement, of which all but the first need more than names."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


def pairs(count: int) -> list[tuple[int, int]]:
    """All pairs of places below `count`, the lower one first."""
    return [(first, second) for first in range(count) for second in range(first + 1, count)]


def distances_at(level: Level, labels: Sequence[str]) -> Distances:
    """Krippendorff's difference functions (Content Analysis, 2004, 11.3.4).

    For ordinal labels the difference is that of their mean ranks among all labels that were used.

    Raises:
        Refused: a label is no number where the level asks for numbers, or below zero at ratio level.
    """
    places = pairs(len(labels))
    if level is Level.NOMINAL:
        ones = [1.0] * len(places)
        return lambda used: ones
    if level is Level.ORDINAL:

        def by_rank(used: Sequence[int]) -> list[float]:
            ranks = [end - own / 2 for end, own in zip(accumulate(used), used, strict=True)]
            return [(ranks[first] - ranks[second]) ** 2 for first, second in places]

        return by_rank
    values = numbers(labels)
    if level is Level.RATIO and min(values, default=Fraction(0)) < 0:
        raise Refused("A label is below zero, which no ratio is. Nothing was counted. Choose interval.")
    fixed = [_squared(level, values[first], values[second]) for first, second in places]
    return lambda used: fixed


def numbers(labels: Sequence[str]) -> list[Fraction]:
    """The labels as numbers. Raises Refused where one is none."""
    found = []
    for label in labels:
        try:
            found.append(Fraction(label.strip()))
        except (ValueError, ZeroDivisionError) as error:
            raise Refused(
                f"The label “{label}” is no number. Nothing was counted. Choose nominal or ordinal."
            ) from error
    return found


def _squared(level: Level, first: Fraction, second: Fraction) -> float:
    if level is Level.RATIO:
        return float(((first - second) / (first + second)) ** 2) if first + second else 0.0
    return float((first - second) ** 2)
