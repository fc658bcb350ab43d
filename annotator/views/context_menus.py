"""The menus of the right mouse button. Everything in them is in a menu of the menu bar too."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from annotator.views.actions import ActionTable


class Place(StrEnum):
    """What the menu was asked for on."""

    SENTENCE = "sentence"
    SELECTION = "selection"
    CLAIM = "claim"
    QUEUE_ROW = "queue_row"


_LABELS: Final = ("claim.label.1", "claim.label.2", "claim.label.3")

# At most nine actions each; between two groups stands a line.
_GROUPS: Final[dict[Place, tuple[tuple[str, ...], ...]]] = {
    Place.SENTENCE: ((*_LABELS, "claim.none"), ("claim.skip", "claim.boilerplate", "claim.join")),
    Place.SELECTION: (_LABELS, ("claim.boilerplate", "claim.split"), ("edit.copy",)),
    Place.CLAIM: (
        _LABELS,
        ("claim.note", "claim.flag", "claim.duplicate"),
        ("edit.copy_citation", "claim.delete"),
    ),
    Place.QUEUE_ROW: (("queue.open", "queue.unfinish"), ("queue.exclude",)),
}


def context_menu(table: ActionTable, place: Place, parent: QWidget) -> QMenu:
    """A menu of the table's own actions, to be shown with `popup`; it is gone once it is closed."""
    menu = QMenu(parent)
    menu.setObjectName(f"{place.value}Menu")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setToolTipsVisible(True)
    for group in _GROUPS[place]:
        if menu.actions():
            menu.addSeparator()
        menu.addActions([table.action(id_) for id_ in group])
    return menu
