"""The review of a project on the desk: what annotators differ on, item by item, and what was decided."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from annotator.desk.bulk_work import BulkWork
from annotator.desk.case_examples import CaseExamples
from annotator.desk.open_case import OpenCase
from annotator.desk.rationales import Rationales
from annotator.desk.revealing import remember_reveal
from annotator.desk.review_history import ReviewHistory
from annotator.desk.review_queue import ReviewQueue
from annotator.desk.rulings import Rulings
from annotator.desk.unanimous import Unanimous
from annotator.desk.workbench import Workbench
from annotator.domain.changes import Changes, Kind
from annotator.domain.errors import Refused, Unavailable
from annotator.domain.records import Role
from annotator.domain.review.items import Item, OpenItem, Precedent
from annotator.domain.review.listing import Rank
from annotator.domain.review.showing import kept_gold
from annotator.domain.sheet import Sheet
from annotator.domain.steps import Step

_DECIDES = frozenset({Role.LEAD, Role.ADJUDICATOR})

_AHEAD = 100
"""Milliseconds after an item was opened in which the one that follows is read."""


class Review(QObject):
    """One item at a time. The verbs are kept apart in rooms of their own, such as `rulings` and `history`.

    Nothing is written by opening it, unless unanimous items become gold by themselves. Annotators are
    letters, drawn anew for each item, until `reveal`. `opened` and `closed` say whether there is a review;
    `current_changed` says that another item is open or that something of it is different; `decided` carries
    the Item that was just decided.
    """

    opened = Signal()
    closed = Signal()
    current_changed = Signal()
    revealed = Signal()
    decided = Signal(object)

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._bench = bench
        self._desk = bench.desk
        self.queue = ReviewQueue(bench, self)
        self.case = OpenCase(self._desk, self.queue, self)
        self._work = BulkWork(bench, self.queue, self)
        self.history = ReviewHistory(bench, self._work, self._show, self)
        self.rulings = Rulings(self._desk, self.case, self.commit, self)
        self.rationales = Rationales(self.queue, self.case, self.commit, lambda: self.about, self)
        self.examples = CaseExamples(bench, self.queue, self.case, lambda: self.about, self)
        self.unanimous = Unanimous(self.queue, self.case, self._work, self.history.note_outline, self)
        self._is_open = False
        self._is_revealed = False
        self._me = ""
        self._rank: Rank = ()
        self._about = ""
        self._unsaved = ("", "")
        self._ahead = QTimer(self)
        self._ahead.setSingleShot(True)
        self._ahead.setInterval(_AHEAD)
        self._ahead.timeout.connect(self._read_ahead)
        self._desk.committed.connect(self._on_desk_committed)
        self._desk.changed.connect(self._on_desk_changed)
        bench.queue.loaded.connect(self._on_queue_loaded)
        self.queue.listed.connect(self._on_queue_listed)
        self.queue.read.connect(self._on_queue_listed)
        self.queue.item_changed.connect(self._on_queue_item_changed)
        self.case.changed.connect(self.current_changed)

    @property
    def is_open(self) -> bool:
        return self._is_open

    @property
    def is_revealed(self) -> bool:
        return self._is_revealed

    def open(self) -> None:
        """Begin. Raises Refused where there is no project, or a lead and it is somebody else who asks."""
        people = self._desk.project.people
        me = people.get(self._desk.annotator.id)
        has_lead = any(person.role is Role.LEAD for person in people.all())
        if has_lead and (me is None or me.role not in _DECIDES):
            raise Refused(
                self.tr(
                    "This project has a lead, who decides where annotators differ. Nothing was changed. "
                    "Go on annotating; what was decided about your claims is told to you."
                )
            )
        self._is_open, self._me = True, self._desk.annotator.id
        self.queue.begin()
        self.history.load()
        self._open_first()
        self.opened.emit()

    def close(self) -> None:
        """Put the review away; names are hidden again."""
        if not self._is_open:
            return
        self._is_open = self._is_revealed = False
        self._rank, self._about = (), ""
        self._ahead.stop()
        self.case.put_away()
        self.queue.end()
        self.history.forget()
        self.closed.emit()

    @property
    def current(self) -> OpenItem | None:
        """The open item, None where there is none."""
        return self.case.shown

    @property
    def sheet(self) -> Sheet | None:
        """The article of the open item, with gold claims and nobody else's."""
        return self.case.sheet

    def go_to(self, key: str) -> None:
        """Open the item with this key. Refused where there is none, or something waits to be saved."""
        self._desk.withheld.clear_the_way()
        item = self.queue.item(key)
        if item is None:
            raise Refused(self.tr("That item is not in this review any more. Choose another one."))
        self._about = ""
        self._open(item)

    def next(self) -> None:
        """Open the item after this one in the order of the queue. Refused at the end."""
        key = self.queue.docket.listing.after(self._rank)
        if not key:
            raise Refused(self.tr("This is the last item."))
        self.go_to(key)

    def previous(self) -> None:
        """Open the item before this one. Refused at the start."""
        key = self.queue.docket.listing.before(self._rank)
        if not key:
            raise Refused(self.tr("This is the first item."))
        self.go_to(key)

    def next_open(self) -> None:
        """Open the next item that waits for a decision, round the end. Refused where none is left."""
        key = self._next_open()
        if not key:
            raise Refused(self.tr("No item of this list waits for a decision any more."))
        self.go_to(key)

    def reveal(self) -> None:
        """Show who is who until the review is closed; the project remembers that, when and by whom."""
        if self._is_revealed:
            return
        remember_reveal(self._desk)
        self._is_revealed = True
        self.revealed.emit()

    def name_of(self, letter: str) -> str:
        """Who a letter of the open item is; the letter itself before `reveal`."""
        if not self._is_revealed:
            return letter
        person = self._desk.project.people.get(self.case.annotator_of(letter))
        return person.name if person else letter

    def precedents(self, limit: int = 3) -> tuple[Precedent, ...]:
        """Items with the same kinds and labels as the open one that were decided, the latest first."""
        if self.current is None:
            return ()
        alike = self.queue.docket.precedents(self.current.item, limit)
        return tuple(filter(None, map(self._precedent, alike)))

    @property
    def about(self) -> Item | None:
        """The item that reasons and a rationale go to: the one just decided, until another is opened."""
        key = self._about or self.case.key
        return self.queue.item(key) if key else None

    def commit(self, step: Step, *, goes_on: bool = True) -> None:
        """Write a step of the open item, and go on to the next that waits for a decision.

        One that can't be written now stays in sight as not saved, and goes on once it is.
        """
        key = self.case.key
        if self._work.is_running:
            raise Refused(
                self.tr("Gold of many articles is being written right now. Nothing was changed. Wait for it.")
            )
        if self._desk.withheld.waiting is not None:
            self._desk.withheld.clear_the_way()
            raise Refused(
                self.tr("What waited is saved now, and nothing else was done. Look at the item, then decide.")
            )
        if step.edits and not self._desk.commit_elsewhere(step, may_wait=True):
            self._unsaved = (step.id, key) if goes_on else ("", "")
        elif goes_on:
            self._go_on(key)

    def _go_on(self, key: str) -> None:
        """Tell that the item with this key was decided, and open the next that waits."""
        item = self.queue.item(key)
        if item is not None:
            self.decided.emit(item)
        following = self._next_open()
        if following:
            self.go_to(following)
        self._about = key

    def _precedent(self, item: Item) -> Precedent | None:
        case = self.case.find(item)
        if case is None or case.adjudication is None:
            return None
        file = self.queue.reader.file_of(case, "")
        return Precedent(item, self.queue.words(item), kept_gold(case.adjudication, file.gold))

    def _next_open(self) -> str:
        return self.queue.docket.listing.after(self._rank, is_waiting=True, round_the_end=True)

    def _show(self, key: str) -> None:
        """Open the item with this key if there is one."""
        if self.queue.item(key) is not None:
            self.go_to(key)

    def _open_first(self) -> None:
        """Open the first item that waits, else the first one, of those whose articles can be read."""
        docket = self.queue.docket
        for is_waiting in (True, False):
            rank: Rank = ()
            while (item := self.queue.item(docket.listing.after(rank, is_waiting=is_waiting))) is not None:
                rank = docket.rank_of(item.key) or ()
                with suppress(Unavailable):
                    self._open(item)
                    return

    def _open(self, item: Item) -> None:
        self._rank = self.queue.docket.rank_of(item.key) or ()
        self.case.open(item)
        self._ahead.start()

    @Slot()
    def _read_ahead(self) -> None:
        """Read what the next decision leads to; what cannot be read is told when it is opened."""
        item = self.queue.item(self._next_open())
        if self._is_open and item is not None:
            with suppress(Refused, Unavailable):
                self.queue.read_ahead(item.article_id)
                self.case.read_ahead(item.article_id)

    @Slot(object)
    def _on_desk_committed(self, step: Step) -> None:
        if self._is_open:
            self.history.note(step)
            self.case.note(step)
            self.queue.note(step)
            waited, key = self._unsaved
            if step.id == waited:
                self._unsaved = ("", "")
                self._bench.attempt(lambda: self._go_on(key))

    @Slot(object)
    def _on_desk_changed(self, changes: Changes) -> None:
        if changes.has(Kind.DESK) and not changes.article_id:
            self.close()

    @Slot()
    def _on_queue_loaded(self) -> None:
        """Articles or claims came from elsewhere; another project or person comes with `closed`."""
        if self._is_open and self._desk.has_annotator and self._desk.annotator.id == self._me:
            self.queue.begin()

    @Slot()
    def _on_queue_listed(self) -> None:
        if not self._is_open:
            return
        rank = self.queue.docket.rank_of(self.case.key)
        self._rank = rank or ()
        if rank is None and self.case.key and not self.queue.is_reading:
            self.case.put_away()
        if not self.case.key:
            self._open_first()

    @Slot(object)
    def _on_queue_item_changed(self, item: Item) -> None:
        if item.key == self.case.key:
            self.case.open(item)
        elif not self.case.key and self._is_open:
            self._open_first()
