"""The real window, with somebody at its keys who notes down each decision once it is painted.

The window is that of `annotator.app.open_window`, in a process of its own. Keys go to it as a desktop gives
them, one after the other; the next is pressed once what the last one decided is painted.
"""

from __future__ import annotations

import random
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.app import open_window
from annotator.desk.setting_values import WindowPlace
from annotator.desk.settings import Settings
from annotator.domain.records import Standing
from annotator.domain.steps import Step
from annotator.views.main_window import MainWindow
from annotator.views.reading_pane import ReadingPane
from torture.window_keys import FINISH, ONWARD, chords

ANNOTATOR: Final = "Anna"
LONGEST: Final = 20.0
"""Seconds in which a window has to be there, and a decision painted."""

_BURST: Final = 12
_LINGERING: Final = 0.3
_PANES: Final = ("queue", "claims", "inspector")


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds since a key was pressed, by the clock and of the processor."""

    clock: float
    processor: float


Painted = Callable[[Step, Took], None]
"""Told each decision after the paint that shows it, and how long that took."""


class Unpainted(Exception):
    """The window did not open, or did not paint a decision in time."""


def drive(project: Path, seed: int, painted: Painted, *, until: Callable[[], bool] = lambda: False) -> int:
    """Open the window on a project, and press keys until `until` says so; then it is closed.

    Anna sits at it, every fourth time with all panes, else with the text alone. Returns the exit code. Only
    for a process that has no window yet.
    """
    hidden = () if seed % 4 == 0 else _PANES
    Settings().change(annotator=ANNOTATOR, window=WindowPlace(width=1000, height=700, hidden=hidden))
    application = QApplication(["claimdesk"])
    driver = _Driver(random.Random(seed), painted, until)
    driver.setParent(application)
    code = open_window(project)
    if driver.trouble:
        raise Unpainted(driver.trouble)
    return code


class _Driver(QObject):
    def __init__(self, chance: random.Random, painted: Painted, until: Callable[[], bool]) -> None:
        super().__init__()
        self.trouble = ""
        self._chance, self._actions = chance, chords(chance)
        self._painted, self._until = painted, until
        self._unpainted: deque[Step] = deque()
        self._chords: Iterator[str] = iter(())
        self._pressed_at = time.perf_counter(), time.thread_time()
        self._window: MainWindow | None = None
        self._listen_to_paints()
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._on_clock_timeout)
        self._clock.start(0)

    def _since_press(self) -> Took:
        clock, processor = self._pressed_at
        return Took(time.perf_counter() - clock, time.thread_time() - processor)

    def _listen_to_paints(self) -> None:
        """Before the window is made, as Qt looks methods up once."""
        paint = ReadingPane.paintEvent

        def told(pane: ReadingPane, event: QPaintEvent) -> None:
            paint(pane, event)
            while self._unpainted:
                self._painted(self._unpainted.popleft(), self._since_press())

        ReadingPane.paintEvent = told  # type: ignore[assignment, method-assign]

    def _on_clock_timeout(self) -> None:
        window = self._window or self._opened()
        if window is None or self._unpainted:
            if self._since_press().clock > LONGEST:
                self.trouble = "a decision was not painted" if window else "the window did not open"
                self._clock.stop()
                QApplication.closeAllWindows()
                QApplication.exit(1)
        elif self._until():
            self._clock.stop()
            window.close()
        else:
            # Keys that came while the window was at work are taken one after the other, without a pause.
            for _ in range(self._chance.randint(1, _BURST)):
                self._press(window)
                if self._unpainted:
                    break

    def _opened(self) -> MainWindow | None:
        """The window, once it shows an article and has the keyboard."""
        for window in QApplication.topLevelWidgets():
            if isinstance(window, MainWindow) and window.isActiveWindow() and window.bench.desk.sheet:
                window.bench.desk.committed.connect(self._unpainted.append)
                window.parts.article.setFocus()
                self._window = window
                return window
        return None

    def _press(self, window: MainWindow) -> None:
        """Press the next chord in whatever window has the keyboard."""
        chord = next(self._chords, None)
        if chord is None:
            self._chords = iter(self._next_action(window))
            chord = next(self._chords)
        target = QGuiApplication.focusWindow()
        if target is not None:
            combination = QKeySequence.fromString(chord)[0]  # type: ignore[index]
            self._pressed_at = time.perf_counter(), time.thread_time()
            QTest.keyClick(target, combination.key(), combination.keyboardModifiers())

    def _next_action(self, window: MainWindow) -> tuple[str, ...]:
        """What somebody does next: she finishes what is decided, and does not stay where nothing is to do."""
        sheet = window.bench.desk.sheet
        if sheet is None or sheet.undecided or self._chance.random() < _LINGERING:
            return next(self._actions)
        row = window.bench.queue.row(sheet.article.id)
        is_open = row is not None and row.standing in (Standing.NEW, Standing.STARTED)
        return FINISH if is_open and not sheet.skipped else ONWARD
