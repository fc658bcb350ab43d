"""A real window, with somebody at its keys who notes down each decision once it is painted.

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
from typing import Final, Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.app import open_window
from annotator.desk.setting_values import WindowPlace
from annotator.desk.settings import Settings
from annotator.domain.steps import Step
from annotator.views.main_window import MainWindow

LONGEST: Final = 20.0
"""Seconds in which a window has to be there, and a decision painted."""

_BURST: Final = 12
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


class Seat(Protocol):
    """Whoever sits at the keys. A seat is for one window."""

    @property
    def name(self) -> str:
        """Whose work it is."""
        ...

    def listen(self, painted: Callable[[], None]) -> None:
        """Call `painted` after each paint of what she looks at. Before there is a window."""
        ...

    def begin(self) -> MainWindow | None:
        """Go on to where she works; the window of the project once she can press keys there."""
        ...

    def next_action(self) -> tuple[str, ...]:
        """The chords that she presses next."""
        ...


def drive(
    project: Path, seed: int, painted: Painted, *, seat: Seat, until: Callable[[], bool] = lambda: False
) -> int:
    """Open the window on a project, and press keys until `until` says so; then it is closed.

    Every fourth time it has all panes, else the text alone. Returns the exit code. Only for a process that
    has no window yet.
    """
    hidden = () if seed % 4 == 0 else _PANES
    Settings().change(annotator=seat.name, window=WindowPlace(width=1000, height=700, hidden=hidden))
    application = QApplication(["claimdesk"])
    driver = _Driver(seat, random.Random(seed), painted, until)
    driver.setParent(application)
    code = open_window(project)
    if driver.trouble:
        raise Unpainted(driver.trouble)
    return code


def press(chord: str) -> None:
    """Press a chord in whatever window has the keyboard."""
    target = QGuiApplication.focusWindow()
    if target is not None:
        combination = QKeySequence.fromString(chord)[0]  # type: ignore[index]
        QTest.keyClick(target, combination.key(), combination.keyboardModifiers())


class _Driver(QObject):
    def __init__(
        self, seat: Seat, chance: random.Random, painted: Painted, until: Callable[[], bool]
    ) -> None:
        super().__init__()
        self.trouble = ""
        self._seat, self._chance = seat, chance
        self._painted, self._until = painted, until
        self._unpainted: deque[Step] = deque()
        self._chords: Iterator[str] = iter(())
        self._pressed_at = time.perf_counter(), time.thread_time()
        self._window: MainWindow | None = None
        seat.listen(self._tell_painted)
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._on_clock_timeout)
        self._clock.start(0)

    def _tell_painted(self) -> None:
        while self._unpainted:
            self._painted(self._unpainted.popleft(), self._since_press())

    def _since_press(self) -> Took:
        clock, processor = self._pressed_at
        return Took(time.perf_counter() - clock, time.thread_time() - processor)

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
                self._press()
                if self._unpainted:
                    break

    def _opened(self) -> MainWindow | None:
        self._window = self._seat.begin()
        if self._window is not None:
            self._window.bench.desk.committed.connect(self._unpainted.append)
        return self._window

    def _press(self) -> None:
        chord = next(self._chords, None)
        if chord is None:
            self._chords = iter(self._seat.next_action())
            chord = next(self._chords)
        self._pressed_at = time.perf_counter(), time.thread_time()
        press(chord)
