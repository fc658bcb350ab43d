"""Percent agreement: how often two annotators of the same item agree, whatever chance would do."""

from __future__ import annotations

import math

from annotator.domain.agreement.coefficient import Sums, figure_of
from annotator.domain.agreement.figure import Estimate, Figure, Reason
from annotator.domain.agreement.tally import Profile, Tally


class Percent:
    """The mean over items of the share of pairs of labels that are equal: Gwet's observed agreement."""

    def __init__(self, sizes: set[int]) -> None:
        self._scale = math.lcm(*(size * (size - 1) for size in sizes if size > 1))

    def terms(self, profile: Profile) -> Sums:
        size = sum(profile)
        if size < 2:
            return (0, 0)
        equal = sum([count * (count - 1) for count in profile])
        return equal * (self._scale // (size * (size - 1))), 1

    def estimate(self, sums: Sums) -> Estimate | Reason:
        agreement, units = sums
        value = agreement / (self._scale * units)
        return Estimate(value, value)


def percent_of(tally: Tally, *, confidence: float | None = 0.95) -> Figure:
    """Mean pairwise agreement, from 0 to 1."""
    return figure_of(tally, Percent(tally.sizes), confidence=confidence)
