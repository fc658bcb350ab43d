"""Which context menu belongs to a place."""

from __future__ import annotations

from itertools import islice
from typing import Final

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtWidgets import QApplication, QMenu

from annotator.domain.cursor import Cursor
from annotator.domain.spans import Span
from annotator.views.context_menus import Place, context_menu
from annotator.views.parts import Parts
from annotator.views.plain import tooltip

_MOST_ADDRESSES: Final = 3
_LONGEST: Final = 60
"""Characters of an address in a menu: all of it is in the tooltip, and is said once it is copied."""


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
        menu = context_menu(self._parts.table, place, self._parts.window)
        self._offer_addresses(menu, sheet.text, sheet.units[index].span)
        menu.popup(at)

    def _offer_addresses(self, menu: QMenu, text: str, sentence: Span) -> None:
        """Let the addresses in a sentence be copied. Nothing ever opens one."""
        from annotator.domain.links import links_in, plain_address

        addresses = dict.fromkeys(plain_address(link.of(text)) for link in links_in(text, sentence))
        if addresses:
            menu.addSeparator()
        for address in islice(addresses, _MOST_ADDRESSES):
            action = menu.addAction(self.tr("Copy Address %1").replace("%1", _menu_text(address)))
            action.setToolTip(tooltip(address))
            action.triggered.connect(lambda _checked=False, address=address: self._copy(address))

    def _copy(self, address: str) -> None:
        QApplication.clipboard().setText(address)
        self._parts.bench.notices.passing(self.tr("Copied: %1").replace("%1", address))

    @Slot(QPoint)
    def show_for_claim(self, at: QPoint) -> None:
        """The menu of the current card."""
        context_menu(self._parts.table, Place.CLAIM, self._parts.window).popup(at)

    @Slot(QPoint)
    def show_for_queue(self, at: QPoint) -> None:
        """The menu of the current article in the queue."""
        context_menu(self._parts.table, Place.QUEUE_ROW, self._parts.window).popup(at)


def _menu_text(address: str) -> str:
    """The beginning, in which the host stands, and the end of a long address, with nothing read as a key."""
    if len(address) > _LONGEST:
        end = _LONGEST // 4
        address = f"{address[: _LONGEST - end]}…{address[-end:]}"
    return address.replace("&", "&&")
