"""An interval for a share that was counted."""

from __future__ import annotations

import math
from statistics import NormalDist


def wilson_interval(hits: int, trials: int, *, confidence: float = 0.95) -> tuple[float, float]:
    """Between which shares the true one lies, after Wilson, Probable inference, 1927.

    Raises:
        ValueError: there was no trial, or more hits than trials.
    """
    if not 0 <= hits <= trials or not trials:
        raise ValueError(f"no share: {hits} of {trials}")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share = hits / trials
    scale = 1 + z**2 / trials
    middle = (share + z**2 / (2 * trials)) / scale
    half = z / scale * math.sqrt(share * (1 - share) / trials + z**2 / (4 * trials**2))
    return max(middle - half, 0.0), min(middle + half, 1.0)
