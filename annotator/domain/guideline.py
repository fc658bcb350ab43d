"""The rules of a project, in numbered versions that are only added to."""

from __future__ import annotations

from annotator.domain.immutable import immutable


@immutable
class Guideline:
    """One version of the rules, as Markdown with numbered examples. `annotator_id` is who wrote it."""

    number: int
    text: str
    at: str
    annotator_id: str
    version: int = 1
