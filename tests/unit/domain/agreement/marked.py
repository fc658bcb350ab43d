"""Articles that several annotators have marked, by hand and as strategies."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from hypothesis import strategies as st

from annotator.domain.agreement.marks import Mark, MarkedArticle
from annotator.domain.spans import Span, merged

LENGTH = 60
LABELS = ("confirmed", "disputed", "unverified")
PEOPLE = ("anna", "ben", "chen", "dee")

Spot: TypeAlias = tuple[int, int, str]
"""Start, end and label of a claim."""


def mark(start: int, end: int, label: str = "disputed", *, by: str = "anna", name: str = "") -> Mark:
    return Mark(name or f"{by}-{start}-{end}-{label}", by, label, (Span(start, end),))


def article(
    spots: Mapping[str, Iterable[Spot]],
    *,
    length: int = LENGTH,
    unfinished: Iterable[str] = (),
    name: str = "article",
) -> MarkedArticle:
    """An article that everybody in `spots` was asked to read, also those who have no claims in it."""
    marks = [mark(start, end, label, by=by) for by, each in spots.items() for start, end, label in each]
    people = frozenset(spots)
    return MarkedArticle(name, length, people, people - frozenset(unfinished), tuple(marks))


def reference(shared: Path, measure: str) -> list[dict[str, Any]]:
    """The published and derived cases of one measure."""
    path = shared / "data" / "agreement_reference.json"
    if not path.is_file():
        pytest.skip(f"no reference values at {path}")
    cases = json.loads(path.read_text("utf-8"))
    found: list[dict[str, Any]] = [case for case in cases if case["measure"] == measure]
    assert found
    return found


spans = st.builds(
    lambda start, length: Span(start, min(LENGTH, start + length)),
    st.integers(0, LENGTH - 1),
    st.integers(1, 20),
)
_fragments = st.lists(spans, min_size=1, max_size=2).map(merged)
labels = st.sampled_from(LABELS)


@st.composite
def apart_spots(draw: st.DrawFn) -> list[Spot]:
    """Claims of one annotator that lie apart or touch."""
    edges = sorted(draw(st.sets(st.integers(0, LENGTH), max_size=10)))
    pairs = list(zip(edges[::2], edges[1::2], strict=False))
    return [(start, end, draw(labels)) for start, end in pairs]


@st.composite
def marks_of(draw: st.DrawFn, by: str) -> list[Mark]:
    """Claims of one annotator, which may overlap and have two fragments."""
    found = draw(st.lists(st.tuples(_fragments, labels), max_size=5))
    return [Mark(f"{by}-{place}", by, label, parts) for place, (parts, label) in enumerate(found)]


@st.composite
def articles(draw: st.DrawFn) -> MarkedArticle:
    people = draw(st.sets(st.sampled_from(PEOPLE), min_size=2))
    finished = draw(st.sets(st.sampled_from(sorted(people))))
    marks = [mark for by in sorted(people) for mark in draw(marks_of(by))]
    return MarkedArticle("article", LENGTH, frozenset(people), frozenset(finished), tuple(marks))


@st.composite
def apart_articles(draw: st.DrawFn) -> MarkedArticle:
    """An article whose annotators' own claims lie apart; all have finished."""
    people = PEOPLE[: draw(st.integers(2, len(PEOPLE)))]
    return article({by: draw(apart_spots()) for by in people})


def renamed(article: MarkedArticle, names: dict[str, str]) -> MarkedArticle:
    """The same with other names of annotators and the marks turned round."""
    marks = [replace(mark, annotator_id=names[mark.annotator_id]) for mark in reversed(article.marks)]
    return replace(
        article,
        annotators=frozenset(names[by] for by in article.annotators),
        finished=frozenset(names[by] for by in article.finished),
        marks=tuple(marks),
    )


permutations = st.permutations(PEOPLE).map(lambda other: dict(zip(PEOPLE, other, strict=True)))
