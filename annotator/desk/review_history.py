"""Undo and redo of a review, over the whole of it and after a restart."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class ReviewHistory(QObject):
    """`changed` says that the two texts may be different now."""

    changed = Signal()

    @property
    def undo_text(self) -> str:
        """What would be undone; "" where there is nothing."""

    @property
    def redo_text(self) -> str:
        """What would be done again; "" where there is nothing."""

    def undo(self) -> None:
        """Take the last decision back, and open its item."""

    def redo(self) -> None:
        """Do again what was undone last."""
