"""Somebody who labels, at a window that tells what it has painted."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Final

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication

from annotator.domain.records import Standing
from annotator.views.main_window import MainWindow
from annotator.views.reading_pane import ReadingPane
from torture.window_keys import FINISH, LABELLING, ONWARD, chords

ANNOTATOR: Final = "Anna"
_LINGERING: Final = 0.3


class Annotating:
    """Anna, at the text of the article."""

    name = ANNOTATOR

    def __init__(self, chance: random.Random) -> None:
        self._chance, self._actions = chance, chords(chance, LABELLING)
        self._window: MainWindow | None = None

    def listen(self, painted: Callable[[], None]) -> None:
        """Before the window is made, as Qt looks methods up once."""
        paint = ReadingPane.paintEvent

        def told(pane: ReadingPane, event: QPaintEvent) -> None:
            paint(pane, event)
            painted()

        ReadingPane.paintEvent = told  # type: ignore[assignment, method-assign]

    def begin(self) -> MainWindow | None:
        """The window, once it shows an article and has the keyboard."""
        self._window = shown_window()
        if self._window is not None:
            self._window.parts.article.setFocus()
        return self._window

    def next_action(self) -> tuple[str, ...]:
        """She finishes what is decided, and does not stay where nothing is to do."""
        assert self._window is not None
        bench = self._window.bench
        sheet = bench.desk.sheet
        if sheet is None or sheet.undecided or self._chance.random() < _LINGERING:
            return next(self._actions)
        row = bench.queue.row(sheet.article.id)
        is_open = row is not None and row.standing in (Standing.NEW, Standing.STARTED)
        return FINISH if is_open and not sheet.skipped else ONWARD


def shown_window() -> MainWindow | None:
    """The window of the project, once it shows an article and has the keyboard."""
    for window in QApplication.topLevelWidgets():
        if isinstance(window, MainWindow) and window.isActiveWindow() and window.bench.desk.sheet:
            return window
    return None
