"""Details of a claim that does not have its label yet."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.domain.records import Confidence
from annotator.domain.spans import Span


@dataclass(frozen=True, slots=True)
class Draft:
    """Details of a claim that were given before its label."""

    confidence: Confidence = Confidence.UNSET
    note: str = ""


@dataclass(frozen=True, slots=True)
class DroppedDraft:
    """Details that were left before they had a label: of the sentence at `unit_start`, or of words in it."""

    article_id: str
    unit_start: int
    selection: Span | None
    draft: Draft
