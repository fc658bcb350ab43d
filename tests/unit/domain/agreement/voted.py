"""Votes of several annotators on items, by hand and as strategies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from hypothesis import strategies as st

from annotator.domain.agreement.tally import Tally, tally_of
from annotator.domain.agreement.votes import Vote, Votes, gathered

LABELS = ("confirmed", "disputed", "unverified")
PEOPLE = ("anna", "ben", "chen", "dee")
ITEMS = tuple(f"item {number:02}" for number in range(16))


def votes_on(units: Iterable[Sequence[Any]], *, labels: Sequence[Any] = ()) -> Votes:
    """The votes in rows of units, with a column an annotator; None is a missing label."""
    votes = [
        (f"unit {unit}", f"annotator {annotator}", "" if label is None else str(label))
        for unit, row in enumerate(units)
        for annotator, label in enumerate(row)
    ]
    return gathered(votes, labels=[str(label) for label in labels])


def tally_on(units: Iterable[Sequence[Any]], *, labels: Sequence[Any] = ()) -> Tally:
    return tally_of(votes_on(units, labels=labels))


def spelled_out(table: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """The units of a table that says how often two annotators gave which two labels."""
    return [
        (row, column)
        for row, cells in enumerate(table)
        for column, count in enumerate(cells)
        for _ in range(count)
    ]


votes_of_few: st.SearchStrategy[list[Vote]] = st.lists(
    st.tuples(st.sampled_from(ITEMS), st.sampled_from(PEOPLE), st.sampled_from(("", *LABELS))),
    unique_by=lambda vote: vote[:2],
    max_size=60,
)
documents_of_few = st.fixed_dictionaries({item: st.sampled_from("ABCDEFGHIJ") for item in ITEMS})
