"""The real window with a project open, and how long it takes until something is on the screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QEvent, QEventLoop, QObject
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from annotator.app import make_window
from annotator.desk.settings import Settings
from annotator.views.main_window import MainWindow
from annotator.views.reading_pane import ReadingPane
from benchmarks.projects import ANNOTATOR

_LONGEST = 60.0


def application() -> QApplication:
    existing = QApplication.instance()
    return existing if isinstance(existing, QApplication) else QApplication(["claimdesk"])


def open_window(project: Path) -> MainWindow:
    """The window, shown, with the project's first article open and painted, and the keyboard in its text."""
    settings = Settings(project.with_suffix(".json"))
    settings.change(annotator=ANNOTATOR)
    window = make_window(application(), settings)
    window.show()
    QTest.qWaitForWindowActive(window)
    window.session.open(project)
    window.parts.article.setFocus()
    settle(1.0)
    return window


def settle(seconds: float) -> None:
    """Let everything happen that was put off."""
    end = perf_counter() + seconds
    while perf_counter() < end:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)


def painted(act: Callable[[], object], widget: QWidget | None = None) -> float:
    """Milliseconds of `act`, until `widget` and everything else that waits for it is painted.

    Without a `widget` it is the one that `act` gives the keyboard to.
    """
    watch = _Watch()
    if widget is not None:
        widget.installEventFilter(watch)
    start = perf_counter()
    act()
    if widget is None and (widget := QApplication.focusWidget()) is not None:
        widget.installEventFilter(watch)
    while not watch.has_painted:
        QApplication.processEvents()
        if perf_counter() - start > _LONGEST:
            raise TimeoutError("nothing was painted")
    QApplication.processEvents()
    return (perf_counter() - start) * 1000


class PaneClock:
    """Remembers when the article pane was painted. Made before the window, as Qt looks methods up once."""

    def __init__(self) -> None:
        self._times: list[float] = []
        paint = ReadingPane.paintEvent

        def timed(pane: ReadingPane, event: QPaintEvent) -> None:
            paint(pane, event)
            self._times.append(perf_counter())

        ReadingPane.paintEvent = timed  # type: ignore[assignment, method-assign]

    def measure(self, act: Callable[[], object], widget: QWidget) -> tuple[float, float]:
        """Milliseconds of `act` until the article is painted as it is to be, and until everything is."""
        self._times.clear()
        start = perf_counter()
        everything = painted(act, widget)
        return (self._times[-1] - start) * 1000, everything


class _Watch(QObject):
    """Notices that a widget is painted; it is by the time when the event loop returns."""

    has_painted = False

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.has_painted |= event.type() is QEvent.Type.Paint
        return False
