"""Beside the text: gold as it will be kept, the versions that it is chosen from, and similar cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.desk.notices import Severity
from annotator.domain.adjudication import Outcome
from annotator.domain.records import Label
from annotator.domain.review.case_state import CaseState
from annotator.domain.review.items import GoldShown, OpenItem, Precedent
from annotator.domain.sheet import Sheet
from annotator.views.badges import Mark
from annotator.views.icons import Colours
from annotator.views.plain import heading_label, plain_label, visible
from annotator.views.review.claim_lines import add_claim, clear, signed_line
from annotator.views.review.gold_area import ContentArea, GoldArea
from annotator.views.review.review_words import (
    gold_state_words,
    label_name,
    lane_speech,
    outcome_words,
    quoted,
    tr,
)
from annotator.views.review.sign_mark import SignMark
from annotator.views.review.version_card import VersionCard
from annotator.views.severity_mark import SeverityMark

_GOLD_SHARE = 0.45


@dataclass(frozen=True, slots=True)
class Display:
    """An item with all that is needed to show it. `names` are what letters stand for, or themselves."""

    open_item: OpenItem
    sheet: Sheet
    labels: Mapping[str, Label]
    names: Mapping[str, str]
    reasons: Mapping[str, str]

    @property
    def versions(self) -> tuple[object, ...]:
        """Two displays show the same versions exactly where these are equal."""
        item = self.open_item
        return item.item.key, item.lanes, item.is_blind, self.names, self.labels

    @property
    def leads(self) -> dict[str, str]:
        """What stands before each version."""
        return {
            letter: letter if name == letter else f"{letter} {visible(name)}"
            for letter, name in self.names.items()
        }


class DecisionPane(QWidget):
    """Gold stays in sight; what does not fit below it scrolls. A press on a version is a wish for it."""

    version_requested = Signal(str)

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("decisionPane")
        self._colours = colours
        self._gold, self._versions, self._precedents = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self._cards: list[VersionCard] = []
        self._shown: tuple[object, ...] = ()
        self._gold_area = GoldArea(tr("Gold, as it will be kept"))
        self._body_area = ContentArea(tr("Versions and similar cases"))
        column = QVBoxLayout(self)
        gap = self.fontMetrics().height() // 3
        column.setContentsMargins(gap, gap, gap, gap)
        column.addWidget(heading_label(tr("Gold, as it will be kept")))
        column.addWidget(self._gold_area)
        column.addWidget(self._body_area, 1)
        self.show_display(None)

    @property
    def cards(self) -> Sequence[VersionCard]:
        """The versions in sight, by letter."""
        return self._cards

    def focus_first(self) -> None:
        """Give the keyboard to the first version, where there is one."""
        if self._cards:
            self._cards[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_display(self, display: Display | None) -> None:
        """Show an item, or nothing."""
        self._gold = QVBoxLayout()
        if display is None:
            self._gold.addWidget(plain_label(tr("No item is open.")))
        else:
            self._show_gold(display)
        self._gold_area.show_content(self._gold)
        shown = display.versions if display else ()
        # A decision changes gold alone, and what is in sight of the rest stays.
        if shown != self._shown or not shown:
            self._shown = shown
            self._show_versions(display)

    def show_precedents(self, precedents: Sequence[Precedent], labels: Mapping[str, Label]) -> None:
        """List how similar items were decided, and bring that into sight."""
        clear(self._precedents)
        self._precedents.addWidget(heading_label(tr("Similar decided cases")))
        if not precedents:
            self._precedents.addWidget(plain_label(tr("Nothing like this was decided yet.")))
        for precedent in precedents:
            gold = precedent.gold
            told = outcome_words(gold) or ", ".join(label_name(labels, claim.label) for claim in gold.claims)
            sign = labels.get(gold.claims[0].label) if gold.claims else None
            self._precedents.addLayout(self._signed(sign or _sign_of(gold.outcome), told))
            self._precedents.addWidget(plain_label(quoted(precedent.quote)))
        if (inner := self._body_area.widget()) is not None:
            inner.adjustSize()
            self._body_area.ensureVisible(0, inner.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._gold_area.set_limit(round(self.height() * _GOLD_SHARE))

    def _show_gold(self, display: Display) -> None:
        open_item, gold = display.open_item, display.open_item.gold
        if open_item.is_blind and not gold.is_kept:
            words = tr("Press a label: then you see what the annotators chose.")
            self._gold.addLayout(self._signed(Mark.UNDECIDED, words))
            return
        if told := outcome_words(gold):
            self._gold.addLayout(self._signed(_sign_of(gold.outcome), told))
        for claim in gold.claims:
            add_claim(self._gold, claim, display.labels, self._colours)
        for key in gold.reasons:
            reason = visible(display.reasons.get(key, key))
            self._gold.addWidget(_quiet(tr("reason: %1").replace("%1", reason)))
        if gold.note:
            word = tr("question: %1") if gold.outcome is Outcome.ASKED_BACK else tr("why: %1")
            self._gold.addWidget(_quiet(word.replace("%1", visible(gold.note))))
        state = open_item.item.state
        self._gold.addLayout(self._standing(gold, state))

    def _show_versions(self, display: Display | None) -> None:
        self._versions, self._precedents, self._cards = QVBoxLayout(), QVBoxLayout(), []
        body = QVBoxLayout()
        body.addLayout(self._versions)
        body.addLayout(self._precedents)
        body.addStretch(1)
        if display is not None and not display.open_item.is_blind:
            self._add_cards(display)
        self._body_area.show_content(body)

    def _add_cards(self, display: Display) -> None:
        leads = display.leads
        for lane in display.open_item.lanes:
            speech = lane_speech(lane, leads[lane.letter], display.labels, display.sheet)
            card = VersionCard(lane, display.labels, self._colours, lead=leads[lane.letter], speech=speech)
            card.clicked.connect(
                lambda _checked=False, letter=lane.letter: self.version_requested.emit(letter)
            )
            self._versions.addWidget(card)
            self._cards.append(card)

    def _standing(self, gold: GoldShown, state: CaseState) -> QHBoxLayout:
        """Whether it is kept."""
        words = gold_state_words(gold, state)
        if not gold.is_kept or state is CaseState.STALE:
            return self._signed(Mark.STALE if gold.is_kept else Mark.SUGGESTED, words)
        sign = SeverityMark(self._colours)
        sign.set_severity(Severity.SUCCESS)
        return signed_line(sign, words)

    def _signed(self, sign: Label | Mark, words: str) -> QHBoxLayout:
        return signed_line(SignMark(self._colours, sign), words)


def _quiet(words: str) -> QWidget:
    label = plain_label(words)
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label


def _sign_of(outcome: Outcome) -> Mark:
    match outcome:
        case Outcome.NO_CLAIM:
            return Mark.NO_CLAIM
        case Outcome.PARKED | Outcome.ASKED_BACK:
            return Mark.SKIPPED
        case _:
            return Mark.UNDECIDED
