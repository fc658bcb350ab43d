"""Examples for the guidelines out of a review: a decided item, and one sentence that says why."""

from __future__ import annotations

from PySide6.QtCore import QObject

from annotator.desk.review import Review
from annotator.desk.workbench import Workbench
from annotator.domain.adjudication import Outcome
from annotator.domain.errors import Refused
from annotator.domain.review.showing import kept_gold


class CaseExamples(QObject):
    """Makes an example of the item decided last, until another one is opened, else of the open one."""

    def __init__(self, review: Review, bench: Workbench) -> None:
        super().__init__(review)
        self._review = review
        self._bench = bench

    def about(self) -> tuple[str, str]:
        """The name of what was decided, and the words. Refused where nothing was."""
        item = self._review.about
        case = self._review.case.find(item) if item is not None and item.outcome.is_settled else None
        if item is None or case is None or case.adjudication is None:
            raise Refused(
                self.tr(
                    "Nothing is decided here yet, so it is no example. Nothing was changed. Decide it."
                )
            )
        gold = kept_gold(case.adjudication, self._review.queue.reader.file_of(case, "").gold)
        names = {label.key: label.name for label in self._bench.desk.labels}
        if gold.claims:
            first = gold.claims[0]
            return names.get(first.label, first.label), first.quote
        said = {
            Outcome.NO_CLAIM: self.tr("No claim"),
            Outcome.DISAGREEMENT: self.tr("Legitimate disagreement"),
        }
        return said.get(item.outcome, self.tr("Examples")), self._review.queue.words(item)

    def add(self, sentence: str) -> int:
        """Add it under the heading of what was decided, and return the number of the new version."""
        label, quote = self.about()
        return self._bench.guidelines.add_example(label=label, quote=quote, why=sentence)
