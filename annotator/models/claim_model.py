"""The claims of the open article, in text order, as the claim panel lists them."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QObject, Qt

from annotator.domain.article_feedback import ArticleFeedback
from annotator.domain.changes import Changes, Kind
from annotator.domain.immutable import immutable
from annotator.domain.labels import DEFAULT_LABELS
from annotator.domain.records import Claim, Confidence, Label
from annotator.domain.sheet import Sheet
from annotator.models.feedback_words import claim_words
from annotator.models.rows import Index, RowModel


class ClaimRole(IntEnum):
    """What a card shows besides its words (`DisplayRole`) and what is read aloud (`AccessibleTextRole`).

    IS_GOLD where gold is as the claim has it, IS_CHANGED where something else was decided in review.
    """

    ID = Qt.ItemDataRole.UserRole + 1
    RECORD = ID + 1
    LABEL = ID + 2
    NUMBER = ID + 3
    IS_WAITING = ID + 4
    IS_GOLD = ID + 5
    IS_CHANGED = ID + 6


@immutable
class ClaimFilter:
    """Which claims are listed: those with one label ("" means any), and only flagged ones if wished."""

    label: str = ""
    flagged: bool = False

    def admits(self, claim: Claim) -> bool:
        return self.label in ("", claim.label) and (claim.flag or not self.flagged)


_EVERY = ClaimFilter()


class ClaimModel(RowModel[Claim]):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheet: Sheet | None = None
        self._labels: dict[str, Label] = {}
        self._waiting: frozenset[str] = frozenset()
        self._filter = ClaimFilter()
        self.set_labels(DEFAULT_LABELS)

    @property
    def total(self) -> int:
        """How many claims the article has, listed or not."""
        return len(self._sheet.claims) if self._sheet else 0

    @property
    def filter(self) -> ClaimFilter:
        return self._filter

    def key_of(self, row: Claim) -> str:
        return row.id

    def show_sheet(self, sheet: Sheet | None) -> None:
        self._sheet = sheet
        self._reset(self._admitted())

    def set_labels(self, labels: Sequence[Label]) -> None:
        self._labels = {label.key: label for label in labels}
        self._touch_all()

    def set_waiting(self, claim_ids: frozenset[str]) -> None:
        """These claims are shown and not saved yet."""
        if claim_ids != self._waiting:
            self._waiting = claim_ids
            self._touch_all()

    def set_filter(self, wanted: ClaimFilter) -> None:
        if wanted != self._filter:
            self._filter = wanted
            self._reset(self._admitted())

    def refresh(self, changes: Changes) -> None:
        """Take over from the sheet what `changes` touched."""
        if changes.has(Kind.CLAIM):
            self._become(self._admitted())
        if changes.has(Kind.UNIT, Kind.DECISION, Kind.ADJUDICATION):
            self._touch_all()

    def number_of(self, claim: Claim) -> int | None:
        """The number of the sentence where the claim starts; None outside of those that are asked."""
        if self._sheet is None or (unit := self._sheet.unit_at(claim.span.start)) is None:
            return None
        return self._sheet.number(unit)

    def label_of(self, claim: Claim) -> Label:
        """The claim's label; one that the project does not know is drawn without a verdict's colour."""
        return self._labels.get(claim.label) or Label(
            key=claim.label,
            name=claim.label,
            glyph=claim.label[:1].upper(),
            digit=0,
            token="label.none",
            shape="square",
            line="solid",
            position=0,
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        claim = self._rows[index.row()]
        answer: object = None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                answer = claim.quote
            case Qt.ItemDataRole.AccessibleTextRole:
                answer = self._spoken(claim)
            case ClaimRole.ID:
                answer = claim.id
            case ClaimRole.RECORD:
                answer = claim
            case ClaimRole.LABEL:
                answer = self.label_of(claim)
            case ClaimRole.NUMBER:
                answer = self.number_of(claim)
            case ClaimRole.IS_WAITING:
                answer = claim.id in self._waiting
            case ClaimRole.IS_GOLD:
                answer = self._feedback is not None and self._feedback.keeps(claim)
            case ClaimRole.IS_CHANGED:
                answer = self._feedback is not None and self._feedback.differs(claim)
        return answer

    @property
    def _feedback(self) -> ArticleFeedback | None:
        return self._sheet.feedback if self._sheet else None

    def _spoken(self, claim: Claim) -> str:
        ids = [each.id for each in self._sheet.claims] if self._sheet else []
        place = self.tr("Claim {0} of {1}").format(ids.index(claim.id) + 1, len(ids))
        parts = [place, self.label_of(claim).name.lower()]
        if (number := self.number_of(claim)) is not None:
            parts.append(self.tr("sentence {0}").format(number))
        if claim.confidence is not Confidence.UNSET:
            parts.append(self._sureness(claim.confidence))
        if claim.flag:
            parts.append(self.tr("flagged for the lead"))
        if claim.note:
            parts.append(self.tr("with a note"))
        if self._feedback is not None and (told := claim_words(self._feedback, claim, self._labels)):
            parts.append(told)
        if claim.id in self._waiting:
            parts.append(self.tr("not saved yet"))
        return self.tr("{0}: {1}").format(", ".join(parts), claim.quote)

    def _sureness(self, confidence: Confidence) -> str:
        match confidence:
            case Confidence.LOW:
                return self.tr("unsure")
            case Confidence.MID:
                return self.tr("fairly sure")
            case _:
                return self.tr("sure")

    def _admitted(self) -> list[Claim]:
        if self._sheet is None:
            return []
        if self._filter == _EVERY:
            return list(self._sheet.claims)
        return [claim for claim in self._sheet.claims if self._filter.admits(claim)]

    def _touch_all(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))
