"""Figures from sums over articles: totals say the value, leaving out one article at a time its interval."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from annotator.domain.agreement.figure import FEWEST_DOCUMENTS, Estimate, Figure, Interval, Reason
from annotator.domain.agreement.jackknife import jackknife
from annotator.domain.agreement.marks import MarkedArticle

ArticleSums: TypeAlias = tuple[int, ...]
"""What an article adds; whole numbers, so that their order makes no difference in the last bit."""

Estimator: TypeAlias = Callable[[Sequence[int]], Estimate | Reason]
"""The measure from sums over articles, or why there is none."""


def comparable(articles: Iterable[MarkedArticle]) -> list[MarkedArticle]:
    """The articles that at least two annotators have finished."""
    return [article for article in articles if len(article.finished) > 1]


def pooled(
    articles: Sequence[MarkedArticle],
    sums: Sequence[ArticleSums],
    estimate: Estimator,
    *,
    confidence: float = 0.95,
) -> Figure:
    """The figure from the `sums` of each of `articles`, which two annotators have finished.

    In it `units` counts these articles, `labels` the marks of those who finished them, and `missing` is the
    share of annotators who were asked and have not finished. Articles that add nothing are not left out in
    turn for the interval.
    """
    asked = sum(len(article.annotators | article.finished) for article in articles)
    finished = sum(len(article.finished) for article in articles)
    documents = Counter(each for each in sums if any(each))
    totals = [sum(column) for column in zip(*sums, strict=True)]
    found = estimate(totals) if documents else Reason.NO_PAIRABLE_UNITS
    interval: Interval | Reason
    if isinstance(found, Reason):
        interval = found
    elif documents.total() < FEWEST_DOCUMENTS:
        interval = Reason.TOO_FEW_DOCUMENTS
    else:
        interval = jackknife(found.value, totals, documents.items(), estimate, confidence=confidence)
    return Figure(
        value=None if isinstance(found, Reason) else found.value,
        reason=found if isinstance(found, Reason) else None,
        observed=None if isinstance(found, Reason) else found.observed,
        expected=None if isinstance(found, Reason) else found.expected,
        units=len(articles),
        labels=sum(mark.annotator_id in article.finished for article in articles for mark in article.marks),
        missing=(asked - finished) / asked if asked else None,
        interval=interval if isinstance(interval, Interval) else None,
        interval_reason=interval if isinstance(interval, Reason) else None,
    )
