"""The menus of the right mouse button. Every action in them is in a menu of the menu bar too."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from annotator.domain.labels import DIGITS
from annotator.views.actions import ActionTable


class Place(StrEnum):
    """What the menu was asked for on."""

    SENTENCE = "sentence"
    SELECTION = "selection"
    CLAIM = "claim"
    QUEUE_ROW = "queue_row"


_LABELS: Final = tuple(f"claim.label.{digit}" for digit in DIGITS)

_MOST: Final = 9
"""How many actions a menu holds; labels that would make it longer stand in a menu of their own."""

# Between two groups stands a line.
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
    groups = [
        [action for id_ in group if (action := table.action(id_)).isVisible()] for group in _GROUPS[place]
    ]
    if sum(map(len, groups)) > _MOST:
        labels = [action for action in groups[0] if action.objectName() in _LABELS]
        menu.addMenu(_label_menu(labels, menu))
        groups = [[action for action in group if action not in labels] for group in groups]
    for group in filter(None, groups):
        if menu.actions():
            menu.addSeparator()
        menu.addActions(group)
    return menu


def _label_menu(labels: Sequence[QAction], parent: QMenu) -> QMenu:
    menu = QMenu(QCoreApplication.translate("ContextMenus", "&Label"), parent)
    menu.setToolTipsVisible(True)
    menu.addActions(labels)
    return menu
