"""What was done to an article, as its history shows it."""

from __future__ import annotations

from annotator.domain.immutable import immutable
from annotator.domain.steps import Verb


@immutable
class HistoryRow:
    """One step of the journal in words.

    `at` is UTC, ISO 8601. `text` says what was done to what. `can_revert` is False where what the step
    left is different now, so that it can't be taken back alone; `is_undone` is True once another step has
    taken it back.
    """

    step_id: str
    at: str
    annotator: str
    text: str
    verb: Verb
    can_revert: bool = True
    is_undone: bool = False
