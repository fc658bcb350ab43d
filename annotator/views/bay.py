"""The place of a pane that is made a moment after the window is seen."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget


class Bay(QWidget):
    """Takes part in the layout like the pane that it will hold."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def fill(self, pane: QWidget) -> None:
        """Let `pane` have the whole place."""
        self._column.addWidget(pane)
