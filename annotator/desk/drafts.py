"""Details of a claim that does not have its label yet, and how they outlast the window.

They are kept beside decisions, as progress is: they are no decision, and the journal does not hold them.
"""

from __future__ import annotations

import json

from annotator.domain.immutable import immutable
from annotator.domain.records import Confidence
from annotator.domain.spans import Span
from annotator.store.project import Project


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


def kept_draft(project: Project, annotator_id: str, article_id: str, unit_start: int) -> Draft | None:
    """What an annotator left without a label in the sentence at `unit_start`; None if nothing is kept."""
    kept = project.fact(_fact(annotator_id))
    if not kept:
        return None
    try:
        where, confidence, note = json.loads(kept)
        return Draft(Confidence(confidence), str(note)) if where == [article_id, unit_start] else None
    except (ValueError, TypeError):
        return None


def keep_draft(
    project: Project, annotator_id: str, article_id: str, unit_start: int, draft: Draft | None
) -> None:
    """Have `kept_draft` know `draft` from now on and nothing else of hers. Raises Unavailable."""
    kept = json.dumps([[article_id, unit_start], draft.confidence, draft.note]) if draft else ""
    if kept != project.fact(_fact(annotator_id)):
        project.keep_fact(_fact(annotator_id), kept)


def _fact(annotator_id: str) -> str:
    return f"draft:{annotator_id}"
