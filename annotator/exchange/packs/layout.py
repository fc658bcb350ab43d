"""What a pack is made of: its members in their order, and how much of them is read."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from annotator.store import facts

SUFFIX: Final = ".annpack"
FORMAT: Final = "claimdesk-pack"
FORMAT_VERSION: Final = 1

COVER: Final = "pack.json"
LABELS: Final = "labels.json"
GUIDELINES: Final = "guidelines.jsonl"
ARTICLES: Final = "articles.jsonl"
CLAIMS: Final = "claims.jsonl"
DECISIONS: Final = "decisions.jsonl"
ASSIGNMENTS: Final = "assignments.jsonl"
JOURNAL: Final = "journal.jsonl"
FEEDBACK: Final = "feedback.jsonl"

ALWAYS: Final = (LABELS, GUIDELINES, ARTICLES, CLAIMS, DECISIONS, ASSIGNMENTS, JOURNAL)
"""Beside the cover, in this order; feedback comes last where there is any."""

LARGEST_COVER: Final = 1_000_000
LARGEST_MEMBER: Final = 400_000_000
"""In bytes, unpacked."""
LARGEST_NUMBER: Final = 1 << 40
"""Of an offset, a version or a count that a pack may state."""

MADE_FOR: Final = facts.MADE_FOR
FEEDBACK_FACT: Final = "feedback"
"""The fact that keeps what a pack said of her claims: id to record, as JSON."""


class PackKind(StrEnum):
    """A task goes from the lead to an annotator, work comes back from her."""

    TASK = "task"
    WORK = "work"
