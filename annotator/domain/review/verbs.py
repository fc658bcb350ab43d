"""Which steps are of a review, told without what a review itself needs."""

from __future__ import annotations

from typing import Final

from annotator.domain.adjudication import Adjudication
from annotator.domain.steps import Step, Verb

REVIEW_VERBS: Final = frozenset(
    {Verb.ADJUDICATE, Verb.ACCEPT_UNANIMOUS, Verb.PARK, Verb.ASK_BACK, Verb.REOPEN, Verb.REASON}
)
"""What is done in a review, and taken back there alone."""


def is_of_review(step: Step) -> bool:
    """Whether a step, or what it takes back, was done in a review."""
    return any(isinstance(edit.after, Adjudication) for edit in step.edits)
