"""The whole window on the small project, with everything behind it running at once and nothing beside it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotator.desk.jobs import Runner
from annotator.desk.session import Session
from annotator.desk.settings import Settings
from annotator.desk.workbench import Workbench
from annotator.views.main_window import MainWindow
from annotator.views.theme import Theme, ThemeChoice
from tests.at_once import AtOnce
from tests.projects import closed_project

_NONE = Qt.KeyboardModifier.NoModifier


def bare_window(settings: Settings, runner: Runner | None = None) -> MainWindow:
    """A window as it is once it was seen, without a project; jobs run at once unless there is a `runner`."""
    window = sparse_window(settings, runner)
    window.furnish()
    window.showing.show_start_page()
    return window


def sparse_window(settings: Settings, runner: Runner | None = None) -> MainWindow:
    """A window as the application makes it first: there are no panes beside the text yet."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    bench = Workbench(settings, runner or AtOnce())
    theme = Theme(application, choice=ThemeChoice.LIGHT, zoom=settings.values.zoom)
    return MainWindow(bench, Session(bench), theme)


def settings_of(annotator: str, folder: Path, *, zoom: int = 100) -> Settings:
    """The settings of somebody who has said her name before, kept in `folder`."""
    settings = Settings(folder / "settings.json")
    settings.change(annotator=annotator, zoom=zoom)
    return settings


@contextmanager
def showing(qtbot: QtBot, window: MainWindow, width: int = 1280, height: int = 800) -> Iterator[MainWindow]:
    """Show the window, active and of this size; closed in the end as a person closes it."""
    window.resize(width, height)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    try:
        yield window
    finally:
        window.close()
        window.deleteLater()


@contextmanager
def working(
    qtbot: QtBot, folder: Path, *, width: int = 1280, height: int = 800, zoom: int = 100
) -> Iterator[MainWindow]:
    """The window with Anna at the untouched article "The ferry"."""
    path = closed_project(folder)
    with showing(qtbot, bare_window(settings_of("Anna", folder, zoom=zoom)), width, height) as window:
        window.session.open(path)
        open_titled(window, "The ferry")
        yield window


@contextmanager
def beginning(qtbot: QtBot, folder: Path) -> Iterator[MainWindow]:
    """The window with Anna at the untouched article "The ferry", with no panes beside the text yet."""
    path = closed_project(folder)
    window = sparse_window(settings_of("Anna", folder))
    window.session.open(path)
    open_titled(window, "The ferry")
    with showing(qtbot, window):
        yield window


def open_titled(window: MainWindow, start: str) -> None:
    """Open the article whose title starts so, with the keyboard in its text."""
    row = next(row for row in window.bench.queue.rows if row.title.startswith(start))
    window.commands.open_article(row.article_id)


def press(window: MainWindow, *chords: str) -> int:
    """Press chords such as "Ctrl+Shift+Left" where the keyboard is; the answer counts them."""
    from PySide6.QtGui import QKeySequence

    for chord in chords:
        combination = QKeySequence.fromString(chord)[0]  # type: ignore[index]
        focus: QWidget = QApplication.focusWidget() or window
        QTest.keyClick(focus, combination.key(), combination.keyboardModifiers())
    return len(chords)


def focus_name() -> str:
    """The accessible name, else the class, of what has the keyboard."""
    focus = QApplication.focusWidget()
    return "" if focus is None else focus.accessibleName() or type(focus).__name__
