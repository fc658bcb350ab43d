"""What was said of one of two sentences that somebody joined: it does not hold for the whole."""

from __future__ import annotations

from typing import Final

from annotator.domain.records import JOINED

HALF_SAID: Final = f"""EXISTS (
    SELECT 1 FROM unit AS part WHERE part.article_id = unit.article_id
    AND part.start > unit.start AND part.start < unit."end" AND part.retired AND part.rule = '{JOINED}'
    AND NOT EXISTS (
        SELECT 1 FROM decision AS other WHERE other.article_id = part.article_id
        AND other.annotator_id = decision.annotator_id AND other.unit_start = part.start
        AND other.state = decision.state
    )
)"""
"""Of a `decision` and the `unit` that starts where it does: whether another part of that unit lacks it."""
