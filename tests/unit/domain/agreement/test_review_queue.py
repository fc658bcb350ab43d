from __future__ import annotations

import random

import pytest

from annotator.domain.agreement.alignment import align
from annotator.domain.agreement.disagreement import Disagreement, Kind, disagreements
from annotator.domain.agreement.review_queue import QueueOrder, audit_sample, queued
from tests.unit.domain.agreement.marked import LABELS, article

POSITIONS = {"first": 0, "second": 1}


def items() -> list[Disagreement]:
    first = article(
        {
            "anna": [(0, 10, "unverified"), (20, 30, "confirmed"), (40, 50, "disputed")],
            "ben": [(0, 10, "disputed"), (20, 25, "confirmed"), (40, 50, "disputed")],
        },
        name="first",
    )
    second = article(
        {
            "ben": [(0, 10, "confirmed"), (20, 30, "disputed")],
            "chen": [(0, 10, "disputed")],
        },
        name="second",
    )
    return [found for one in (first, second) for found in disagreements(align(one))]


def places(order: QueueOrder, settled: frozenset[tuple[str, ...]] = frozenset()) -> list[tuple[str, int]]:
    found = items()
    random.Random(7).shuffle(found)
    queue = queued(found, order, positions=POSITIONS, labels=LABELS, settled=settled)
    return [(item.unit.article_id, item.unit.span.start) for item in queue]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (QueueOrder.WORST_FIRST, [("first", 0), ("second", 0), ("second", 20), ("first", 20)]),
        (QueueOrder.ARTICLE, [("first", 0), ("first", 20), ("second", 0), ("second", 20)]),
        (QueueOrder.ANNOTATOR_PAIR, [("first", 0), ("first", 20), ("second", 0), ("second", 20)]),
        # Confirmed against disputed, disputed against unverified, disputed against nothing, equal labels.
        (QueueOrder.LABEL_PAIR, [("second", 0), ("first", 0), ("second", 20), ("first", 20)]),
    ],
)
def test_each_order_leaves_out_what_is_agreed(order: QueueOrder, expected: list[tuple[str, int]]) -> None:
    assert places(order) == expected


def test_what_is_settled_comes_last() -> None:
    worst = next(item.unit.key for item in items() if item.unit.span.start == 0)
    assert places(QueueOrder.WORST_FIRST, frozenset([worst]))[-1] == ("first", 0)


def agreed(count: int) -> list[Disagreement]:
    spots = [(place, place + 1, "disputed") for place in range(count)]
    return list(disagreements(align(article({"anna": spots, "ben": spots}, length=count))))


def test_a_twentieth_of_the_agreed_is_looked_at_again() -> None:
    found = agreed(200)
    sample = audit_sample(found)
    assert len(sample) == 10
    assert all(item.kind is Kind.AGREED for item in sample)
    assert len(audit_sample(agreed(21))) == 2
    assert audit_sample(items()[:1]) == []


def test_the_sample_depends_on_the_seed_and_not_on_the_order() -> None:
    found = agreed(200)
    assert audit_sample(found) == audit_sample(found[::-1])
    assert audit_sample(found) != audit_sample(found, seed="another")


def test_what_is_new_moves_others_at_the_edge_of_the_sample_only() -> None:
    found = agreed(200)
    before = {item.unit.key for item in audit_sample(found[:180])}
    known = {item.unit.key for item in found[:180]}
    after = {item.unit.key for item in audit_sample(found)} & known
    # Both are the first of the same row of lots.
    assert before <= after or after <= before
    assert before & after
