"""Gold: what was decided where annotators' claims were compared, and on the strength of what."""

from __future__ import annotations

from enum import StrEnum

from annotator.domain.immutable import immutable
from annotator.domain.spans import Span


class Outcome(StrEnum):
    """What became of the claims that an adjudication looked at. Only the first three settle them."""

    CLAIM = "claim"
    NO_CLAIM = "no_claim"
    DISAGREEMENT = "disagreement"
    PARKED = "parked"
    ASKED_BACK = "asked_back"
    OPEN = "open"

    @property
    def is_settled(self) -> bool:
        """Whether nobody need decide this again: also that both readings are legitimate is a decision."""
        return self in (Outcome.CLAIM, Outcome.NO_CLAIM, Outcome.DISAGREEMENT)


class Method(StrEnum):
    """How a decision came about. A computed estimate is never one of them."""

    MANUAL = "manual"
    UNANIMOUS = "unanimous"
    MAJORITY = "majority"


@immutable
class Member:
    """An annotator's claim as it was when it was looked at: whose, where and with which label."""

    claim_id: str
    annotator_id: str
    label: str
    spans: tuple[Span, ...]


@immutable
class Adjudication:
    """One decision on claims that belong together, in `start` up to `end` of an article.

    `adjudicator_id` decided. `gold_ids` are the claims of the gold annotator that it made, empty unless the
    outcome is CLAIM. `absent_ids` are annotators who had finished the article and marked nothing there.
    `reasons` are keys of the project's reasons, `note` is what was written, for ASKED_BACK the question. That
    goes to `asked_ids`, and where nobody is named to all whom it concerns.
    """

    id: str
    article_id: str
    start: int
    end: int
    outcome: Outcome
    method: Method
    adjudicator_id: str
    members: tuple[Member, ...]
    absent_ids: tuple[str, ...] = ()
    gold_ids: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    note: str = ""
    guideline_version: int | None = None
    created_at: str = ""
    updated_at: str = ""
    version: int = 1
    asked_ids: tuple[str, ...] = ()

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def people(self) -> frozenset[str]:
        """The annotators whose claims were looked at, or who had none there."""
        return frozenset((*self.absent_ids, *(member.annotator_id for member in self.members)))

    @property
    def asked(self) -> frozenset[str]:
        """Who may answer where it is ASKED_BACK."""
        return frozenset(self.asked_ids) or self.people

    @property
    def member_ids(self) -> frozenset[str]:
        return frozenset(member.claim_id for member in self.members)
