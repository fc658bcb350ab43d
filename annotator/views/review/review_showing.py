"""Brings what changed in a review to the panes, and holds each result for a moment before the next item."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from annotator.desk.review import Review
from annotator.domain.agreement.alignment import Presence
from annotator.domain.records import Label
from annotator.domain.review.items import OpenItem
from annotator.views.review.decision_pane import Display
from annotator.views.review.lanes import Exhibit, Lane, LaneMark
from annotator.views.review.review_words import item_speech

_HELD: Final = 250
"""Milliseconds that the result of a key is shown before the next item comes."""


class ReviewShowing(QObject):
    """`displayed` carries the Display to show, or None.

    While a result is held the desk is at the next item already: `flush` shows it at once.
    """

    displayed = Signal(object)

    def __init__(self, review: Review, parent: QObject) -> None:
        super().__init__(parent)
        self._review = review
        self._labels: dict[str, Label] = {}
        self._reasons: dict[str, str] = {}
        self._hold = QTimer(self)
        self._hold.setSingleShot(True)
        self._hold.setInterval(_HELD)
        self._hold.timeout.connect(self._show)
        review.current_changed.connect(self._on_review_changed)
        review.revealed.connect(self._on_review_changed)
        review.decided.connect(self._on_review_decided)

    @property
    def is_holding(self) -> bool:
        """Whether a result is being shown, and the next item waits."""
        return self._hold.isActive()

    @property
    def display(self) -> Display | None:
        """What there is to show of where the desk is now."""
        current, sheet = self._review.current, self._review.sheet
        if current is None or sheet is None:
            return None
        names = {lane.letter: self._review.name_of(lane.letter) for lane in current.lanes}
        return Display(current, sheet, self._labels, names, self._reasons)

    def take_settings(self, labels: dict[str, Label], reasons: dict[str, str]) -> None:
        """Take the project's labels and reasons, by their keys."""
        self._labels, self._reasons = labels, reasons

    @Slot()
    def flush(self) -> None:
        """Show where the desk is now."""
        if self._hold.isActive():
            self._hold.stop()
            self._show()

    @Slot()
    def show_now(self) -> None:
        """Show the open item, whatever was shown before."""
        self._hold.stop()
        self._show()

    def speech(self, display: Display) -> str:
        """What is spoken when an item comes."""
        queue = self._review.queue
        place = queue.place(display.open_item.item.key) + 1
        return item_speech(
            display.open_item, place, queue.count, display.leads, display.labels, display.sheet
        )

    def _show(self) -> None:
        self.displayed.emit(self.display)

    @Slot()
    def _on_review_changed(self) -> None:
        if not self._hold.isActive():
            self._show()

    @Slot(object)
    def _on_review_decided(self, _item: object) -> None:
        self._hold.start()


def exhibit_of(open_item: OpenItem) -> Exhibit:
    """What the text shows of an item; one lane without a letter where all who finished agree."""
    lanes = tuple(
        Lane(lane.letter, tuple(LaneMark(claim.label, claim.spans) for claim in lane.claims))
        for lane in open_item.lanes
        if lane.presence is not Presence.MISSING
    )
    if open_item.item.is_unanimous and lanes:
        lanes = (Lane("", lanes[0].marks),)
    gold = tuple(span for claim in open_item.gold.claims for span in claim.spans)
    kept = gold if open_item.gold.is_kept or open_item.gold.is_unsaved else ()
    return Exhibit(open_item.extent, lanes, kept, open_item.is_blind)
