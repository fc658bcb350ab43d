from __future__ import annotations

import pytest

from annotator.domain.agreement.report import reported
from annotator.domain.agreement.tally import tally_of
from annotator.domain.agreement.votes import gathered
from annotator.domain.errors import Refused
from tests.unit.domain.agreement.voted import PEOPLE


def test_equal_ballots_are_kept_once() -> None:
    votes = gathered(
        [("1", "ben", "x"), ("1", "anna", "y"), ("2", "anna", "y"), ("2", "ben", "x"), ("3", "anna", "x")]
    )
    assert votes.annotators == ("anna", "ben")
    assert votes.labels == ("x", "y")
    assert votes.ballots == (((0, 0),), ((0, 1), (1, 0)))
    assert votes.ballot_of == [1, 1, 0]
    assert votes.given == 5


def test_a_missing_label_keeps_its_item_and_annotator_known() -> None:
    votes = gathered([("1", "anna", "x"), ("2", "ben", "")])
    assert (votes.items, votes.annotators, votes.given) == (("1", "2"), ("anna", "ben"), 1)


def test_labels_stand_in_the_order_that_was_declared_else_by_value_else_by_name() -> None:
    assert gathered([("1", "anna", "b")], labels=["c", "b", "a"]).labels == ("c", "b", "a")
    assert gathered([("1", "anna", "10"), ("2", "anna", "9")]).labels == ("9", "10")
    assert gathered([("1", "anna", "10"), ("2", "anna", "x")]).labels == ("10", "x")


def test_the_same_vote_again_counts_once_and_is_told() -> None:
    votes = gathered([("1", "anna", "x"), ("1", "anna", "x"), ("1", "ben", "x")])
    assert (votes.given, votes.repeats) == (2, 1)


def test_two_labels_of_one_annotator_for_an_item_are_refused() -> None:
    with pytest.raises(Refused, match="“anna” gave two labels to “1”"):
        gathered([("1", "anna", "x"), ("1", "ben", "x"), ("1", "anna", "y")])


def test_a_label_outside_the_declared_ones_is_refused() -> None:
    with pytest.raises(Refused, match="“z” is not among x, y"):
        gathered([("1", "anna", "z")], labels=["x", "y"])
    with pytest.raises(Refused, match="stands twice"):
        gathered([("1", "anna", "x")], labels=["x", "x"])


def test_gold_is_no_vote() -> None:
    votes = gathered([("1", "anna", "x"), ("2", "anna", "x")], gold={"1": "y", "other": "z"})
    assert votes.given == 2
    assert (votes.labels, votes.true_labels) == (("x",), ("x", "y"))
    assert votes.gold_of == [1, None]


def test_a_label_that_only_gold_has_changes_no_measure_of_agreement() -> None:
    rows = [
        (str(item), who, "yx"[(item + item // 3) % 2 and who == "ben"])
        for item in range(12)
        for who in PEOPLE
    ]
    plain, _ = reported(gathered(rows))
    decided, _ = reported(gathered(rows, gold={"1": "z", "2": "x"}))
    assert decided.ac1 == plain.ac1
    assert (decided.labels, decided.label_counts, decided.alpha) == (
        plain.labels,
        plain.label_counts,
        plain.alpha,
    )
    assert decided.reliability.true_labels == ("x", "y", "z")
    assert decided.reliability.gold_units == 2


def test_documents_hold_the_counts_of_their_items() -> None:
    rows = [(item, who, "x") for item in "12345" for who in ("anna", "ben")]
    tally = tally_of(gathered(rows, documents={"1": "A", "2": "B", "3": "A", "4": "C", "5": "C"}))
    assert tally.profiles == ((2,),)
    assert tally.documents == (((0,), 1), ((0, 0), 2))


def test_without_documents_every_item_is_one() -> None:
    tally = tally_of(gathered([("1", "anna", "x"), ("2", "anna", "x"), ("3", "anna", "y")]))
    assert tally.documents == (((0,), 1), ((1,), 2))
