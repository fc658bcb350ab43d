"""Examples for the guidelines out of a review: a decided item, and one sentence that says why."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from annotator.desk.open_case import OpenCase
from annotator.desk.review_queue import ReviewQueue
from annotator.desk.workbench import Workbench
from annotator.domain.adjudication import Outcome
from annotator.domain.errors import Refused
from annotator.domain.review.items import Item
from annotator.domain.review.showing import kept_gold


class CaseExamples(QObject):
    """Makes an example of the item decided last, until another one is opened, else of the open one."""

    def __init__(
        self,
        bench: Workbench,
        queue: ReviewQueue,
        case: OpenCase,
        about: Callable[[], Item | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._bench = bench
        self._queue = queue
        self._case = case
        self._about = about

    def about(self) -> tuple[str, str]:
        """The name of what was decided, and the words. Refused where nothing was."""
        item = self._about()
        case = self._case.find(item) if item is not None and item.outcome.is_settled else None
        if item is None or case is None or case.adjudication is None:
            raise Refused(
                self.tr("Nothing is decided here yet, so it is no example. Nothing was changed. Decide it.")
            )
        gold = kept_gold(case.adjudication, self._queue.reader.file_of(case, "").gold)
        names = {label.key: label.name for label in self._bench.desk.labels}
        if gold.claims:
            first = gold.claims[0]
            return names.get(first.label, first.label), first.quote
        said = {
            Outcome.NO_CLAIM: self.tr("No claim"),
            Outcome.DISAGREEMENT: self.tr("Legitimate disagreement"),
        }
        return said.get(item.outcome, self.tr("Examples")), self._queue.words(item)

    def add(self, sentence: str) -> int:
        """Add it under the heading of what was decided, and return the number of the new version."""
        label, quote = self.about()
        number = self._bench.guidelines.add_example(label=label, quote=quote, why=sentence)
        told = self.tr("Version %1 of the guidelines has it as an example of “%2”.")
        self._bench.notices.passing(told.replace("%1", str(number)).replace("%2", label))
        return number
