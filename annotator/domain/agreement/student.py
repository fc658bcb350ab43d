"""Quantiles of Student's t, for intervals from few documents."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import Final

_EXACT: Final = 200
"""Degrees of freedom up to which Newton's method goes on from the expansion."""
_STEPS: Final = 50
_CLOSE: Final = 1e-14


def t_quantile(probability: float, freedom: int) -> float:
    """The value that Student's t with `freedom` degrees of freedom stays below with `probability`.

    The asymptotic expansion of Abramowitz & Stegun 1964, 26.7.5, whose error falls with the fifth power of
    the degrees; where these are few, made exact with Newton's method on their series 26.7.3 and 26.7.4.

    Raises:
        ValueError: `probability` is not between 0 and 1, or `freedom` is less than 1.
    """
    if not 0 < probability < 1 or freedom < 1:
        raise ValueError(f"no quantile of t: {probability} with {freedom} degrees of freedom")
    if probability < 0.5:
        return -t_quantile(1 - probability, freedom)
    value = _expansion(NormalDist().inv_cdf(probability), freedom)
    if freedom > _EXACT:
        return value
    for _ in range(_STEPS):
        step = (_below(value, freedom) - probability) / _density(value, freedom)
        # Far out the density is so small that a full step would leap over the value and beyond zero.
        value = max(value - step, value / 2)
        if abs(step) <= _CLOSE * max(1.0, value):
            break
    return value


def _expansion(x: float, freedom: int) -> float:
    terms = (
        (x**3 + x) / 4,
        (5 * x**5 + 16 * x**3 + 3 * x) / 96,
        (3 * x**7 + 19 * x**5 + 17 * x**3 - 15 * x) / 384,
        (79 * x**9 + 776 * x**7 + 1482 * x**5 - 1920 * x**3 - 945 * x) / 92_160,
    )
    powers = (freedom, freedom**2, freedom**3, freedom**4)
    return x + sum(term / power for term, power in zip(terms, powers, strict=True))


def _below(value: float, freedom: int) -> float:
    """The probability of less than `value`."""
    angle = math.atan(value / math.sqrt(freedom))
    squared = math.cos(angle) ** 2
    is_odd = freedom % 2 == 1
    term = math.cos(angle) if is_odd else 1.0
    total = term if freedom > 1 else 0.0
    for number in range(3 if is_odd else 2, freedom - 1, 2):
        term *= squared * (number - 1) / number
        total += term
    within = math.sin(angle) * total
    return 0.5 + (((angle + within) / math.pi) if is_odd else within / 2)


def _density(value: float, freedom: int) -> float:
    constant = math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2)
    return math.exp(constant - (freedom + 1) / 2 * math.log1p(value**2 / freedom)) / math.sqrt(
        freedom * math.pi
    )
