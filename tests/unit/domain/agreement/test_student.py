from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.agreement.student import t_quantile
from annotator.domain.agreement.wilson import wilson_interval


@pytest.mark.parametrize(
    ("probability", "freedom", "value"),
    [
        (0.975, 1, 12.7062047),
        (0.975, 2, 4.3026527),
        (0.975, 3, 3.1824463),
        (0.975, 7, 2.3646243),
        (0.975, 30, 2.0422725),
        (0.975, 120, 1.9799304),
        (0.975, 1_000, 1.9623391),
        (0.995, 1, 63.6567412),
        (0.995, 5, 4.0321430),
        (0.95, 10, 1.8124611),
        (0.9995, 1, 636.6192488),
        (0.9995, 4, 8.6103016),
        (0.75, 1, 1.0),
        (0.5, 9, 0.0),
        (0.025, 7, -2.3646243),
        (0.975, 1_000_000, 1.9599664),
    ],
)
def test_quantiles_as_tables_give_them(probability: float, freedom: int, value: float) -> None:
    assert t_quantile(probability, freedom) == pytest.approx(value, abs=6e-8)


@given(st.floats(0.51, 0.9999), st.integers(1, 400))
def test_fewer_degrees_of_freedom_reach_further_out(probability: float, freedom: int) -> None:
    assert t_quantile(probability, freedom) > t_quantile(probability, freedom + 1) > 0


@pytest.mark.parametrize(("probability", "freedom"), [(0, 3), (1, 3), (0.9, 0)])
def test_what_has_no_quantile_is_an_error(probability: float, freedom: int) -> None:
    with pytest.raises(ValueError, match="no quantile"):
        t_quantile(probability, freedom)


def test_the_interval_of_a_share_stays_between_nothing_and_everything() -> None:
    assert wilson_interval(15, 20) == pytest.approx((0.5313, 0.8881), abs=0.0001)
    assert wilson_interval(20, 20) == pytest.approx((0.8389, 1.0), abs=0.0001)
    assert wilson_interval(0, 20) == pytest.approx((0.0, 0.1611), abs=0.0001)
    with pytest.raises(ValueError, match="no share"):
        wilson_interval(0, 0)
