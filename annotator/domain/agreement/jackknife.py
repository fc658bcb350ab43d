"""Intervals by leaving out one document at a time, for any measure that is made of sums over documents."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from annotator.domain.agreement.figure import FEWEST_DOCUMENTS, Estimate, Interval, Reason
from annotator.domain.agreement.student import t_quantile

Number = TypeVar("Number", int, float)


def jackknife(
    whole: float,
    totals: Sequence[Number],
    documents: Iterable[tuple[Sequence[Number], int]],
    estimate: Callable[[Sequence[Number]], Estimate | Reason],
    *,
    confidence: float = 0.95,
) -> Interval | Reason:
    """The interval around `whole`, the estimate from `totals`, with t of one degree less than documents.

    `documents` are the sums of a document and how many documents have exactly these. There is no chance in
    it, so the same data give the same interval. The variance is that of Tukey 1958: (D-1)/D times the sum of
    squared distances of the estimates with one document left out from their mean.
    """
    found: list[tuple[float, int]] = []
    for sums, count in documents:
        left = estimate([total - part for total, part in zip(totals, sums, strict=True)])
        if isinstance(left, Reason):
            return Reason.HANGS_ON_ONE_DOCUMENT
        found.append((left.value, count))
    number = sum(count for _, count in found)
    if number < FEWEST_DOCUMENTS:
        return Reason.TOO_FEW_DOCUMENTS
    mean = math.fsum(value * count for value, count in found) / number
    squares = math.fsum(count * (value - mean) ** 2 for value, count in found)
    half = t_quantile((1 + confidence) / 2, number - 1) * math.sqrt((number - 1) / number * squares)
    return Interval(max(whole - half, -1.0), min(whole + half, 1.0), confidence, number)
