"""Why it was decided so: reasons of the project, and a note."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject

from annotator.desk.open_case import OpenCase
from annotator.desk.review_queue import ReviewQueue
from annotator.desk.rulings import Commit
from annotator.domain.adjudication import Adjudication, Outcome
from annotator.domain.errors import Refused
from annotator.domain.review import gold_steps
from annotator.domain.review.items import GoldShown, Item
from annotator.domain.review.showing import kept_gold


class Rationales(QObject):
    """Given to the item that was decided last until another one is opened, else to the open item.

    Of an item that is not decided yet they are kept with its decision.
    """

    def __init__(
        self,
        queue: ReviewQueue,
        case: OpenCase,
        commit: Commit,
        about: Callable[[], Item | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._queue = queue
        self._case = case
        self._commit = commit
        self._about = about

    @property
    def given(self) -> GoldShown:
        """The reasons and the note of the item that they go to."""
        decided = self._decided
        return kept_gold(decided, ()) if decided else self._case.prepared

    def give(self, number: int) -> None:
        """Give the reason of this number, from 1, of the project's, or take it away again."""
        reasons = self._queue.reader.settings.reasons
        if not 1 <= number <= len(reasons):
            said = self.tr("This project has no reason %1. Nothing was changed.")
            raise Refused(said.replace("%1", str(number)))
        key, given = reasons[number - 1].key, self.given
        kept = tuple(reason for reason in given.reasons if reason != key)
        self._write(replace(given, reasons=kept if key in given.reasons else (*kept, key)))

    def write(self, note: str) -> None:
        """Say why it was decided so."""
        self._write(replace(self.given, note=note.strip()))

    @property
    def _decided(self) -> Adjudication | None:
        item = self._about()
        case = self._case.find(item) if item is not None and item.outcome is not Outcome.OPEN else None
        return case.adjudication if case else None

    def _write(self, given: GoldShown) -> None:
        decided = self._decided
        if decided is None:
            self._case.prepare(given)
            return
        step = gold_steps.annotate(decided, self._case.authority, reasons=given.reasons, note=given.note)
        self._commit(step, goes_on=False)
