"""The items of a review: read piece by piece, filtered and ordered."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from annotator.desk.arranging import Arranging
from annotator.desk.notices import Notice, Severity
from annotator.desk.remembered_cases import RememberedCases
from annotator.desk.review_reading import FIRST, Piece, ReviewReading, entries_of
from annotator.desk.workbench import Workbench
from annotator.domain.records import Article
from annotator.domain.review.cases import Case
from annotator.domain.review.docket import Docket
from annotator.domain.review.items import Counts, Item, ItemFilter, ItemOrder
from annotator.domain.steps import Step
from annotator.store.case_reader import CaseReader

_KEY: Final = "review-reading"
_TOLD_ONE_BY_ONE: Final = 32
"""So many items at most are told apart; of more the list is told as a whole."""


class ReviewQueue(QObject):
    """`listed` says that the list is different, `item_changed` carries the one Item that is.

    `counted` says that the counts are different. `read` says that every article has been read.
    """

    listed = Signal()
    item_changed = Signal(object)
    counted = Signal()
    read = Signal()

    def __init__(self, bench: Workbench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self._docket = Docket({}, (), 0)
        self._wanted = ItemFilter(), ItemOrder.WORST
        self._reader: CaseReader | None = None
        self._cases: RememberedCases | None = None
        self._known: set[str] = set()
        self._seen: set[str] = set()
        self._is_reading = False
        self._arranging = Arranging(self)
        self._arranging.arranged.connect(self._on_arranging_arranged)
        self._reading = ReviewReading(bench, self)
        self._reading.piece_read.connect(self._on_reading_piece_read)
        self._reading.ended.connect(self._on_reading_ended)

    @property
    def items(self) -> tuple[Item, ...]:
        """The items that the filter admits, in the order chosen."""
        return tuple(self._docket.listing)

    @property
    def count(self) -> int:
        """How many items are listed."""
        return len(self._docket.listing)

    @property
    def is_reading(self) -> bool:
        """Whether articles are still being read, so that more items may come."""
        return self._is_reading

    @property
    def counts(self) -> Counts:
        return self._docket.counts

    @property
    def filter(self) -> ItemFilter:
        """What is asked for; the list may follow a moment later."""
        return self._wanted[0]

    @property
    def order(self) -> ItemOrder:
        return self._wanted[1]

    @property
    def reader(self) -> CaseReader:
        """What reads cases as they are now. Only while a review is open."""
        assert self._reader is not None
        return self._reader

    @property
    def docket(self) -> Docket:
        """All items, for the rest of this room."""
        return self._docket

    def set_filter(self, wanted: ItemFilter) -> None:
        self._arrange(wanted, self.order)

    def set_order(self, order: ItemOrder) -> None:
        self._arrange(self.filter, order)

    def item(self, key: str) -> Item | None:
        """The item with this key, listed or not."""
        return self._docket.item(key)

    def place(self, key: str) -> int:
        """Where an item is listed, from 0; -1 where it is not."""
        return self._docket.place(key)

    def words(self, item: Item) -> str:
        """The words that an item is about."""
        return self._bench.desk.project.articles.words(item.article_id, item.span.start, item.span.end)

    def unanimous_articles(self) -> list[str]:
        """The articles that hold unanimous items which can be accepted, in the project's order."""
        return self._docket.articles(lambda item: item.is_acceptable)

    def cases(self, article_id: str) -> tuple[Case, ...]:
        """The cases of an article as they are now. Only while a review is open."""
        assert self._cases is not None
        return self._cases.of_article(article_id)

    def read_ahead(self, article_id: str) -> None:
        """Get ready for a decision in an article, so that its key need not wait for what is known before."""
        assert self._cases is not None
        self._cases.entries(article_id)

    def begin(self) -> None:
        """Read the first articles now and all others beside the window."""
        project = self._bench.desk.project
        self._reader = CaseReader(project)
        self._cases = RememberedCases(self._reader)
        ids = self._reader.ids()
        self._known = set(ids)
        positions = {article_id: place for place, article_id in enumerate(ids)}
        labels = [label.key for label in self._bench.desk.labels]
        seed = self._reader.settings.seed
        self._docket = Docket(positions, labels, seed)
        self._arranging.stop()
        self._docket.arrange(*self._wanted)
        self._seen = set()
        for article_id in ids[:FIRST]:
            self._docket.put(article_id, entries_of(self._reader.cases(article_id), seed))
        self._is_reading = len(ids) > FIRST
        self._tell_all()
        if self._is_reading:
            self._reading.begin(project, ids[FIRST:])
        else:
            self.read.emit()

    def end(self) -> None:
        """Forget everything."""
        self._reading.stop()
        self._arranging.stop()
        self._is_reading = False
        self._docket, self._reader, self._cases = Docket({}, (), 0), None, None
        self._wanted = ItemFilter(), ItemOrder.WORST
        self._known, self._seen = set(), set()
        self._tell_all()

    def take_in(self, piece: Piece) -> None:
        """Take over articles that were read again, beside the window or after a step."""
        if self._cases is not None:
            self._cases.forget()
        self._seen.update(article_id for article_id, _ in piece)
        self._put(piece)

    def note(self, step: Step) -> None:
        """Read again what a step touched."""
        if self._cases is None or not step.article_id:
            return
        for edit in step.edits:
            if isinstance(edit.after, Article):
                (self._known.add if edit.after.excluded_at is None else self._known.discard)(edit.after.id)
        self._cases.note(step)
        self._seen.add(step.article_id)
        self._put([(step.article_id, self._cases.entries(step.article_id))])

    def _put(self, piece: Piece) -> None:
        changed: list[Item] = []
        is_other_list = False
        for article_id, entries in piece:
            items, is_gone = self._docket.put(article_id, entries if article_id in self._known else ())
            changed += items
            is_other_list |= is_gone
        if is_other_list or len(changed) > _TOLD_ONE_BY_ONE:
            self.listed.emit()
        else:
            for item in changed:
                self.item_changed.emit(item)
        if changed or is_other_list:
            self.counted.emit()

    def _arrange(self, wanted: ItemFilter, order: ItemOrder) -> None:
        if (wanted, order) != self._wanted:
            self._wanted = wanted, order
            self._arranging.begin(self._docket, *self._wanted)

    def _tell_all(self) -> None:
        self.listed.emit()
        self.counted.emit()

    @Slot()
    def _on_arranging_arranged(self) -> None:
        self.listed.emit()

    @Slot(object)
    def _on_reading_piece_read(self, piece: Piece) -> None:
        # What was decided on meanwhile is known better here.
        self._put([(article_id, entries) for article_id, entries in piece if article_id not in self._seen])

    @Slot(int)
    def _on_reading_ended(self, damaged: int) -> None:
        self._is_reading = False
        if self.order is ItemOrder.AUDIT:
            # The sample is a share of all that there is now.
            self._arranging.begin(self._docket, *self._wanted)
        if damaged:
            self._bench.notices.tell(Notice(self._loss(damaged), key=_KEY, severity=Severity.WARNING))
        self.read.emit()

    def _loss(self, damaged: int) -> str:
        if damaged < 0:
            return self.tr(
                "Not every article was read for the review, so there may be more to decide. "
                "Nothing was changed. Open the review again to read the others."
            )
        return self.tr(
            "Articles that could not be read and are not in this review: %n. The others can be decided on. "
            "The newest backup may have them whole.",
            "",
            damaged,
        )
