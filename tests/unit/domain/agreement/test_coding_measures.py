"""What the coefficients have in common: reasons, intervals, and figures of single labels and annotators."""

from __future__ import annotations

import math

import pytest
from hypothesis import given

from annotator.domain.agreement.alpha import alpha_by_label, alpha_of, coincidences
from annotator.domain.agreement.annotator_pairs import annotator_pairs, left_out
from annotator.domain.agreement.figure import Figure, Reason
from annotator.domain.agreement.fleiss import fleiss_of
from annotator.domain.agreement.gwet import gwet_of
from annotator.domain.agreement.kappa import kappa_of
from annotator.domain.agreement.level import Level
from annotator.domain.agreement.percent import percent_of
from annotator.domain.agreement.student import t_quantile
from annotator.domain.agreement.tally import Tally, tally_of
from annotator.domain.agreement.votes import Vote, gathered
from annotator.domain.agreement.weights import Weights
from annotator.domain.errors import Refused
from tests.unit.domain.agreement.voted import documents_of_few, tally_on, votes_of_few, votes_on

DIVIDED = [("x", "y"), ("x", "x"), ("y", "y"), ("x", "x")] * 3
MEASURES = (alpha_of, gwet_of, fleiss_of, percent_of)


def figures(tally: Tally) -> list[Figure]:
    return [measure(tally) for measure in MEASURES]


def test_nothing_that_two_labelled_is_undefined_with_its_reason() -> None:
    for tally in (tally_on([]), tally_on([("x", None), (None, "y")]), tally_on([(None, None)])):
        for figure in figures(tally):
            assert (figure.value, figure.reason) == (None, Reason.NO_PAIRABLE_UNITS)
            assert (figure.units, figure.labels, figure.interval) == (0, 0, None)


def test_a_single_label_is_undefined_save_for_percent_also_where_another_is_declared() -> None:
    for labels in ((), ("x", "y", "z")):
        tally = tally_on([("x", "x")] * 12, labels=labels)
        for figure in (alpha_of(tally), gwet_of(tally), gwet_of(tally, Weights.LINEAR), fleiss_of(tally)):
            assert (figure.value, figure.reason) == (None, Reason.NO_VARIATION)
        assert percent_of(tally).value == 1


def test_labels_that_differ_in_nothing_but_their_spelling_do_not_vary_as_numbers() -> None:
    figure = alpha_of(tally_on([("1", "1.0")] * 12), Level.INTERVAL)
    assert (figure.value, figure.reason) == (None, Reason.NO_VARIATION)


def test_fleiss_needs_the_same_number_of_labels_everywhere() -> None:
    rows = [("x", "y", "x"), ("x", "x", None), (None, None, None)]
    assert fleiss_of(tally_on(rows)).reason is Reason.UNEQUAL_LABELS
    assert fleiss_of(tally_on([rows[0], rows[0], rows[2]])).value is not None


def test_shares_of_what_is_missing_and_of_what_stands_alone() -> None:
    figure = alpha_of(tally_on([("x", "y", None), ("x", None, None), (None, None, None)]))
    assert (figure.units, figure.labels) == (1, 2)
    assert figure.missing == pytest.approx(6 / 9)
    assert figure.excluded == pytest.approx(1 / 3)


def test_few_units_give_a_tentative_value_without_an_interval() -> None:
    figure = alpha_of(tally_on(DIVIDED[:9]))
    assert figure.is_tentative
    assert (figure.interval, figure.interval_reason) == (None, Reason.TOO_FEW_UNITS)
    assert not alpha_of(tally_on(DIVIDED)).is_tentative


def test_few_documents_give_no_interval() -> None:
    votes = [
        (f"{number}", who, label)
        for number, row in enumerate(DIVIDED)
        for who, label in zip("ab", row, strict=True)
    ]
    documents = {str(number): str(number % 7) for number in range(len(DIVIDED))}
    figure = alpha_of(tally_of(gathered(votes, documents=documents)))
    assert figure.interval_reason is Reason.TOO_FEW_DOCUMENTS


def test_a_document_without_pairs_is_none_of_those_left_out() -> None:
    figure = alpha_of(tally_on([*DIVIDED, ("x", None), (None, "y")]))
    assert figure.interval is not None
    assert figure.interval.documents == len(DIVIDED)
    assert figure.interval == alpha_of(tally_on(DIVIDED)).interval


def test_a_value_that_hangs_on_one_document_has_no_interval() -> None:
    figure = alpha_of(tally_on([("x", "x")] * 12 + [("x", "y")]))
    assert figure.value is not None
    assert figure.interval_reason is Reason.HANGS_ON_ONE_DOCUMENT


@given(votes_of_few, documents_of_few)
def test_the_interval_is_that_of_counting_anew_without_each_document(
    votes: list[Vote], documents: dict[str, str]
) -> None:
    figure = alpha_of(tally_of(gathered(votes, documents=documents)))
    if figure.interval is None or figure.value is None:
        return
    paired = {
        documents[item]
        for item, _, label in votes
        if label and sum(other == item and bool(given) for other, _, given in votes) > 1
    }
    values = []
    for left in paired:
        rest = [vote for vote in votes if documents[vote[0]] != left]
        value = alpha_of(tally_of(gathered(rest, labels=["confirmed", "disputed", "unverified"]))).value
        assert value is not None
        values.append(value)
    number, mean = len(values), sum(values) / len(values)
    error = math.sqrt((number - 1) / number * sum((value - mean) ** 2 for value in values))
    half = t_quantile(0.975, number - 1) * error
    assert figure.interval.documents == number
    assert figure.interval.low == pytest.approx(max(figure.value - half, -1), abs=1e-9)
    assert figure.interval.high == pytest.approx(min(figure.value + half, 1), abs=1e-9)


def test_alpha_of_one_label_is_that_of_the_label_against_all_others() -> None:
    units = [("x", "y", "z"), ("x", "x", "z"), ("y", "y", "y"), ("z", "y", "z"), ("x", "x", "x")]
    found = alpha_by_label(tally_on(units))
    for label, figure in found.items():
        collapsed = tally_on([[each == label for each in unit] for unit in units])
        assert figure.value == alpha_of(collapsed).value


def test_coincidences_sum_to_the_labels_that_stand_with_others() -> None:
    tally = tally_on([("x", "y", "x"), ("x", "x", None), ("y", None, None)])
    assert coincidences(tally) == [[3, 1], [1, 0]]
    assert sum(map(sum, coincidences(tally))) == alpha_of(tally).labels


def test_alpha_without_an_annotator_is_that_of_the_others() -> None:
    units = [("x", "y", "x", None), ("x", "x", "y", "x"), ("y", "y", "x", "y"), ("y", "y", None, "x")]
    whole = alpha_of(tally_on(units)).value
    assert whole is not None
    for place, found in enumerate(left_out(votes_on(units))):
        others = alpha_of(tally_on([unit[:place] + unit[place + 1 :] for unit in units])).value
        assert others is not None
        assert found.annotator == f"annotator {place}"
        assert found.alpha == pytest.approx(others)
        assert found.gain == pytest.approx(others - whole)
        assert found.labels == sum(unit[place] is not None for unit in units)


def test_without_one_of_two_annotators_nothing_is_left() -> None:
    assert [each.alpha for each in left_out(votes_on(DIVIDED))] == [None, None]


def test_pairs_count_what_both_labelled() -> None:
    pairs = annotator_pairs(votes_on([("x", "y", None), ("x", "x", None), ("y", "y", "x")]), has_order=True)
    assert [(pair.first, pair.second, pair.units) for pair in pairs] == [
        ("annotator 0", "annotator 1", 3),
        ("annotator 0", "annotator 2", 1),
        ("annotator 1", "annotator 2", 1),
    ]
    assert pairs[0].percent == pytest.approx(2 / 3)
    assert pairs[0].kappa == kappa_of([[1, 1], [0, 1]])
    assert pairs[0].linear is not None
    assert pairs[0].linear.value == pairs[0].kappa.value
    assert pairs[1].kappa.reason is None


def test_kappa_is_undefined_where_chance_alone_agrees() -> None:
    found = kappa_of([[7, 0], [0, 0]])
    assert (found.value, found.reason, found.observed, found.units) == (None, Reason.NO_VARIATION, 1, 7)
    assert kappa_of([[0, 0], [0, 0]]).reason is Reason.NO_PAIRABLE_UNITS


def test_weights_of_two_labels_change_nothing() -> None:
    table = [[12, 3], [4, 9]]
    plain, linear, quadratic = (kappa_of(table, weights) for weights in Weights)
    assert plain.value == pytest.approx(linear.value) == pytest.approx(quadratic.value)
    assert plain.error == pytest.approx(quadratic.error)


def test_an_unused_label_between_others_leaves_ordinal_alpha_as_it_is() -> None:
    units = [("low", "high"), ("low", "low"), ("high", "high")]
    without = alpha_of(tally_on(units, labels=["low", "high"]), Level.ORDINAL)
    assert alpha_of(tally_on(units, labels=["low", "mid", "high"]), Level.ORDINAL) == without


def test_words_have_no_intervals_and_no_ratios() -> None:
    for label in ("x", "1/0", "nan", "1e999999999", "", "١٢"):
        with pytest.raises(Refused, match="no number"):
            alpha_of(tally_on([("1", "2")], labels=["1", "2", label]), Level.INTERVAL)
    with pytest.raises(Refused, match="below zero"):
        alpha_of(tally_on([("-1", "2")]), Level.RATIO)
