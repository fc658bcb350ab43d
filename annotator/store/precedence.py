"""Which of two states of one row holds, wherever and in whichever order they met.

The higher version does; of equal ones that of the later change, then that of the larger checksum. This is a
total order of what rows say, so that a union of rows is the same in any order and grouping.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from annotator.domain.records import Assignment
from annotator.domain.steps import Record
from annotator.store.plain_records import canonical, checksum_of

OWN_WEIGHT: Final = 1 << 10
"""An annotator's finishing an article, or taking it up again, weighs as much as so many changes of its place
in her queue. Both are of one row, and a lead who allots articles anew must not outweigh what she did."""

Precedence = tuple[int, str, str]
"""Version, time of the last change, checksum: the larger one holds."""


def precedence(values: Mapping[str, object], text: str = "") -> Precedence:
    """That of a row as plain values; `text` is their canonical JSON where it is at hand.

    An assignment keeps no time of its last change: of two, the one that was finished, and later, holds.
    """
    at = values.get("updated_at") or values.get("finished_at") or ""
    return int(str(values.get("version", 0))), str(at), checksum_of(text or canonical(values))


def next_version(current: Record | None, after: Record) -> int:
    """The version of a row that takes the place of `current`, None where it is the first."""
    version = current.version if current else 0
    finished_at = current.finished_at if isinstance(current, Assignment) else None
    if isinstance(after, Assignment) and after.finished_at != finished_at:
        return (version // OWN_WEIGHT + 1) * OWN_WEIGHT
    return version + 1
