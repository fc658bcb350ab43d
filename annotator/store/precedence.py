"""Which of two states of one row holds, wherever and in whichever order they met.

The higher version does; of equal ones that of the later change, then that of the larger checksum. This is a
total order of what rows say, so that a union of rows is the same in any order and grouping.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from annotator.store.plain_records import canonical

Precedence = tuple[int, str, str]
"""Version, time of the last change, checksum: the larger one holds."""


def precedence(values: Mapping[str, object], text: str = "") -> Precedence:
    """That of a row as plain values; `text` is their canonical JSON where it is at hand.

    An assignment keeps no time of its last change: of two, the one that was finished, and later, holds.
    """
    at = values.get("updated_at") or values.get("finished_at") or ""
    checksum = hashlib.sha256((text or canonical(values)).encode()).hexdigest()
    return int(str(values.get("version", 0))), str(at), checksum
