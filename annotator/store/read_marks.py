"""What an annotator has read of guidelines and of decisions about her work.

Kept beside decisions, as progress is: it is no decision, and the journal does not hold it.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from annotator.domain.immutable import immutable
from annotator.store.plain_records import canonical
from annotator.store.project import Project


@immutable
class ReadMarks:
    """The newest version of the guidelines that she read, 0 for none, and until when she knows decisions."""

    guideline: int = 0
    feedback: str = ""


def read_marks(project: Project, annotator_id: str) -> ReadMarks:
    """What she has read; nothing where that is not kept, or cannot be made out."""
    try:
        values: dict[str, Any] = json.loads(project.fact(_fact(annotator_id)) or "{}")
        return ReadMarks(int(values.get("guideline", 0)), str(values.get("feedback", "")))
    except (ValueError, TypeError, AttributeError):
        return ReadMarks()


def keep_read_marks(project: Project, annotator_id: str, marks: ReadMarks) -> None:
    """Remember what she has read; a file that is open for reading only remembers nothing."""
    if not project.read_only and marks != read_marks(project, annotator_id):
        project.keep_fact(_fact(annotator_id), canonical(asdict(marks)))


def _fact(annotator_id: str) -> str:
    return f"read_by:{annotator_id}"
