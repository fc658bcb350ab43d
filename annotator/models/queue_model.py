"""The articles of the queue, filtered and ordered."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum, StrEnum

from PySide6.QtCore import QObject, Qt

from annotator.domain.records import QueueRow, Standing
from annotator.models.rows import Index, RowModel


class QueueRole(IntEnum):
    """What a row shows besides its title (`DisplayRole`) and what is read aloud (`AccessibleTextRole`)."""

    ID = Qt.ItemDataRole.UserRole + 1
    RECORD = ID + 1
    IS_OPEN = ID + 2


class QueueFilter(StrEnum):
    """Which articles are listed."""

    TO_DO = "to_do"
    EVERY = "every"
    STARTED = "started"
    FINISHED = "finished"
    SKIPPED = "skipped"
    FLAGGED = "flagged"
    EXCLUDED = "excluded"

    def admits(self, row: QueueRow) -> bool:
        match self:
            case QueueFilter.TO_DO:
                return is_to_do(row)
            case QueueFilter.EVERY:
                return True
            case QueueFilter.SKIPPED:
                return row.skipped > 0
            case QueueFilter.FLAGGED:
                return row.flags > 0
            case _:
                return row.standing == self.value


class QueueOrder(StrEnum):
    """In which order: the project's, by title, or those with the most left to decide first."""

    POSITION = "position"
    TITLE = "title"
    UNDECIDED = "undecided"


def is_to_do(row: QueueRow) -> bool:
    """Whether the article still asks for work."""
    return row.standing in (Standing.NEW, Standing.STARTED)


class QueueModel(RowModel[QueueRow]):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._every: dict[str, QueueRow] = {}
        self._folded: dict[str, str] = {}
        self._words: tuple[str, ...] = ()
        self._filter = QueueFilter.EVERY
        self._order = QueueOrder.POSITION
        self._open_id = ""
        self._to_do = 0

    @property
    def total(self) -> int:
        """How many articles there are, listed or not."""
        return len(self._every)

    @property
    def to_do(self) -> int:
        """How many articles are neither finished nor excluded."""
        return self._to_do

    def key_of(self, row: QueueRow) -> str:
        return row.article_id

    def set_rows(self, rows: Sequence[QueueRow]) -> None:
        self._every, self._folded, self._to_do = {}, {}, 0
        self._take(rows)
        self._reset(self._admitted())

    def add_rows(self, rows: Sequence[QueueRow]) -> None:
        """Take over more articles, which come after all others in the project's order."""
        self._take(rows)
        if self._order is not QueueOrder.POSITION:
            self._reset(self._admitted())
        elif admitted := list(filter(self._admits, rows)):
            self._append(admitted)

    def update_row(self, row: QueueRow) -> None:
        """Take over one article's new counts or standing, or a new article."""
        before = self._every.get(row.article_id)
        rank = self._rank(before) if before is not None else ()
        self._every[row.article_id] = row
        self._folded[row.article_id] = row.title.casefold()
        self._to_do += is_to_do(row) - (before is not None and is_to_do(before))
        place = self.row_of(row.article_id)
        if place >= 0 and self._admits(row) and self._rank(row) == rank:
            self._replace(place, row)
        elif place >= 0 or self._admits(row):
            self._become(self._admitted())

    def set_words(self, text: str) -> None:
        """List the articles whose title holds every word of `text`, upper and lower case alike."""
        if (words := tuple(text.casefold().split())) != self._words:
            self._words = words
            self._reset(self._admitted())

    def set_filter(self, wanted: QueueFilter) -> None:
        if wanted is not self._filter:
            self._filter = wanted
            self._reset(self._admitted())

    def set_order(self, order: QueueOrder) -> None:
        if order is not self._order:
            self._order = order
            self._reset(self._admitted())

    def set_open(self, article_id: str) -> None:
        """Mark the article that is on the desk."""
        before, self._open_id = self._open_id, article_id
        for index in (self.index_of(before), self.index_of(article_id)):
            if index.isValid():
                self.dataChanged.emit(index, index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(row)
            case QueueRole.ID:
                return row.article_id
            case QueueRole.RECORD:
                return row
            case QueueRole.IS_OPEN:
                return row.article_id == self._open_id
            case _:
                return None

    def _spoken(self, row: QueueRow) -> str:
        parts = [row.title, self._standing(row.standing)]
        if row.standing is Standing.STARTED:
            parts.append(self.tr("{0} of {1} sentences").format(row.decided, row.asked))
        if row.skipped:
            parts.append(self.tr("%n skipped", "", row.skipped))
        if row.flags:
            parts.append(self.tr("%n flagged", "", row.flags))
        if row.article_id == self._open_id:
            parts.append(self.tr("open"))
        return ", ".join(parts)

    def _standing(self, standing: Standing) -> str:
        match standing:
            case Standing.NEW:
                return self.tr("not started")
            case Standing.STARTED:
                return self.tr("started")
            case Standing.FINISHED:
                return self.tr("finished")
            case Standing.EXCLUDED:
                return self.tr("excluded")

    def _take(self, rows: Sequence[QueueRow]) -> None:
        self._every.update((row.article_id, row) for row in rows)
        self._folded.update((row.article_id, row.title.casefold()) for row in rows)
        self._to_do += sum(map(is_to_do, rows))

    def _admits(self, row: QueueRow) -> bool:
        folded = self._folded[row.article_id]
        return self._filter.admits(row) and all(word in folded for word in self._words)

    def _rank(self, row: QueueRow) -> tuple[object, ...]:
        """What the order goes by."""
        match self._order:
            case QueueOrder.POSITION:
                return (row.position,)
            case QueueOrder.TITLE:
                return (self._folded[row.article_id], row.position)
            case QueueOrder.UNDECIDED:
                return (-row.undecided, row.position)

    def _admitted(self) -> list[QueueRow]:
        return sorted(filter(self._admits, self._every.values()), key=self._rank)
