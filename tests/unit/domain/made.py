"""Strategies for articles that are worked on: units, and claims and decisions about them."""

from __future__ import annotations

import itertools

from hypothesis import strategies as st

from annotator.domain.records import Article, Claim, Decision, DecisionState, Fragment, Unit
from annotator.domain.spans import Span, merged

LENGTH = 40
TEXT = "abcdefghij" * 4
ARTICLE = Article("article", "0" * 64, "Letters", LENGTH)

_offsets = st.integers(0, LENGTH)
spans = st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 12)).map(
    lambda at: Span(at[0], min(LENGTH, at[0] + at[1]))
)


def _claim(number: int, parts: list[Span], *, deleted: bool) -> Claim:
    fragments = tuple(Fragment(part.start, part.end, part.of(TEXT)) for part in merged(parts))
    return Claim(
        f"claim-{number}", "article", "anna", "disputed", fragments, deleted_at="now" if deleted else None
    )


claims = st.builds(_claim, st.integers(0, 9), st.lists(spans, min_size=1, max_size=3), deleted=st.booleans())


@st.composite
def units(draw: st.DrawFn) -> tuple[Unit, ...]:
    """Some units in text order, with or without room between them."""
    edges = sorted(draw(st.sets(_offsets, max_size=12)))
    pairs = itertools.pairwise(edges)
    return tuple(
        Unit("article", start, end, annotatable=draw(st.booleans()))
        for start, end in pairs
        if draw(st.integers(0, 3))
    )


@st.composite
def decisions(draw: st.DrawFn) -> Decision:
    return Decision("article", draw(_offsets), "anna", draw(st.sampled_from(DecisionState)))
