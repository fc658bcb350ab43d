"""The annotator's articles: which come next, and which are done."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal, Slot

from annotator.desk.desk import Desk
from annotator.domain import article_steps
from annotator.domain.changes import Changes, Kind
from annotator.domain.errors import Refused
from annotator.domain.records import Direction, QueueRow, Standing
from annotator.domain.steps import Step


class Queue(QObject):
    """`loaded` says that all rows are new, `row_changed` carries the one QueueRow that is.

    Rows are read when they are first asked for: who goes on with an article need not wait for all others.
    """

    loaded = Signal()
    row_changed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._rows: list[QueueRow] | None = None
        self._places: dict[str, int] = {}
        desk.changed.connect(self._on_desk_changed)
        desk.committed.connect(self._on_desk_committed)

    @property
    def rows(self) -> tuple[QueueRow, ...]:
        return tuple(self._known())

    @property
    def count(self) -> int:
        """How many articles the queue has."""
        if self._rows is None and self._is_ready:
            return self._desk.project.articles.count(self._desk.annotator.id)
        return len(self._known())

    def row(self, article_id: str) -> QueueRow | None:
        """The row of an article, None if it is not in the queue."""
        rows, place = self._known(), self._places.get(article_id)
        return None if place is None else rows[place]

    def place(self, article_id: str) -> int:
        """The article's number in the queue's own order, from 1; 0 if it is not in the queue."""
        if self._rows is None and self._is_ready:
            return self._desk.project.articles.place(article_id, self._desk.annotator.id)
        return self._places.get(article_id, -1) + 1

    def load(self) -> None:
        """Read all rows again: after an import, or for another annotator."""
        self._rows, self._places = None, {}
        self.loaded.emit()

    @property
    def _is_ready(self) -> bool:
        return self._desk.has_project and self._desk.has_annotator

    def _known(self) -> list[QueueRow]:
        if self._rows is None:
            self._rows = self._desk.project.articles.queue(self._desk.annotator.id) if self._is_ready else []
            self._places = {row.article_id: place for place, row in enumerate(self._rows)}
        return self._rows

    def open_where_left(self) -> None:
        """Open the article where the annotator was last, else the first that is not finished."""
        place = self._desk.project.people.last_place(self._desk.annotator.id)
        if place is not None and self.place(place.article_id):
            self._desk.open_article(place.article_id)
            return
        rows = self._known()
        first = next((row for row in rows if _is_to_do(row)), rows[0] if rows else None)
        if first is not None:
            self._desk.open_article(first.article_id)

    def open_unfinished(self) -> None:
        """Open the first article that is to do."""
        row = next((row for row in self._known() if _is_to_do(row)), None)
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
        after = (*self._from_here(1), *self._known())
        row = next((row for row in after if _is_to_do(row) and row.article_id != sheet.article.id), None)
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
        rows = self._known()
        here = self._places.get(self._desk.place_in_queue, -1)
        yield from rows[here + 1 :] if step > 0 else reversed(rows[: max(here, 0)])

    @Slot(object)
    def _on_desk_changed(self, changes: Changes) -> None:
        if changes.has(Kind.DESK) and not changes.article_id:
            self.load()

    @Slot(object)
    def _on_desk_committed(self, step: Step) -> None:
        row = self._desk.project.articles.queue_row(self._desk.annotator.id, step.article_id)
        if row is None:
            return
        if self._rows is not None:
            place = self._places.get(row.article_id)
            if place is None or row == self._rows[place]:
                return
            self._rows[place] = row
        self.row_changed.emit(row)


def _is_to_do(row: QueueRow) -> bool:
    return row.standing in (Standing.NEW, Standing.STARTED)
