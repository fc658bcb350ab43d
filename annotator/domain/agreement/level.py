"""What is between two labels: only that they differ, an order, or numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from fractions import Fraction
from itertools import accumulate
from typing import Final, TypeAlias

from annotator.domain.errors import Refused

Distances: TypeAlias = Callable[[Sequence[int]], list[float]]
"""From how often each label was used, the squared distance of each pair of labels, as `pairs` lists them."""


_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,18}(\.[0-9]{1,18})?")


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
        raise Refused("One label is below zero, which no ratio is. Nothing was counted. Choose interval.")
    fixed = [_squared(level, values[first], values[second]) for first, second in places]
    return lambda used: fixed


def numbers(labels: Sequence[str]) -> list[Fraction]:
    """The labels as numbers. Raises Refused where one is none."""
    for label in labels:
        if not is_number(label):
            raise Refused(
                f"The label “{label}” is no number. Nothing was counted. Choose nominal or ordinal."
            )
    return [Fraction(label) for label in labels]


def is_number(label: str) -> bool:
    """Whether `label` is written as a decimal number of ordinary length."""
    return _NUMBER.fullmatch(label) is not None


def in_order(labels: Iterable[str]) -> list[str]:
    """The labels as people would look for them: by value where all are numbers, else by name."""
    by_name = sorted(labels)
    return sorted(by_name, key=Fraction) if all(map(is_number, by_name)) else by_name


def _squared(level: Level, first: Fraction, second: Fraction) -> float:
    if level is Level.RATIO:
        return float(((first - second) / (first + second)) ** 2) if first + second else 0.0
    return float((first - second) ** 2)
