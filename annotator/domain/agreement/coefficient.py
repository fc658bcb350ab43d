"""A coefficient over a tally: sums over items, an estimate from them, and its interval by documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol, TypeAlias

from annotator.domain.agreement.figure import FEWEST_DOCUMENTS, FEWEST_UNITS, Estimate, Figure, Reason
from annotator.domain.agreement.jackknife import jackknife
from annotator.domain.agreement.tally import Profile, Tally

Sums: TypeAlias = Sequence[int]
"""Whole numbers, scaled so that no fraction is left: sums come out the same in any order, to the last bit."""


class Coefficient(Protocol):
    """What an item adds to the sums, and what sums say to which at least one pair of labels added."""

    def terms(self, profile: Profile) -> Sums: ...

    def estimate(self, sums: Sums) -> Estimate | Reason: ...


def figure_of(tally: Tally, coefficient: Coefficient, *, confidence: float | None = 0.95) -> Figure:
    """The coefficient on all items of `tally`, with an interval unless `confidence` is None."""
    figure = basis_of(tally)
    if not figure.units:
        return replace(figure, reason=Reason.NO_PAIRABLE_UNITS)
    terms = [coefficient.terms(profile) for profile in tally.profiles]
    totals = totals_of(tally, terms)
    found = coefficient.estimate(totals)
    if isinstance(found, Reason):
        return replace(figure, reason=found)
    figure = replace(figure, value=found.value, observed=found.observed, expected=found.expected)
    if confidence is None:
        return figure
    if figure.units < FEWEST_UNITS:
        return replace(figure, interval_reason=Reason.TOO_FEW_UNITS)
    documents = list(_documents(tally, terms))
    if sum(count for _, count in documents) < FEWEST_DOCUMENTS:
        return replace(figure, interval_reason=Reason.TOO_FEW_DOCUMENTS)
    interval = jackknife(found.value, totals, documents, coefficient.estimate, confidence=confidence)
    if isinstance(interval, Reason):
        return replace(figure, interval_reason=interval)
    return replace(figure, interval=interval)


def basis_of(tally: Tally) -> Figure:
    """What every coefficient on `tally` is computed on, without a value."""
    units = pairable = given = items = 0
    for profile, count in tally.of_items():
        size = sum(profile)
        items += count
        given += size * count
        if size > 1:
            units += count
            pairable += size * count
    cells = items * tally.annotators
    return Figure(
        units=units,
        labels=pairable,
        missing=1 - given / cells if cells else None,
        excluded=1 - pairable / given if given else None,
    )


def totals_of(tally: Tally, terms: Sequence[Sums]) -> list[int]:
    """The sums over all items, whose profiles have `terms`."""
    counts = tally.counts
    return [
        sum([part * count for part, count in zip(column, counts, strict=True)])
        for column in zip(*terms, strict=True)
    ]


def _documents(tally: Tally, terms: Sequence[Sums]) -> Iterator[tuple[Sums, int]]:
    """The sums of each document in which two annotators labelled the same; the others are never left out."""
    alone = {place for place, profile in enumerate(tally.profiles) if sum(profile) < 2}
    for places, count in tally.documents:
        if not alone.issuperset(places):
            yield list(map(sum, zip(*[terms[place] for place in places], strict=True))), count
