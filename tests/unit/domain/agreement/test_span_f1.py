from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.agreement.figure import Reason
from annotator.domain.agreement.marks import MarkedArticle
from annotator.domain.agreement.span_f1 import Likeness, span_f1
from tests.unit.domain.agreement.marked import Spot, article, articles, permutations, renamed

FULL: list[Spot] = [(0, 20, "disputed"), (30, 50, "confirmed")]


@pytest.mark.parametrize(
    ("likeness", "expected"),
    [
        # Of 2 + 2 claims one pair is the same, one has another label, and 12 of 20 letters are shared.
        (Likeness.EXACT, 2 / 4),
        (Likeness.RELAXED, 2 / 4),
        (Likeness.BOUNDARY, 4 / 4),
        (Likeness.SOFT, 2 * (1 + 12 / 20) / 4),
        (Likeness.CHARACTER, 2 * (20 + 12) / (40 + 32)),
    ],
)
def test_each_likeness_counts_its_own(likeness: Likeness, expected: float) -> None:
    one = article({"anna": FULL, "ben": [(0, 20, "disputed"), (30, 42, "disputed")]})
    assert span_f1([one], likeness).value == pytest.approx(expected)


def test_articles_and_pairs_are_pooled_and_not_averaged() -> None:
    same = article({"anna": FULL, "ben": FULL, "chen": FULL})
    other = article({"anna": FULL[:1], "ben": []})
    # 3 pairs of 2 + 2 claims that all match, and one claim that has none.
    assert span_f1([same, other], Likeness.EXACT).value == pytest.approx(12 / 13)


def test_whoever_has_not_finished_is_left_out() -> None:
    one = article({"anna": FULL, "ben": FULL, "chen": []}, unfinished=["chen"])
    found = span_f1([one], Likeness.EXACT)
    assert found.value == 1
    assert found.missing == pytest.approx(1 / 3)
    assert (found.units, found.labels) == (1, 4)


@pytest.mark.parametrize(
    "one", [article({"anna": [], "ben": []}), article({"anna": FULL, "ben": FULL}, unfinished=["ben"])]
)
def test_without_claims_of_two_it_is_undefined(one: MarkedArticle) -> None:
    found = span_f1([one], Likeness.BOUNDARY)
    assert found.value is None
    assert found.reason is Reason.NO_PAIRABLE_UNITS


def test_a_pair_is_compared_as_if_it_were_alone() -> None:
    one = article({"anna": FULL, "ben": FULL[:1], "chen": []})
    assert span_f1([one.between("anna", "ben")], Likeness.EXACT).value == pytest.approx(2 / 3)


def test_an_interval_needs_eight_articles_with_claims() -> None:
    agreed, apart = article({"anna": FULL, "ben": FULL}), article({"anna": FULL, "ben": []})
    empty = article({"anna": [], "ben": []})
    few = span_f1([agreed, apart] * 3 + [agreed] + [empty] * 5, Likeness.EXACT)
    assert few.interval is None
    assert few.interval_reason is Reason.TOO_FEW_DOCUMENTS
    enough = span_f1([agreed, apart] * 4, Likeness.EXACT)
    assert enough.value is not None
    assert enough.interval is not None
    assert enough.interval.low < enough.value < enough.interval.high
    assert enough.interval.documents == 8


@given(st.lists(articles(), max_size=3), permutations, st.sampled_from(Likeness))
def test_neither_names_nor_order_change_it(
    some: list[MarkedArticle], names: dict[str, str], likeness: Likeness
) -> None:
    turned = [renamed(one, names) for one in reversed(some)]
    assert span_f1(some, likeness) == span_f1(turned, likeness)
