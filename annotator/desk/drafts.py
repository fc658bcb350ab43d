"""Details of a claim that does not have its label yet."""

from __future__ import annotations

from annotator.domain.immutable import immutable
from annotator.domain.records import Confidence
from annotator.domain.spans import Span


@immutable
class Draft:
    """Details of a claim that were given before its label."""

    confidence: Confidence = Confidence.UNSET
    note: str = ""


@immutable
class DroppedDraft:
    """Details that were left before they had a label: of the sentence at `unit_start`, or of words in it."""

    article_id: str
    unit_start: int
    selection: Span | None
    draft: Draft
