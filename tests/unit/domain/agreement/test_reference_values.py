"""The coding measures on published data and on data that other programs were run on."""

from __future__ import annotations

import csv
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.agreement.alpha import Alpha, alpha_of
from annotator.domain.agreement.coefficient import figure_of
from annotator.domain.agreement.dawid_skene import Method
from annotator.domain.agreement.figure import Figure
from annotator.domain.agreement.fleiss import fleiss_by_label, fleiss_of
from annotator.domain.agreement.gwet import gwet_of
from annotator.domain.agreement.kappa import Kappa, kappa_of
from annotator.domain.agreement.level import Level
from annotator.domain.agreement.opinion import opinion_of
from annotator.domain.agreement.percent import percent_of
from annotator.domain.agreement.reliability import cases_of, estimated_of
from annotator.domain.agreement.tally import Tally, tally_of, tally_of_counts
from annotator.domain.agreement.votes import gathered
from annotator.domain.agreement.weights import Weights
from tests.unit.domain.agreement.marked import reference
from tests.unit.domain.agreement.voted import spelled_out, tally_on

Values = dict[str, float | None]
Case = dict[str, Any]

NOT_OFFERED = {"bennett_s", "randolph_free_kappa", "fleiss_gen", "brennan_prediger"}
"""Values of other coefficients that some cases list beside ours."""


def units_of(case: Case) -> list[Any]:
    data = case["data"]
    return data["units"] if "units" in data else spelled_out(data["table"])


def tally_in(case: Case) -> Tally:
    if "counts" in case["data"]:
        counts = [tuple(row) for row in case["data"]["counts"]]
        return tally_of_counts(tuple(map(str, range(len(counts[0])))), counts)
    return tally_on(units_of(case), labels=case["data"].get("categories", ()))


def table_in(case: Case, labels: list[Any]) -> list[list[int]]:
    if "table" in case["data"]:
        table: list[list[int]] = case["data"]["table"]
        return table
    place = {label: position for position, label in enumerate(labels)}
    table = [[0] * len(labels) for _ in labels]
    for first, second in units_of(case):
        table[place[first]][place[second]] += 1
    return table


def kappa_in(case: Case, weights: Weights = Weights.PLAIN, labels: list[Any] | None = None) -> Kappa:
    used = sorted({label for unit in units_of(case) for label in unit}) if labels is None else labels
    return kappa_of(table_in(case, used), weights)


def values_of_figure(figure: Figure, name: str) -> Values:
    return {name: figure.value, "po": figure.observed, "pe": figure.expected}


def alpha_values(case: Case) -> Values:
    tally = tally_in(case)
    figure = alpha_of(tally, Level(case["level"]))
    found = {"alpha": figure.value, "Do": figure.observed, "De": figure.expected}
    return found | {"percent": percent_of(tally).value}


def kappa_values(case: Case) -> Values:
    kappa = kappa_in(case)
    return {"kappa": kappa.value, "po": kappa.observed, "pe": kappa.expected, "kappa_max": kappa.highest}


def linear_values(case: Case) -> Values:
    kappa = kappa_in(case, Weights.LINEAR)
    assert kappa.value is not None
    assert kappa.error_at_chance is not None
    return {
        "kappa": kappa.value,
        "ase": kappa.error,
        "ase0": kappa.error_at_chance,
        "ci_low": kappa.low,
        "ci_high": kappa.high,
        "z": kappa.value / kappa.error_at_chance,
    }


def fleiss_values(case: Case) -> Values:
    return values_of_figure(fleiss_of(tally_in(case)), "kappa")


def fleiss_label_values(case: Case) -> Values:
    return {label: figure.value for label, figure in fleiss_by_label(tally_in(case)).items()}


def gwet_values(case: Case) -> Values:
    tally = tally_in(case)
    return {"ac2_quadratic": gwet_of(tally, Weights.QUADRATIC).value} | values_of_figure(
        gwet_of(tally), "ac1"
    )


def several_values(case: Case) -> Values:
    tally = tally_in(case)
    found = {"percent": percent_of(tally).value, "krippendorff_alpha": alpha_of(tally).value}
    found |= gwet_values(case)
    # With two labels for each item Fleiss' kappa is Scott's pi.
    found |= dict.fromkeys(("scott_pi", "fleiss_kappa"), fleiss_of(tally).value)
    if all(len(unit) == 2 for unit in units_of(case)):
        found["cohen_kappa"] = kappa_in(case).value
    return found


def weighted_values(case: Case) -> Values:
    """Alpha takes any distances; the kappa's ones are linear over the right order of labels."""
    order, categories = ["STAT", "Chck", "IReq"], case["data"]["categories"]
    tally = tally_on(units_of(case), labels=order)
    places = [categories.index(label) for label in order]
    far = [case["data"]["distance"][one][other] for one, other in combinations(places, 2)]
    alpha = figure_of(tally, Alpha(tally.sizes, len(order), lambda used: far))
    return {
        "krippendorff_alpha": alpha.value,
        "weighted_kappa": kappa_in(case, Weights.LINEAR, order).value,
    }


def item_values(case: Case) -> Values:
    opinion = opinion_of(tuple(case["data"]["counts"][0]))
    return {"entropy": opinion.entropy, "pairwise": opinion.pairwise}


MEASURES: dict[str, Callable[[Case], Values]] = {
    "krippendorff_alpha": alpha_values,
    "cohen_kappa": kappa_values,
    "cohen_kappa_linear": linear_values,
    "fleiss_kappa": fleiss_values,
    "fleiss_kappa_per_category": fleiss_label_values,
    "gwet_ac": gwet_values,
    "several": several_values,
    "several_weighted": weighted_values,
    "item_disagreement": item_values,
}


@pytest.mark.parametrize("measure", MEASURES)
def test_every_value_is_within_its_tolerance(shared: Path, measure: str) -> None:
    for case in reference(shared, measure):
        found = MEASURES[measure](case)
        expected = case["expected"]
        if not isinstance(expected, dict):
            expected = {next(iter(found)): expected}
        compared = {name: value for name, value in expected.items() if name not in NOT_OFFERED}
        assert compared, case["name"]
        for name, value in compared.items():
            wanted = value if value is None else pytest.approx(value, abs=case["tolerance"])
            assert found[name] == wanted, (case["name"], name)


def test_the_toy_team_is_understood_by_both_models(shared: Path) -> None:
    (case,) = reference(shared, "dawid_skene")
    votes = gathered([(task, worker, label) for worker, task, label in case["data"]["records"]])
    cases = cases_of(votes)
    for method in (Method.FULL, Method.ONE_COIN):
        posterior = estimated_of(votes, cases, method=method).posterior
        likely = [max(range(2), key=posterior[each].__getitem__) for each in cases]
        found = dict(zip(votes.items, (votes.labels[label] for label in likely), strict=True))
        assert found == case["expected"]["labels"]


@pytest.mark.parametrize(
    ("name", "alpha"),
    [
        ("climate_fever_votes", 0.3340),
        ("lewidi_armis", 0.5242),
        ("lewidi_hs_brexit", 0.3474),
        ("lewidi_md_agreement", 0.3587),
    ],
)
def test_alpha_of_real_annotators(shared: Path, name: str, alpha: float) -> None:
    path = shared / "data" / "labels" / f"{name}.csv"
    if not path.is_file():
        pytest.skip(f"no labels at {path}")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    figure = alpha_of(tally_of(gathered((item, annotator, label) for item, annotator, label in rows)))
    assert figure.value == pytest.approx(alpha, abs=0.0001)
    assert figure.interval is not None
    assert figure.interval.low < alpha < figure.interval.high
