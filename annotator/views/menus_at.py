"""Which context menu belongs to a place."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Slot

from annotator.domain.cursor import Cursor
from annotator.domain.spans import Span
from annotator.views.context_menus import Place, context_menu
from annotator.views.parts import Parts


class ContextMenus(QObject):
    """Makes current what was pointed at, then shows its menu."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._parts = parts

    @Slot(QPoint, int)
    def show_for_article(self, at: QPoint, offset: int) -> None:
        """The menu of the claim, the selection or the sentence at `offset`."""
        desk = self._parts.bench.desk
        sheet = desk.sheet
        index = sheet.unit_at(offset) if sheet else None
        if sheet is None or index is None:
            return
        claims = sheet.claims_in(Span(offset, offset + 1))
        selection = desk.cursor.selection
        if selection is not None and selection.covers(offset):
            place = Place.SELECTION
        elif claims:
            current = next((claim for claim in claims if claim.id == desk.cursor.claim_id), claims[-1])
            self._parts.bench.movement.to_claim(current.id)
            place = Place.CLAIM
        else:
            desk.move_to(Cursor(unit=index))
            place = Place.SENTENCE
        context_menu(self._parts.table, place, self._parts.window).popup(at)

    @Slot(QPoint)
    def show_for_claim(self, at: QPoint) -> None:
        """The menu of the current card."""
        context_menu(self._parts.table, Place.CLAIM, self._parts.window).popup(at)

    @Slot(QPoint)
    def show_for_queue(self, at: QPoint) -> None:
        """The menu of the current article in the queue."""
        context_menu(self._parts.table, Place.QUEUE_ROW, self._parts.window).popup(at)
