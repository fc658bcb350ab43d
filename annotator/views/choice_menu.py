"""A menu whose items are the values of one choice."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu


class ChoiceMenu(QObject):
    """Fills `menu` with the names in `offered`, by value; one is ticked. `chosen` carries a value."""

    chosen = Signal(str)

    def __init__(self, menu: QMenu, offered: Mapping[str, str]) -> None:
        super().__init__(menu)
        self._group = QActionGroup(self)
        for value, name in offered.items():
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setData(value)
            self._group.addAction(action)
        self._group.triggered.connect(self._on_group_triggered)

    def show_value(self, value: str) -> None:
        """Tick the item of this value."""
        for action in self._group.actions():
            action.setChecked(action.data() == value)

    def _on_group_triggered(self, action: QAction) -> None:
        self.chosen.emit(str(action.data()))
