"""How many of two annotators' claims are the same: mean F1 over pairs of annotators, pooled over articles.

The mean of F1 over pairs is the positive specific agreement, to which kappa tends where what nobody marked is
plenty (Hripcsak & Rothschild 2005). Both sides count the same, so it does not matter who is compared to whom.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from fractions import Fraction
from itertools import combinations
from math import lcm

from annotator.domain.agreement.figure import Estimate, Figure, Reason
from annotator.domain.agreement.marks import Mark, MarkedArticle
from annotator.domain.agreement.matching import match
from annotator.domain.agreement.overlap import covered_length, overlap, shared_length
from annotator.domain.agreement.pooled import comparable, pooled
from annotator.domain.spans import merged


class Likeness(StrEnum):
    """What counts as the same claim.

    EXACT: same words and label; RELAXED: half of the words in common and the same label; BOUNDARY: half of
    the words, whatever the label; SOFT: any overlap, each pair with its intersection over union; CHARACTER:
    code points instead of claims, whatever the label.
    """

    EXACT = "exact"
    RELAXED = "relaxed"
    BOUNDARY = "boundary"
    SOFT = "soft"
    CHARACTER = "character"


_THRESHOLDS = {Likeness.EXACT: 100, Likeness.RELAXED: 50, Likeness.BOUNDARY: 50, Likeness.SOFT: 0}
_LABELLED = (Likeness.EXACT, Likeness.RELAXED)


def pair_counts(
    ones: Sequence[Mark],
    others: Sequence[Mark],
    likeness: Likeness,
    *,
    threshold: int | None = None,
) -> tuple[Fraction, int]:
    """Twice what two annotators have in common in one article, and the sum of what each has.

    The quotient is F1. `threshold`, in percent, takes the place of the one that belongs to `likeness`.
    """
    if likeness is Likeness.CHARACTER:
        covers = [merged(span for mark in side for span in mark.spans) for side in (ones, others)]
        return Fraction(2 * shared_length(*covers)), sum(map(covered_length, covers))
    asked = _THRESHOLDS[likeness] if threshold is None else threshold
    pairs = match(ones, others, threshold=asked, labelled=likeness in _LABELLED)
    size = len(ones) + len(others)
    if likeness is Likeness.SOFT:
        return 2 * sum((overlap(one.spans, other.spans).iou for one, other in pairs), Fraction(0)), size
    return Fraction(2 * len(pairs)), size


def span_f1(
    articles: Iterable[MarkedArticle],
    likeness: Likeness,
    *,
    threshold: int | None = None,
    confidence: float = 0.95,
) -> Figure:
    """F1 over all pairs of annotators in all articles that two have finished, in 0 to 1.

    For one pair of annotators pass `article.between(one, other)`. Undefined where nobody marked anything.
    """
    common = comparable(articles)
    counts = [_article_counts(article, likeness, threshold) for article in common]
    # Sums of whole numbers come out the same in any order, so all get one denominator.
    scale = lcm(*(shared.denominator for shared, _ in counts))
    sums = [(int(shared * scale), size * scale) for shared, size in counts]
    return pooled(common, sums, _estimate, confidence=confidence)


def _article_counts(
    article: MarkedArticle, likeness: Likeness, threshold: int | None
) -> tuple[Fraction, int]:
    """The counts of all pairs of annotators who finished the article."""
    sides = [article.marks_of(annotator) for annotator in sorted(article.finished)]
    counts = [pair_counts(one, other, likeness, threshold=threshold) for one, other in combinations(sides, 2)]
    return sum((shared for shared, _ in counts), Fraction(0)), sum(size for _, size in counts)


def _estimate(sums: Sequence[int]) -> Estimate | Reason:
    shared, size = sums
    return Estimate(shared / size, shared / size) if size else Reason.NO_PAIRABLE_UNITS
