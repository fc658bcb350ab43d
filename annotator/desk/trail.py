"""The places a person came from, to go back to."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Slot

from annotator.desk.desk import Desk
from annotator.domain.changes import Changes, Kind
from annotator.domain.cursor import Cursor
from annotator.domain.errors import Refused
from annotator.domain.immutable import immutable

_STEP: Final = 1
"""A move by so many sentences is walking; a longer one is a jump, and jumps can be taken back."""
_KEPT: Final = 100


@immutable
class _Stop:
    article_id: str
    unit_start: int


class Trail(QObject):
    """Remembers where jumps started, over articles."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._here: tuple[_Stop, int] | None = None
        self._behind: list[_Stop] = []
        self._ahead: list[_Stop] = []
        self._returning = False
        desk.changed.connect(self._on_desk_changed)

    def back(self) -> None:
        """To where the last jump started."""
        self._return(self._behind, self._ahead, "You have not been anywhere else yet.")

    def forward(self) -> None:
        """To where the last step back started."""
        self._return(self._ahead, self._behind, "There is nothing to go forward to.")

    def _return(self, source: list[_Stop], target: list[_Stop], nothing: str) -> None:
        if not source or self._here is None:
            raise Refused(self.tr(nothing))
        stop, here = source.pop(), self._here[0]
        self._returning = True
        try:
            sheet = self._desk.sheet
            if sheet is not None and sheet.article.id == stop.article_id:
                self._desk.move_to(Cursor(unit=sheet.unit_at(stop.unit_start) or 0))
            else:
                self._desk.open_article(stop.article_id, unit_start=stop.unit_start)
        finally:
            self._returning = False
        target.append(here)

    @Slot(object)
    def _on_desk_changed(self, changes: Changes) -> None:
        if not changes.has(Kind.CURSOR):
            return
        sheet, index = self._desk.sheet, self._desk.cursor.unit
        if sheet is None or not 0 <= index < len(sheet.units):
            self._here = None
            self._behind, self._ahead = [], []
            return
        before, self._here = self._here, (_Stop(sheet.article.id, sheet.units[index].start), index)
        if before is None or self._returning or before[0] == self._here[0]:
            return
        same_article = before[0].article_id == sheet.article.id
        if not same_article or abs(index - before[1]) > _STEP:
            self._behind = [*self._behind[-_KEPT:], before[0]]
            self._ahead.clear()
