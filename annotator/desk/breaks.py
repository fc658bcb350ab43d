"""How long somebody has worked without a break, and when to say so."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

_A_BREAK: Final = 5 * 60
"""Seconds without anything done after which somebody has had a break."""

_SHOWN_FOR: Final = 5
"""Minutes of work after which the advice is no longer shown."""


class Breaks(QObject):
    """Hears of work, and has no timer of its own: the advice comes with something that was done.

    `advised` carries the minutes of work when a break would help, and 0 when the advice is to go away.
    `after` is the minutes until then, 0 for never. The clock is that of the wall, which goes on while the
    computer sleeps.
    """

    advised = Signal(int)

    def __init__(
        self, after: int, parent: QObject | None = None, clock: Callable[[], float] = time.time
    ) -> None:
        super().__init__(parent)
        self.after = after
        self._clock = clock
        self._start = self._last = clock()
        self._told = 0
        self._is_shown = False

    @Slot()
    def work(self) -> None:
        """Something was done."""
        now = self._clock()
        if not 0 <= now - self._last < _A_BREAK:
            self._start, self._told = now, 0
        self._last = now
        minutes = int(now - self._start) // 60
        if self.after and minutes >= self._told + self.after:
            self._told, self._is_shown = minutes, True
            self.advised.emit(minutes)
        elif self._is_shown and not (self.after and self._told and minutes < self._told + _SHOWN_FOR):
            self._is_shown = False
            self.advised.emit(0)
