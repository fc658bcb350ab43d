"""Gwet's AC1 and AC2, which keep near percent agreement where one label is far more frequent than others."""

from __future__ import annotations

import math

from annotator.domain.agreement.coefficient import Sums, figure_of
from annotator.domain.agreement.figure import Estimate, Figure, Reason
from annotator.domain.agreement.tally import Profile, Tally
from annotator.domain.agreement.weights import Weights


class Gwet:
    """AC1, or AC2 with weights, with missing labels, after Gwet, Handbook of Inter-Rater Reliability, 2014.

    Observed agreement comes from items with two labels or more; how frequent labels are, from all items. The
    sums are agreement, items with two labels or more, items, and the share of each label in its items.
    """

    def __init__(self, sizes: set[int], labels: int, weights: Weights) -> None:
        self._labels = labels
        self._weights, self._full = weights.whole(labels)
        self._pair_scale = math.lcm(*(size * (size - 1) for size in sizes if size > 1))
        self._scale = math.lcm(*(size for size in sizes if size))

    def terms(self, profile: Profile) -> Sums:
        size = sum(profile)
        if not size:
            return [0] * (self._labels + 3)
        shares = [count * (self._scale // size) for count in profile]
        if size < 2:
            return [0, 0, 1, *shares]
        near = sum(
            [
                count
                * (sum([weight * other for weight, other in zip(row, profile, strict=True)]) - self._full)
                for count, row in zip(profile, self._weights, strict=True)
                if count
            ]
        )
        return [near * (self._pair_scale // (size * (size - 1))), 1, 1, *shares]

    def estimate(self, sums: Sums) -> Estimate | Reason:
        near, units, items, *shares = sums
        if sum(share > 0 for share in shares) < 2:
            return Reason.NO_VARIATION
        observed = near / (self._full * self._pair_scale * units)
        whole = self._scale * items
        spread = sum([share * (whole - share) for share in shares]) / whole**2
        weight = sum(map(sum, self._weights)) / self._full
        expected = weight * spread / (self._labels * (self._labels - 1))
        return Estimate((observed - expected) / (1 - expected), observed, expected)


def gwet_of(tally: Tally, weights: Weights = Weights.PLAIN, *, confidence: float | None = 0.95) -> Figure:
    """AC1, or with weights AC2, over all labels of `tally` in their order, also those that nobody used."""
    return figure_of(tally, Gwet(tally.sizes, len(tally.labels), weights), confidence=confidence)
