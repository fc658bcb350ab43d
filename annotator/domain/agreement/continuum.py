"""Agreement on where claims are and what they are, over the whole text: u-alpha of 2016.

Krippendorff, Mathet, Bouvry & Widlöcher, "On the reliability of unitizing textual continua", Quality &
Quantity 50 (2016). Each annotator's text is a row of units and gaps. For two values c and k, o(c, k) is the
length over which one annotator has c and another k, each annotator's counterparts weighing 1 / (m - 1). With
l(c) the length under c, t the sum of all l, and s the sum of the squared lengths of units and the lengths of
gaps, what is expected by chance of c != k is e(c, k) = t l(c) l(k) / (t² - s), and

    u = 1 - sum of o(c, k) over c != k / sum of e(c, k) over c != k.

It was chosen over alpha-U of 2004, which can rise where two annotators move apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, permutations
from math import lcm
from typing import NamedTuple

from annotator.domain.agreement.figure import Estimate, Figure, Reason
from annotator.domain.agreement.marks import Mark, MarkedArticle
from annotator.domain.agreement.pooled import ArticleSums, Estimator, comparable, pooled

_GAP = 0


class _Piece(NamedTuple):
    """One unit of one annotator, in code points; `value` is the place of its label, from 1."""

    start: int
    end: int
    value: int


class _Cover(NamedTuple):
    """An article of `length` code points, and the pieces, which lie apart, of each who finished it."""

    length: int
    rows: list[list[_Piece]]


def unitizing_agreement(
    articles: Iterable[MarkedArticle], *, label: str | None = None, confidence: float = 0.95
) -> Figure:
    """u: edges and labels of claims together; with `label` those of one label, all else being gaps.

    Where an annotator has overlapping claims of different labels there is no row of units to compare, and
    each label is a text of its own: what is observed and expected is summed over the labels.
    In the figure `observed` and `expected` are disagreement, as shares of the text.
    """
    common = comparable(articles)
    labels = [label] if label is not None else _labels(common)
    if label is None and not any(_has_layers(article) for article in common):
        layers = [{name: place for place, name in enumerate(labels, start=1)}]
    else:
        layers = [{name: 1} for name in labels]
    return _figure(common, layers, confidence)


def detection_agreement(articles: Iterable[MarkedArticle], *, confidence: float = 0.95) -> Figure:
    """|u: whether there is a claim, whatever its label; overlapping claims of one annotator are one unit."""
    common = comparable(articles)
    return _figure(common, [dict.fromkeys(_labels(common), 1)], confidence)


def labelling_agreement(articles: Iterable[MarkedArticle], *, confidence: float = 0.95) -> Figure:
    """cu: labels only, where two annotators have a claim on the same words. Meant for pairs of annotators.

    For more of them the correction for the lengths of units is not agreed upon; here each unit adds the
    square of what it shares with each other annotator, divided by m - 1. Undefined where an annotator has
    overlapping claims of different labels.
    """
    common = comparable(articles)
    if any(_has_layers(article) for article in common):
        return Figure(reason=Reason.UNEQUAL_LABELS, interval_reason=Reason.UNEQUAL_LABELS, units=len(common))
    values = {name: place for place, name in enumerate(_labels(common), start=1)}
    scale = _scale(common)
    sums = [_shared_sums(_cover(article, values), len(values), scale) for article in common]
    return pooled(common, sums, _estimator([len(values)]), confidence=confidence)


def coverage(articles: Iterable[MarkedArticle]) -> Figure:
    """The share of the text, weighed by pairs of annotators, on which both have a claim: what cu rests on."""
    common = comparable(articles)
    values = dict.fromkeys(_labels(common), 1)
    scale = _scale(common)
    sums: list[ArticleSums] = []
    for article in common:
        shared = 0
        cover = _cover(article, values)
        others = len(cover.rows) - 1
        for length, counts in _stretches(cover, 1):
            shared += length * counts[1] * (counts[1] - 1) * scale // others
        sums.append((shared, cover.length * len(cover.rows) * scale))
    return pooled(common, sums, _share)


def _share(sums: Sequence[int]) -> Estimate | Reason:
    shared, whole = sums
    return Estimate(shared / whole, shared / whole)


def _figure(common: list[MarkedArticle], layers: list[dict[str, int]], confidence: float) -> Figure:
    """Agreement u where each layer maps the labels that it knows to values; a layer is a text of its own."""
    used = set(_labels(common))
    if not any(used & layer.keys() for layer in layers):
        reason = Reason.NO_PAIRABLE_UNITS
        return Figure(reason=reason, interval_reason=reason, units=len(common))
    scale = _scale(common)
    sizes = [max(layer.values(), default=0) for layer in layers]
    sums = [
        tuple(
            part
            for layer, size in zip(layers, sizes, strict=True)
            for part in _sums(_cover(article, layer), size, scale)
        )
        for article in common
    ]
    return pooled(common, sums, _estimator(sizes), confidence=confidence)


def _estimator(sizes: Sequence[int]) -> Estimator:
    """The estimate from one layer after the other, each with so many values beside the gap."""

    def estimate(sums: Sequence[int]) -> Estimate | Reason:
        observed = expected = whole = 0.0
        start = 0
        for size in sizes:
            agreeing, correction, *lengths = sums[start : start + size + 3]
            start += size + 3
            total = sum(lengths)
            possible = total**2 - correction
            if possible > 0:
                observed += total - agreeing
                expected += total * (total**2 - sum(length**2 for length in lengths)) / possible
                whole += total
        if not expected:
            return Reason.NO_VARIATION
        return Estimate(1 - observed / expected, observed / whole, expected / whole)

    return estimate


def _sums(cover: _Cover, size: int, scale: int) -> ArticleSums:
    """What u adds up: length over which values agree, correction, and the length under each value.

    Lengths are times `scale`, the correction times its square, which leaves u as it is.
    """
    agreeing = 0
    lengths = [0] * (size + 1)
    others = len(cover.rows) - 1
    for length, counts in _stretches(cover, size):
        for value, count in enumerate(counts):
            lengths[value] += length * count * scale
            agreeing += length * count * (count - 1) * scale // others
    correction = 0
    for row in cover.rows:
        sizes = [piece.end - piece.start for piece in row]
        correction += sum(each**2 for each in sizes) + cover.length - sum(sizes)
    return agreeing, correction * scale**2, *lengths


def _shared_sums(cover: _Cover, size: int, scale: int) -> ArticleSums:
    """What cu adds up: the same as u, over the text that two annotators have units on."""
    agreeing = 0
    lengths = [0] * (size + 1)
    others = len(cover.rows) - 1
    for length, counts in _stretches(cover, size):
        valued = sum(counts[1:])
        for value, count in enumerate(counts[1:], start=1):
            lengths[value] += length * count * (valued - 1) * scale // others
            agreeing += length * count * (count - 1) * scale // others
    correction = sum(
        shared**2 for one, other in permutations(cover.rows, 2) for shared in _shared(one, other)
    )
    return agreeing, correction * scale**2 // others, *lengths


def _shared(row: list[_Piece], other: list[_Piece]) -> Iterator[int]:
    """For each piece of `row`, the code points that it shares with `other`."""
    first = 0
    for piece in row:
        while first < len(other) and other[first].end <= piece.start:
            first += 1
        shared = 0
        for second in islice(other, first, None):
            if second.start >= piece.end:
                break
            shared += min(piece.end, second.end) - max(piece.start, second.start)
        yield shared


def _stretches(cover: _Cover, size: int) -> Iterator[tuple[int, list[int]]]:
    """Lengths of text, and how many annotators have each value there; the same list each time."""
    steps = [(piece.start, piece.value, 1) for row in cover.rows for piece in row]
    steps += [(piece.end, piece.value, -1) for row in cover.rows for piece in row]
    counts = [0] * (size + 1)
    counts[_GAP] = len(cover.rows)
    last = 0
    for place, value, step in sorted(steps):
        if place > last:
            yield place - last, counts
            last = place
        counts[value] += step
        counts[_GAP] -= step
    if cover.length > last:
        yield cover.length - last, counts


def _cover(article: MarkedArticle, values: dict[str, int]) -> _Cover:
    """The pieces of everybody who finished the article; labels without a value are gaps."""
    rows = []
    for annotator in sorted(article.finished):
        pieces = _pieces(article.marks_of(annotator), values)
        merged: list[_Piece] = []
        # Pieces of one label that overlap are one; those that touch stay two.
        for piece in pieces:
            if merged and piece.start < merged[-1].end:
                merged[-1] = merged[-1]._replace(end=max(piece.end, merged[-1].end))
            else:
                merged.append(piece)
        rows.append(merged)
    return _Cover(article.length, rows)


def _pieces(marks: Iterable[Mark], values: dict[str, int]) -> list[_Piece]:
    return sorted(
        _Piece(span.start, span.end, values[mark.label])
        for mark in marks
        if mark.label in values
        for span in mark.spans
    )


def _has_layers(article: MarkedArticle) -> bool:
    """Whether somebody who finished gave two labels to the same words."""
    for annotator in article.finished:
        furthest: dict[str, int] = {}
        parts = [(span, mark.label) for mark in article.marks_of(annotator) for span in mark.spans]
        for span, label in sorted(parts):
            if any(end > span.start for name, end in furthest.items() if name != label):
                return True
            furthest[label] = max(span.end, furthest.get(label, 0))
    return False


def _labels(articles: Iterable[MarkedArticle]) -> list[str]:
    """The labels that those who finished gave."""
    return sorted(
        {
            mark.label
            for article in articles
            for mark in article.marks
            if mark.annotator_id in article.finished
        }
    )


def _scale(articles: Iterable[MarkedArticle]) -> int:
    """What makes whole numbers of all shares of annotators' counterparts."""
    return lcm(*(len(article.finished) - 1 for article in articles))
