"""What no figure may depend on."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.agreement.alpha import alpha_of
from annotator.domain.agreement.figure import Figure
from annotator.domain.agreement.fleiss import fleiss_of
from annotator.domain.agreement.gwet import gwet_of
from annotator.domain.agreement.percent import percent_of
from annotator.domain.agreement.report import reported
from annotator.domain.agreement.tally import tally_of
from annotator.domain.agreement.votes import Vote, Votes, gathered
from tests.unit.domain.agreement.voted import ITEMS, LABELS, PEOPLE, documents_of_few, votes_of_few


def figures(votes: Votes) -> list[Figure]:
    tally = tally_of(votes)
    return [measure(tally) for measure in (alpha_of, gwet_of, fleiss_of, percent_of)]


def values(votes: Votes) -> list[float | None]:
    """Every value and both ends of every interval."""
    found: list[float | None] = []
    for figure in figures(votes):
        interval = figure.interval
        found += [figure.value, interval.low if interval else None, interval.high if interval else None]
    return found


@given(votes_of_few, documents_of_few, st.randoms(use_true_random=False))
def test_no_order_of_votes_annotators_items_or_documents_changes_a_bit(
    votes: list[Vote], documents: dict[str, str], random: Random
) -> None:
    people = dict(zip(PEOPLE, random.sample(PEOPLE, len(PEOPLE)), strict=True))
    items = dict(zip(ITEMS, random.sample(ITEMS, len(ITEMS)), strict=True))
    letters = dict(zip("ABCDEFGHIJ", random.sample("ABCDEFGHIJ", 10), strict=True))
    other = [(items[item], people[who], label) for item, who, label in votes]
    random.shuffle(other)
    others = {items[item]: letters[document] for item, document in documents.items()}
    assert figures(gathered(votes, documents=documents)) == figures(gathered(other, documents=others))


@given(votes_of_few, documents_of_few, st.permutations(LABELS))
def test_other_names_of_labels_change_nothing(
    votes: list[Vote], documents: dict[str, str], names: list[str]
) -> None:
    renamed = dict(zip(LABELS, names, strict=True)) | {"": ""}
    other = [(item, who, renamed[label]) for item, who, label in votes]
    before = values(gathered(votes, documents=documents))
    assert values(gathered(other, documents=documents)) == [
        value if value is None else pytest.approx(value, abs=1e-12) for value in before
    ]


@given(votes_of_few, documents_of_few)
def test_an_annotator_without_labels_changes_no_value(votes: list[Vote], documents: dict[str, str]) -> None:
    silent = [*votes, *((item, "eve", "") for item, _, _ in votes)]
    assert values(gathered(silent, documents=documents)) == values(gathered(votes, documents=documents))


@given(st.lists(st.sampled_from(LABELS), min_size=1, max_size=20))
def test_systematic_disagreement_is_at_most_zero(labels: list[str]) -> None:
    turned = dict(zip(LABELS, (*LABELS[1:], LABELS[0]), strict=True))
    votes = gathered(
        vote
        for item, label in enumerate(labels)
        for vote in ((str(item), "anna", label), (str(item), "ben", turned[label]))
    )
    for figure in figures(votes):
        assert figure.value is not None
        assert figure.value <= 0


@given(st.lists(st.sampled_from(LABELS), min_size=2, max_size=20))
def test_full_agreement_is_one_where_labels_differ_and_undefined_where_not(labels: list[str]) -> None:
    rows = [(str(item), who, label) for item, label in enumerate(labels) for who in PEOPLE]
    *coefficients, percent = figures(gathered(rows))
    assert percent.value == 1
    wanted = 1 if len(set(labels)) > 1 else None
    assert [figure.value for figure in coefficients] == [wanted] * 3


@given(votes_of_few, documents_of_few)
def test_there_is_a_value_or_a_reason_and_an_interval_or_a_reason(
    votes: list[Vote], documents: dict[str, str]
) -> None:
    report, _ = reported(gathered(votes, documents=documents))
    for figure in (report.alpha, report.percent, report.ac1, report.fleiss, *report.by_label.values()):
        assert (figure.value is None) == (figure.reason is not None)
        if figure.value is None:
            assert figure.interval is None
        else:
            assert (figure.interval is None) == (figure.interval_reason is not None)
            assert figure.value <= 1
