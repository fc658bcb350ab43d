"""Krippendorff's alpha, from coincidences of labels."""

from __future__ import annotations

import math
from operator import mul

from annotator.domain.agreement.coefficient import Sums, figure_of
from annotator.domain.agreement.figure import Estimate, Figure, Reason
from annotator.domain.agreement.level import Distances, Level, distances_at, pairs
from annotator.domain.agreement.tally import Profile, Tally


class Alpha:
    """1 - Do/De after Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011.

    An item with m labels adds n_c (n_k - [c = k]) / (m - 1) to the coincidences of c and k, in all its m. The
    estimate's observed and expected values are disagreements, Do and De. The sums are the coincidences of
    each two labels that differ, then how often each label stands in an item with another one.
    """

    def __init__(self, sizes: set[int], labels: int, distances: Distances) -> None:
        self._labels = labels
        self._pairs = pairs(labels)
        self._distances = distances
        self._scale = math.lcm(*(size - 1 for size in sizes if size > 1))

    def terms(self, profile: Profile) -> Sums:
        size = sum(profile)
        if size < 2:
            return [0] * (len(self._pairs) + self._labels)
        share = self._scale // (size - 1)
        return [
            *(profile[first] * profile[second] * share for first, second in self._pairs),
            *profile,
        ]

    def estimate(self, sums: Sums) -> Estimate | Reason:
        mixed = len(self._pairs)
        used = sums[mixed:]
        number = sum(used)
        distances = self._distances(used)
        products = [used[first] * used[second] for first, second in self._pairs]
        apart = 2 * sum(map(mul, sums[:mixed], distances)) / self._scale
        chance = 2 * sum(map(mul, products, distances))
        if chance == 0:
            return Reason.NO_VARIATION
        observed, expected = apart / number, chance / (number * (number - 1))
        return Estimate(1 - observed / expected, observed, expected)


def alpha_of(tally: Tally, level: Level = Level.NOMINAL, *, confidence: float | None = 0.95) -> Figure:
    """Alpha at `level`; labels count in the order that `tally` has. Raises as `distances_at` does."""
    distances = distances_at(level, tally.labels)
    return figure_of(tally, Alpha(tally.sizes, len(tally.labels), distances), confidence=confidence)


def alpha_by_label(tally: Tally, *, confidence: float | None = 0.95) -> dict[str, Figure]:
    """For each label nominal alpha of that label against all others."""
    return {
        label: alpha_of(tally.against_rest(place), confidence=confidence)
        for place, label in enumerate(tally.labels)
    }


def coincidences(tally: Tally) -> list[list[float]]:
    """How often each two labels stand together, in whole labels: a symmetric table, label by label.

    A row sums to how often its label stands in an item that has another label.
    """
    count = len(tally.labels)
    scale = math.lcm(*(size - 1 for size in tally.sizes if size > 1))
    whole = [[0] * count for _ in range(count)]
    for profile, items in tally.of_items():
        size = sum(profile)
        if size > 1:
            share = items * (scale // (size - 1))
            for row, own in enumerate(profile):
                for column, other in enumerate(profile):
                    whole[row][column] += own * (other - (row == column)) * share
    return [[cell / scale for cell in row] for row in whole]
