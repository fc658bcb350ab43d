"""Cohen's kappa of two annotators, on what both labelled."""

from __future__ import annotations

import math
from collections.abc import Sequence
from operator import mul
from statistics import NormalDist

from annotator.domain.agreement.figure import Reason
from annotator.domain.agreement.weights import Weights
from annotator.domain.immutable import immutable


@immutable(kw_only=True)
class Kappa:
    """`observed` and `expected` are agreement; `highest` is the kappa that the same label counts allow.

    `error` is the standard error in large samples, `error_at_chance` that where kappa is 0 in truth; `low`
    and `high` bound the interval from `error`. They take items to be independent. None where undefined;
    `reason` says why `value` is None.
    """

    value: float | None = None
    reason: Reason | None = None
    units: int = 0
    observed: float | None = None
    expected: float | None = None
    highest: float | None = None
    error: float | None = None
    error_at_chance: float | None = None
    low: float | None = None
    high: float | None = None


def kappa_of(
    table: Sequence[Sequence[int]], weights: Weights = Weights.PLAIN, *, confidence: float = 0.95
) -> Kappa:
    """Kappa from how often the first annotator gave the label of the row and the second that of the column.

    Cohen 1960; with weights Cohen 1968; errors after Fleiss, Cohen & Everitt, Large sample standard errors of
    kappa and weighted kappa, 1969, their formulas 13 and 14.
    """
    number = sum(map(sum, table))
    if not number:
        return Kappa(reason=Reason.NO_PAIRABLE_UNITS)
    shares = _Shares(table, weights)
    observed, expected = shares.observed, shares.expected
    if expected == 1:
        return Kappa(reason=Reason.NO_VARIATION, units=number, observed=observed)
    value = (observed - expected) / (1 - expected)
    error = shares.error()
    half = NormalDist().inv_cdf((1 + confidence) / 2) * error
    is_plain = weights is Weights.PLAIN
    return Kappa(
        value=value,
        units=number,
        observed=observed,
        expected=expected,
        highest=(shares.most - expected) / (1 - expected) if is_plain else None,
        error=error,
        error_at_chance=shares.error_at_chance(),
        low=max(value - half, -1.0),
        high=min(value + half, 1.0),
    )


class _Shares:
    """A table as shares of all items, with its margins, and weights between 0 and 1."""

    def __init__(self, table: Sequence[Sequence[int]], weights: Weights) -> None:
        self._number = number = sum(map(sum, table))
        rows = [sum(row) for row in table]
        columns = [sum(column) for column in zip(*table, strict=True)]
        whole, full = weights.whole(len(table))
        near_rows = [_dot(line, columns) for line in whole]
        near_columns = [_dot(line, rows) for line in whole]
        # In whole numbers, so that full agreement by chance alone is told exactly.
        self.observed = sum(map(_dot, whole, table)) / (full * number)
        self.expected = _dot(near_rows, rows) / (full * number**2)
        self.most = sum(map(min, rows, columns)) / number
        scale = full * number
        self._cells = [
            (
                whole[row][column] / full,
                (near_rows[row] + near_columns[column]) / scale,
                table[row][column] / number,
                rows[row] * columns[column] / number**2,
            )
            for row in range(len(table))
            for column in range(len(table))
        ]

    def error(self) -> float:
        observed, expected = self.observed, self.expected
        spread = math.fsum(
            share * (weight * (1 - expected) - near * (1 - observed)) ** 2
            for weight, near, share, _ in self._cells
        )
        mean = observed * expected - 2 * expected + observed
        return math.sqrt(max(spread - mean**2, 0.0) / self._number) / (1 - expected) ** 2

    def error_at_chance(self) -> float:
        spread = math.fsum(chance * (weight - near) ** 2 for weight, near, _, chance in self._cells)
        return math.sqrt(max(spread - self.expected**2, 0.0) / self._number) / (1 - self.expected)


def _dot(first: Sequence[int], second: Sequence[int]) -> int:
    return sum(map(mul, first, second))
