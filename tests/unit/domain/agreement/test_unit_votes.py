from __future__ import annotations

from pathlib import Path

import pytest

from annotator.domain.agreement.alignment import align
from annotator.domain.agreement.unit_votes import (
    UnitVotes,
    entropy,
    label_votes,
    normalised_entropy,
    pairwise_disagreement,
    votes_of,
)
from tests.unit.domain.agreement.marked import LABELS, article, reference


def test_reference_values(shared: Path) -> None:
    for case in reference(shared, "item_disagreement"):
        (counts,) = case["data"]["counts"]
        expected = case["expected"]
        assert entropy(counts) == pytest.approx(expected["entropy"], abs=case["tolerance"])
        assert pairwise_disagreement(counts) == pytest.approx(expected["pairwise"], abs=case["tolerance"])


def test_entropy_by_hand() -> None:
    # Two of two: ln 2 nats, all there can be with two choices.
    assert entropy([1, 1]) == pytest.approx(0.693147, abs=1e-6)
    assert normalised_entropy([1, 1], 2) == pytest.approx(1)
    assert normalised_entropy([3], 1) == 0
    assert entropy([]) == 0
    assert pairwise_disagreement([1]) is None


def test_votes_are_those_of_everybody_who_finished() -> None:
    spots = {
        "anna": [(0, 9, "disputed")],
        "ben": [(0, 9, "disputed")],
        "chen": [],
        "dee": [(0, 9, "confirmed")],
        "eve": [(0, 9, "confirmed")],
    }
    (unit,) = align(article(spots, unfinished=["dee"]))
    votes = votes_of(unit)
    assert votes == UnitVotes({"confirmed": 1, "disputed": 2}, no_claim=1)
    assert votes.total == 4
    assert votes.counts == (1, 2, 1)
    assert votes.leaders == ("disputed",)
    assert not votes.is_tied


def test_a_tie_stays_a_tie() -> None:
    votes = UnitVotes({"confirmed": 1, "disputed": 1}, no_claim=1)
    assert votes.leaders == ("confirmed", "disputed")
    assert votes.is_tied
    even = UnitVotes({"disputed": 1}, no_claim=1)
    assert even.leaders == ("disputed", None)
    assert even.is_tied


def test_marks_are_votes_on_labels_and_no_mark_is_none() -> None:
    spots = {"anna": [(0, 9, "disputed")], "ben": [(0, 9, "confirmed")], "chen": []}
    votes = label_votes(align(article(spots)), LABELS)
    assert votes.annotators == ("anna", "ben", "chen")
    assert votes.given == 2
    assert votes.documents == ("article",)
