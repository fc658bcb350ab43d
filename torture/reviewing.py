"""Somebody who reviews, at a window that tells what it has painted."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from annotator.views.main_window import MainWindow
from annotator.views.review.review_window import ReviewWindow
from torture.annotating import shown_window
from torture.window_driver import press
from torture.window_keys import REVIEWING, chords

REVIEWER: Final = "Lea"


class Reviewing:
    """Lea, at the window of a review."""

    name = REVIEWER

    def __init__(self, chance: random.Random) -> None:
        self._actions = chords(chance, REVIEWING)
        self._has_asked = False

    def listen(self, painted: Callable[[], None]) -> None:
        """A window paints all that is different in it when it is asked to update."""
        handle = ReviewWindow.event

        def told(window: ReviewWindow, event: QEvent) -> bool:
            is_update = event.type() is QEvent.Type.UpdateRequest
            is_handled = handle(window, event)
            if is_update:
                painted()
            return is_handled

        ReviewWindow.event = told  # type: ignore[assignment, method-assign]

    def begin(self) -> MainWindow | None:
        """Open the review; the window of the project once the one of the review shows an item."""
        if not self._has_asked and shown_window() is not None:
            self._has_asked = True
            press("Ctrl+R")
        tops = QApplication.topLevelWidgets()
        review = next((top for top in tops if isinstance(top, ReviewWindow) and top.isActiveWindow()), None)
        is_there = review is not None and review.review.current is not None
        return next((top for top in tops if is_there and isinstance(top, MainWindow)), None)

    def next_action(self) -> tuple[str, ...]:
        return next(self._actions)
