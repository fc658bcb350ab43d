"""What one action touched, so that everybody who shows it repaints that and no more."""

from __future__ import annotations

from enum import StrEnum

from annotator.domain.immutable import immutable
from annotator.domain.spans import Span


class Kind(StrEnum):
    CLAIM = "claim"
    DECISION = "decision"
    UNIT = "unit"
    ASSIGNMENT = "assignment"
    ARTICLE = "article"
    ANNOTATOR = "annotator"
    ADJUDICATION = "adjudication"
    GUIDELINE = "guideline"
    CURSOR = "cursor"
    SELECTION = "selection"
    DRAFT = "draft"
    DESK = "desk"


@immutable
class Changes:
    """`kinds` of things that changed, and which: claims by id, units by the offset where they start."""

    kinds: frozenset[Kind]
    article_id: str = ""
    claim_ids: frozenset[str] = frozenset()
    unit_starts: frozenset[int] = frozenset()
    spans: tuple[Span, ...] = ()
    step: str = ""

    def concerns(self, article_id: str) -> bool:
        """Whether who shows that article has to look: what names none is of every article."""
        return self.article_id in ("", article_id)

    def has(self, *kinds: Kind) -> bool:
        return not self.kinds.isdisjoint(kinds)
