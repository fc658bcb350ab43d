"""Making gold of all that everybody agrees on, in one go."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Unanimous(QObject):
    """`accepted` carries how many items became gold."""

    accepted = Signal(int)

    @property
    def count(self) -> int:
        """How many items would become gold."""

    def accept(self) -> None:
        """Make gold of them, as a job that can be stopped: what was made before stays."""
