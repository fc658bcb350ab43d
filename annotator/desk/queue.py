"""The annotator's articles: which come next, and which are done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from annotator.desk.desk import Desk
from annotator.domain import article_steps
from annotator.domain.changes import Changes, Kind
from annotator.domain.errors import ClaimdeskError, Refused
from annotator.domain.records import Direction, QueueRow, Standing
from annotator.domain.steps import Step

_FIRST: Final = 64
_PIECE: Final = 512
"""Rows; a few milliseconds."""
_READ_ON_AFTER: Final = 200
"""Milliseconds, in which the article is opened and painted."""


class Queue(QObject):
    """`loaded` says that all rows are others, `rows_read` carries more of them, `row_changed` a new one.

    A few rows are read at once and the others piece by piece, as there may be a hundred thousand: who goes
    on with an article does not wait for them. Who needs rows that are not read yet reads up to them.
    """

    loaded = Signal()
    rows_read = Signal(tuple)
    row_changed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._rows: list[QueueRow] = []
        self._places: dict[str, int] = {}
        self._is_whole = True
        self._clock = QTimer(self, singleShot=True)
        self._clock.timeout.connect(self._on_clock_timeout)
        desk.changed.connect(self._on_desk_changed)
        desk.committed.connect(self._on_desk_committed)

    @property
    def rows(self) -> tuple[QueueRow, ...]:
        while not self._is_whole:
            self._read(_PIECE)
        return self.rows_so_far

    @property
    def rows_so_far(self) -> tuple[QueueRow, ...]:
        """Those that are read."""
        return tuple(self._rows)

    @property
    def count(self) -> int:
        """How many articles the queue has."""
        if self._is_whole:
            return len(self._rows)
        return self._desk.project.articles.count(self._desk.annotator.id)

    def row(self, article_id: str) -> QueueRow | None:
        """The row of an article, None if it is not in the queue."""
        place = self._places.get(article_id)
        if place is not None:
            return self._rows[place]
        if self._is_whole or not self.place(article_id):
            return None
        return self._desk.project.articles.queue_row(self._desk.annotator.id, article_id)

    def place(self, article_id: str) -> int:
        """The article's number in the queue's own order, from 1; 0 if it is not in the queue."""
        place = self._places.get(article_id, -1) + 1
        if place or self._is_whole:
            return place
        return self._desk.project.articles.place(article_id, self._desk.annotator.id)

    def load(self) -> None:
        """Read all rows again: after an import, or for another annotator."""
        self._rows, self._places = [], {}
        self._is_whole = not (self._desk.has_project and self._desk.has_annotator)
        self.loaded.emit()
        if not self._is_whole:
            self._read(_FIRST)
        if not self._is_whole:
            self._clock.start(_READ_ON_AFTER)

    def _read(self, most: int) -> None:
        """Read so many more rows, and see to it that the others are read in time."""
        last = self._rows[-1] if self._rows else None
        piece = self._desk.project.articles.queue(self._desk.annotator.id, after=last, most=most)
        first = len(self._rows)
        self._rows += piece
        self._places.update((row.article_id, place) for place, row in enumerate(piece, first))
        self._is_whole = len(piece) < most
        if piece:
            self.rows_read.emit(tuple(piece))
        if not self._is_whole:
            self._clock.start(0)

    def _each(self, first: int = 0) -> Iterator[QueueRow]:
        """The rows from a place on, which are read as far as they are asked for."""
        place = first
        while place < len(self._rows) or not self._is_whole:
            if place < len(self._rows):
                yield self._rows[place]
                place += 1
            else:
                self._read(_PIECE)

    def open_where_left(self) -> None:
        """Open the article where the annotator was last, else the first that is not finished."""
        place = self._desk.project.people.last_place(self._desk.annotator.id)
        if place is not None and self.place(place.article_id):
            self._desk.open_article(place.article_id)
            return
        first = next(filter(_is_to_do, self._each()), self._rows[0] if self._rows else None)
        if first is not None:
            self._desk.open_article(first.article_id)

    def open_unfinished(self) -> None:
        """Open the first article that is to do."""
        row = next(filter(_is_to_do, self._each()), None)
        if row is None:
            raise Refused("Every article is finished.")
        self._desk.open_article(row.article_id)

    def has(self, step: int) -> bool:
        """Whether there is a next (1) or a previous (-1) article that is not excluded."""
        return self._neighbour(step) is not None

    def by(self, step: int) -> None:
        """Open the next (1) or the previous (-1) article that is not excluded."""
        row = self._neighbour(step)
        if row is None:
            raise Refused("This is the last article." if step > 0 else "This is the first article.")
        self._desk.open_article(row.article_id)

    def finish(self) -> bool:
        """Finish the open article and open the next that is to do. Returns False where there is none."""
        sheet = self._desk.require_sheet()
        assignment = self._desk.project.people.assignment(sheet.article.id, self._desk.annotator.id)
        if assignment is None or assignment.finished_at is None:
            self._desk.commit(article_steps.finish(sheet, assignment))
        after = filter(_is_to_do, chain(self._from_here(1), self._each()))
        row = next((row for row in after if row.article_id != sheet.article.id), None)
        if row is None:
            return False
        self._desk.open_article(row.article_id)
        return True

    def unfinish(self, article_id: str) -> None:
        """Take a finished article up again."""
        assignment = self._desk.project.people.assignment(article_id, self._desk.annotator.id)
        if assignment is None or assignment.finished_at is None:
            raise Refused("This article is not finished, so there is nothing to take back.")
        self._write(article_steps.unfinish(assignment))

    def exclude(self, article_id: str) -> None:
        """Take an article out of everybody's queue, or put it back. An open one makes room for the next."""
        article = self._desk.project.articles.get(article_id)
        if article is None:
            return
        self._write(article_steps.exclude(article, self._desk.annotator.id))
        is_open = self._desk.sheet is not None and self._desk.sheet.article.id == article_id
        if is_open and article.excluded_at is None:
            row = self._neighbour(1) or self._neighbour(-1)
            if row is not None:
                self._desk.open_article(row.article_id)

    def turn(self, direction: Direction) -> None:
        """Say which way the open article's text runs."""
        article = self._desk.require_sheet().article
        self._desk.commit(article_steps.turn(article, self._desk.annotator.id, direction))

    def _write(self, step: Step) -> None:
        sheet = self._desk.sheet
        if sheet is not None and sheet.article.id == step.article_id:
            self._desk.commit(step)
        else:
            self._desk.commit_elsewhere(step)

    def _neighbour(self, step: int) -> QueueRow | None:
        return next((row for row in self._from_here(step) if row.standing is not Standing.EXCLUDED), None)

    def _from_here(self, step: int) -> Iterator[QueueRow]:
        # Not from the open article: who met one that can't be read goes on after that one.
        here = self.place(self._desk.place_in_queue) - 1
        while here >= len(self._rows) and not self._is_whole:
            self._read(_PIECE)
        return self._each(here + 1) if step > 0 else reversed(self._rows[: max(here, 0)])

    @Slot()
    def _on_clock_timeout(self) -> None:
        # What can't be read now is told to whoever asks for it.
        if not self._is_whole:
            with suppress(ClaimdeskError):
                self._read(_PIECE)

    @Slot(object)
    def _on_desk_changed(self, changes: Changes) -> None:
        if changes.has(Kind.DESK) and not changes.article_id:
            self.load()

    @Slot(object)
    def _on_desk_committed(self, step: Step) -> None:
        row = self._desk.project.articles.queue_row(self._desk.annotator.id, step.article_id)
        if row is None:
            return
        place = self._places.get(row.article_id)
        if place is not None and row != self._rows[place]:
            self._rows[place] = row
            self.row_changed.emit(row)


def _is_to_do(row: QueueRow) -> bool:
    return row.standing in (Standing.NEW, Standing.STARTED)
