"""Fleiss' kappa, where every item has the same number of labels; with two, it is Scott's pi."""

from __future__ import annotations

from annotator.domain.agreement.coefficient import Sums, figure_of
from annotator.domain.agreement.figure import Estimate, Figure, Reason
from annotator.domain.agreement.tally import Profile, Tally


class Fleiss:
    """Kappa of Fleiss, Measuring nominal scale agreement among many raters, 1971.

    The sums are ordered pairs of equal labels, items, and how often each label was given. Items without a
    label say nothing; any other difference in number makes it undefined.
    """

    def __init__(self, sizes: set[int], labels: int) -> None:
        self._sizes = sizes - {0}
        self._labels = labels

    def terms(self, profile: Profile) -> Sums:
        if not sum(profile):
            return [0] * (self._labels + 2)
        return [sum([count * (count - 1) for count in profile]), 1, *profile]

    def estimate(self, sums: Sums) -> Estimate | Reason:
        if len(self._sizes) > 1:
            return Reason.UNEQUAL_LABELS
        equal, items, *used = sums
        (size,) = self._sizes
        given = items * size
        if given in used:
            return Reason.NO_VARIATION
        observed = equal / (items * size * (size - 1))
        expected = sum([count**2 for count in used]) / given**2
        return Estimate((observed - expected) / (1 - expected), observed, expected)


def fleiss_of(tally: Tally, *, confidence: float | None = 0.95) -> Figure:
    """Fleiss' kappa, undefined where items differ in how many labels they have."""
    return figure_of(tally, Fleiss(tally.sizes, len(tally.labels)), confidence=confidence)


def fleiss_by_label(tally: Tally, *, confidence: float | None = 0.95) -> dict[str, Figure]:
    """For each label the kappa of that label against all others, as Fleiss 1971 gives it by category."""
    return {
        label: fleiss_of(tally.against_rest(place), confidence=confidence)
        for place, label in enumerate(tally.labels)
    }
