"""What of a review is shown: items of its queue, and one of them open. Nothing here names an annotator."""

from __future__ import annotations

from enum import StrEnum

from annotator.domain.adjudication import Method, Outcome
from annotator.domain.agreement.alignment import Presence
from annotator.domain.agreement.disagreement import Kind, LabelPair
from annotator.domain.immutable import immutable
from annotator.domain.records import Confidence
from annotator.domain.review.case_state import CaseState, is_acceptable, is_disputed
from annotator.domain.spans import Span


@immutable
class Item:
    """A case as the queue lists it: its place, how its annotators differ, and how far it is decided.

    `key` is the case's. `kinds` are the most telling first, empty where all marks are gone. `value` is the
    disagreement from 0 to 1. `sides` says who is of one mind, by letters, as "A=C≠B", and `pattern` are their
    labels in that order, "" for who marked nothing. `outcome` is what was decided, OPEN where nothing was;
    `decided_at` when (UTC, ISO 8601), else "", and `method` how.
    """

    key: str
    article_id: str
    span: Span
    kinds: tuple[Kind, ...]
    value: float
    pattern: tuple[str, ...]
    label_pairs: tuple[LabelPair, ...] = ()
    sides: str = ""
    state: CaseState = CaseState.OPEN
    outcome: Outcome = Outcome.OPEN
    decided_at: str = ""
    method: Method = Method.MANUAL

    @property
    def is_unanimous(self) -> bool:
        """Whether several annotators marked the same words with the same label."""
        return self.kinds == (Kind.AGREED,)

    @property
    def is_waiting(self) -> bool:
        """Whether somebody has to decide it, or decide it again, now."""
        return self.state in (CaseState.OPEN, CaseState.STALE)

    @property
    def is_disputed(self) -> bool:
        """Whether it has to be decided: annotators differ, a decision no longer fits, or was put off."""
        return is_disputed(self.state, self.outcome, is_unanimous=self.is_unanimous)

    @property
    def is_acceptable(self) -> bool:
        """Whether it becomes gold when all that is unanimous is accepted."""
        return self.is_unanimous and is_acceptable(self.state, self.method)


@immutable
class ShownClaim:
    """A claim without its owner: where, which words, and what was said of them.

    `label` is "" where it is not decided yet.
    """

    label: str
    spans: tuple[Span, ...]
    quote: str
    confidence: Confidence = Confidence.UNSET
    note: str = ""
    flag: bool = False


@immutable
class ShownLane:
    """What one annotator has in the open item; without claims where she finished and marked nothing."""

    letter: str
    presence: Presence
    claims: tuple[ShownClaim, ...] = ()


@immutable
class GoldShown:
    """Gold as it is kept, or while `is_kept` is False as it would be.

    `is_unsaved` where it was decided so and could not be written yet. `reasons` and `note` are also there
    before a decision, to be kept with it. `asked` are the letters of those whom a question goes to, none
    where it goes to all concerned. `answered` is the question that somebody has answered since, "" for none.
    """

    outcome: Outcome
    claims: tuple[ShownClaim, ...] = ()
    is_kept: bool = False
    method: Method = Method.MANUAL
    reasons: tuple[str, ...] = ()
    note: str = ""
    is_unsaved: bool = False
    asked: tuple[str, ...] = ()
    answered: str = ""


@immutable
class OpenItem:
    """The item that is decided on. While `is_blind` there are no lanes, and no gold but what was kept.

    `extent` are all words that it is about.
    """

    item: Item
    extent: Span
    lanes: tuple[ShownLane, ...]
    gold: GoldShown
    is_blind: bool = False


@immutable
class Precedent:
    """An item with the same labels and kinds that was decided before, and how."""

    item: Item
    quote: str
    gold: GoldShown


@immutable
class Counts:
    """How far a review is: of the disputed items, how many are in which state; and how many are unanimous.

    `unanimous` counts those that can be accepted at once, a few of which are `open` or `stale` as well;
    `compared` all items on which annotators were compared.
    """

    open: int = 0
    resolved: int = 0
    stale: int = 0
    waiting: int = 0
    parked: int = 0
    unanimous: int = 0
    compared: int = 0

    @property
    def total(self) -> int:
        """Every disputed item."""
        return self.open + self.resolved + self.stale + self.waiting + self.parked


class ItemOrder(StrEnum):
    """In which order items are listed; AUDIT lists a sample of the unanimous ones instead of the disputed."""

    WORST = "worst"
    ARTICLE = "article"
    ANNOTATORS = "annotators"
    LABELS = "labels"
    AUDIT = "audit"


@immutable
class ItemFilter:
    """Which items are listed; None admits all. `annotators` are two ids and `labels` two different labels."""

    state: CaseState | None = None
    kind: Kind | None = None
    article_id: str | None = None
    annotators: tuple[str, str] | None = None
    labels: LabelPair | None = None
