"""How fast somebody decides, for herself and the lead: a median without the pauses, never a ranking."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from statistics import median
from typing import Final

from annotator.domain.immutable import immutable

LONGEST_DECISION: Final = 30.0
"""Seconds from one decision to the next; what takes longer is a pause."""


@immutable
class Pace:
    """`seconds` is the median from one decision to the next, None where there are no two without a pause."""

    annotator_id: str
    decisions: int
    seconds: float | None


def pace_of(annotator_id: str, times: Sequence[datetime]) -> Pace:
    """The pace of decisions made at these times, which are in order."""
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(times)]
    busy = [gap for gap in gaps if 0 < gap <= LONGEST_DECISION]
    return Pace(annotator_id, len(times), median(busy) if busy else None)
