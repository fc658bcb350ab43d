"""Lists the items of a review by another filter or order, beside the window where they are many."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Signal

from annotator.desk.jobs import JobRunner, Questions
from annotator.domain.errors import Cancelled, ClaimdeskError
from annotator.domain.review.docket import Docket
from annotator.domain.review.items import ItemFilter, ItemOrder
from annotator.domain.review.listing import Listing

AT_ONCE: Final = 2_000
"""So many items are listed in the time of a few pictures on the screen; more in a worker."""


class Arranging(QObject):
    """`arranged` says that the list is another now. Of several wishes the last one counts."""

    arranged = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = JobRunner(self)
        self._questions = Questions(self._runner)

    def begin(self, docket: Docket, wanted: ItemFilter, order: ItemOrder) -> None:
        """List so: before this returns, or a moment later."""
        self._questions.drop()
        self._runner.cancel()
        if docket.size <= AT_ONCE:
            docket.arrange(wanted, order)
            self.arranged.emit()
            return
        draft = docket.draft(wanted, order)

        def take(listing: Listing) -> None:
            docket.take(listing)
            self.arranged.emit()

        self._questions.ask(
            self.tr("Listing items"),
            lambda job: draft(job.check),
            answered=take,
            failed=self._on_failed,
            is_quiet=True,
        )

    def stop(self) -> None:
        """Let go what is being listed; nothing runs when this returns."""
        self._questions.drop()
        self._runner.close()

    def _on_failed(self, error: ClaimdeskError) -> None:
        if not isinstance(error, Cancelled):
            raise error
