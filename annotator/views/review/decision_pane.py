"""Beside the text: gold as it will be kept, the versions that it is chosen from, and similar cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.desk.notices import Severity
from annotator.domain.adjudication import Outcome
from annotator.domain.immutable import immutable
from annotator.domain.records import Label
from annotator.domain.review.case_state import CaseState
from annotator.domain.review.items import OpenItem, Precedent
from annotator.domain.sheet import Sheet
from annotator.views.badges import Mark
from annotator.views.icons import Colours
from annotator.views.plain import heading_label, visible
from annotator.views.review.claim_lines import Line, LineColumn, claim_lines
from annotator.views.review.gold_area import ContentArea, GoldArea
from annotator.views.review.review_words import (
    gold_state_words,
    label_name,
    lane_speech,
    outcome_words,
    quoted,
    tr,
)
from annotator.views.review.sign_mark import Sign
from annotator.views.review.version_card import VersionCard

_GOLD_SHARE = 0.45


@immutable
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
        self._all_cards: list[VersionCard] = []
        self._cards: list[VersionCard] = []
        self._shown: tuple[object, ...] = ()
        self._gold_area = GoldArea(tr("Gold, as it will be kept"), colours)
        self._body_area = ContentArea(tr("Versions and similar cases"))
        self._versions = QVBoxLayout()
        self._alike = QWidget()
        self._precedents = LineColumn(colours, self._alike)
        self._precedents.setContentsMargins(0, 0, 0, 0)
        self._alike_heading = heading_label(tr("Similar decided cases"))
        column = QVBoxLayout(self)
        gap = self.fontMetrics().height() // 3
        column.setContentsMargins(gap, gap, gap, gap)
        column.addWidget(heading_label(tr("Gold, as it will be kept")))
        column.addWidget(self._gold_area)
        column.addWidget(self._body_area, 1)
        inner = QWidget()
        body = QVBoxLayout(inner)
        body.setContentsMargins(0, 0, 0, 0)
        body.addLayout(self._versions)
        for part in (self._alike_heading, self._alike):
            body.addWidget(part)
        body.addStretch(1)
        self._body_area.setWidget(inner)
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
        nothing = [Line(tr("No item is open."))]
        self._gold_area.show_lines(list(_gold_lines(display)) if display else nothing)
        shown = display.versions if display else ()
        # A decision changes gold alone, and what is in sight of the rest stays.
        if shown != self._shown or not shown:
            self._shown = shown
            self._show_versions(display)

    def show_precedents(self, precedents: Sequence[Precedent], labels: Mapping[str, Label]) -> None:
        """List how similar items were decided, and bring that into sight."""
        lines = [] if precedents else [Line(tr("Nothing like this was decided yet."))]
        for precedent in precedents:
            gold = precedent.gold
            told = outcome_words(gold) or ", ".join(label_name(labels, claim.label) for claim in gold.claims)
            sign = labels.get(gold.claims[0].label) if gold.claims else None
            lines += Line(told, sign or _sign_of(gold.outcome)), Line(quoted(precedent.quote))
        self._show_alike(lines)
        if (inner := self._body_area.widget()) is not None:
            inner.adjustSize()
            self._body_area.ensureVisible(0, inner.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._gold_area.set_limit(round(self.height() * _GOLD_SHARE))

    def _show_versions(self, display: Display | None) -> None:
        self._show_alike(())
        lanes = display.open_item.lanes if display and not display.open_item.is_blind else ()
        while len(self._all_cards) < len(lanes):
            self._all_cards.append(self._new_card())
        self._cards = self._all_cards[: len(lanes)]
        for card, lane in zip(self._cards, lanes, strict=True):
            assert display is not None
            lead = display.leads[lane.letter]
            speech = lane_speech(lane, lead, display.labels, display.sheet)
            card.show_lane(lane, display.labels, lead=lead, speech=speech)
        for card in self._all_cards[len(lanes) :]:
            card.show_nothing()
        self._body_area.verticalScrollBar().setValue(0)

    def _show_alike(self, lines: Sequence[Line]) -> None:
        self._precedents.show_lines(lines)
        for part in (self._alike_heading, self._alike):
            part.setVisible(bool(lines))

    def _new_card(self) -> VersionCard:
        card = VersionCard(self._colours)
        card.clicked.connect(lambda _checked=False: self.version_requested.emit(card.letter))
        self._versions.addWidget(card)
        return card


def _gold_lines(display: Display) -> Iterator[Line]:
    """What gold is, why, and whether it is kept."""
    open_item, gold = display.open_item, display.open_item.gold
    if open_item.is_blind and not (gold.is_kept or gold.is_unsaved):
        yield Line(tr("Press a label: then you see what the annotators chose."), Mark.UNDECIDED)
        return
    if told := outcome_words(gold):
        yield Line(told, _sign_of(gold.outcome))
    for claim in gold.claims:
        yield from claim_lines(claim, display.labels)
    for key in gold.reasons:
        reason = visible(display.reasons.get(key, key))
        yield Line(tr("reason: %1").replace("%1", reason), is_quiet=True)
    if gold.note:
        yield Line(_note_words(display), is_quiet=True)
    if gold.answered:
        yield Line(tr("asked, and answered: %1").replace("%1", visible(gold.answered)), is_quiet=True)
    yield Line(gold_state_words(gold, open_item.item.state), _sign_of_state(open_item))


def _note_words(display: Display) -> str:
    """The note of a decision; of a question also to whom it goes where that is not everybody."""
    gold = display.open_item.gold
    note = visible(gold.note)
    if gold.outcome is not Outcome.ASKED_BACK:
        return tr("why: %1").replace("%1", note)
    if not gold.asked:
        return tr("question: %1").replace("%1", note)
    asked = ", ".join(display.leads.get(letter, letter) for letter in gold.asked)
    return tr("question to {0}: {1}").format(asked, note)


def _sign_of_state(open_item: OpenItem) -> Sign:
    if open_item.gold.is_unsaved:
        return Severity.ERROR
    if not open_item.gold.is_kept:
        return Mark.SUGGESTED
    return Mark.STALE if open_item.item.state is CaseState.STALE else Severity.SUCCESS


def _sign_of(outcome: Outcome) -> Mark:
    match outcome:
        case Outcome.NO_CLAIM:
            return Mark.NO_CLAIM
        case Outcome.PARKED | Outcome.ASKED_BACK:
            return Mark.SKIPPED
        case _:
            return Mark.UNDECIDED
