"""How alpha stands in a chart: from where to where, how high, and from how many units on it is trusted."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF

FEWEST_UNITS_TO_TRUST: Final = 50
"""What rests on fewer is drawn hollow."""

_LEAST, _MOST = -0.2, 1.0


def height(area: QRectF, alpha: float) -> float:
    """Where a value stands in `area`, in its pixels; what is beyond the scale stands at its edge."""
    share = (max(_LEAST, min(_MOST, alpha)) - _LEAST) / (_MOST - _LEAST)
    return area.bottom() - area.height() * share
