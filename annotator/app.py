"""Puts everything together: the application, its log, the window, and what happens to a bug."""

from __future__ import annotations

import faulthandler
import gc
import logging
import os
import signal
import sys
import threading
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QMessageLogContext,
    QObject,
    QSize,
    QTimer,
    QtMsgType,
    Slot,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from annotator import places
from annotator.desk.doorbell import ring
from annotator.desk.jobs import JobRunner
from annotator.desk.notices import Answer, Notice, Severity
from annotator.desk.session import Session
from annotator.desk.settings import Settings
from annotator.desk.workbench import Workbench
from annotator.domain.errors import Unavailable
from annotator.models.moments import exact_clock
from annotator.views.main_window import MainWindow
from annotator.views.theme import Theme, ThemeChoice

if TYPE_CHECKING:
    from logging.handlers import RotatingFileHandler

_LOG: Final = logging.getLogger("claimdesk")
# Without any handler Python would print what is for the log.
_LOG.addHandler(logging.NullHandler())
_LARGEST_LOG: Final = 1 << 20
_PICTURE: Final = QSize(1280, 800)
_CRASHES: Final = "crash.log"
_LAST_CRASH: Final = "last-crash.log"
_SEEN_AFTER: Final = 50
"""Milliseconds after a window with the keyboard was painted, in which its text is painted as well."""
_SETTLED_AFTER: Final = 300
"""Milliseconds until a window that was just shown has laid itself out."""
_UNATTENDED_AFTER: Final = 1_000
"""Milliseconds in which a desktop gives a new window the keyboard, if it does at all."""


def open_window(project: Path | None, *, sample: bool = False) -> int:
    """Open the window, on a project if one is given, and stay until it is closed. Returns the exit code.

    A project that is open in a window already is shown by that one.
    """
    if not _has_display():
        raise Unavailable(
            "There is no display, so no window can be opened. Projects are not affected. "
            "“claimdesk --help” lists what can be done without one; “claimdesk demo --out FOLDER” shows it."
        )
    if project is not None and ring(project):
        sys.stderr.write(f"claimdesk: {project.name} is open in a window, which was asked to come forward.\n")
        return 0
    application = _application()
    last_words = put_last_words_aside()
    keep_log()
    window = make_window(application, is_furnished=False)
    catch_bugs(window)
    if last_words is not None:
        window.bench.notices.tell(_of_a_crash(last_words))
    # Python sees signals only while its own code runs.
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: window.close())
    heartbeat = QTimer()
    heartbeat.start(500)
    heartbeat.timeout.connect(lambda: None)
    if project is not None:
        # Before the window is seen, so that it is laid out and painted once.
        window.bench.attempt(lambda: window.doors.open_path(project))
    elif sample:
        QTimer.singleShot(0, lambda: window.bench.notices.attempt(window.doors.open_sample))
    if not window.bench.desk.has_project:
        window.showing.show_start_page()
    _FirstPaint(window)
    window.show()
    QTimer.singleShot(_SETTLED_AFTER, _collect_garbage_again)
    return application.exec()


def _collect_garbage_again() -> None:
    """What was made until now stays as long as the window, so that nobody need look through it again."""
    gc.freeze()
    gc.enable()


class _FirstPaint(QObject):
    """Furnishes a window once it was painted and has the keyboard, or where it is given none."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._is_painted = False
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(window.furnish)
        window.furnished.connect(self._on_window_furnished)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in (QEvent.Type.Paint, QEvent.Type.WindowActivate):
            return False
        if event.type() == QEvent.Type.Paint and not self._is_painted:
            self._is_painted = True
            self._clock.start(_UNATTENDED_AFTER)
        if self._is_painted and self._window.isActiveWindow():
            # Counted from when nothing waits to be painted any more, however slow the computer is.
            QTimer.singleShot(0, lambda: self._clock.start(_SEEN_AFTER))
        return False

    @Slot()
    def _on_window_furnished(self) -> None:
        from annotator.views.icons import application_icon

        self._window.removeEventFilter(self)
        QApplication.setWindowIcon(application_icon())


def make_window(
    application: QApplication, settings: Settings | None = None, *, is_furnished: bool = True
) -> MainWindow:
    """The main window with everything behind it, not shown yet; `is_furnished` has everything in it too."""
    settings = settings or Settings()
    runner = JobRunner()
    bench = Workbench(settings, runner)
    session = Session(bench)
    choice, zoom = ThemeChoice(settings.values.theme), settings.values.zoom
    theme = Theme(application, choice=choice, zoom=zoom, is_dressed=False)
    window = MainWindow(bench, session, theme)
    theme.dress()
    window.showing.follow(runner)
    if is_furnished:
        window.furnish()
        window.showing.show_start_page()
    else:
        runner.hold()
        window.furnished.connect(runner.go_on)
    if settings.trouble:
        bench.notices.tell(Notice(settings.trouble, key="settings", severity=Severity.WARNING))
    return window


def screenshot(project: Path, picture: Path, *, annotator: str) -> None:
    """Save as a PNG what the window shows of a project to `annotator`; nobody's settings are touched."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    qInstallMessageHandler(_on_qt_message)
    application = _application()
    with TemporaryDirectory() as folder:
        settings = Settings(Path(folder, "settings.json"))
        settings.change(annotator=annotator)
        window = make_window(application, settings)
        # The screen that is none is smaller than any that people work at.
        window.resize(_PICTURE)
        window.session.open(project)
        window.show()

        def take() -> None:
            window.grab().save(str(picture))
            window.close()

        QTimer.singleShot(_SETTLED_AFTER, take)
        application.exec()


def _has_display() -> bool:
    """Whether Qt will find one; without, it would end the process."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _application() -> QApplication:
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("claimdesk")
    application.setApplicationDisplayName("Claimdesk")
    application.setDesktopFileName("claimdesk")
    return application


def put_last_words_aside() -> Path | None:
    """Where the last words of a window that crashed are, None where none did since the last start."""
    with suppress(OSError):
        crashes = places.log_folder() / _CRASHES
        if crashes.stat().st_size:
            return crashes.replace(crashes.with_name(_LAST_CRASH))
    return None


def _of_a_crash(last_words: Path) -> Notice:
    said = QCoreApplication.translate(
        "LastWords",
        "Claimdesk ended unexpectedly. Every decision that was shown as saved is in its project. "
        "What went wrong is written in %1, without a word of any article. Send it along when you tell of it.",
    )
    return Notice(said.replace("%1", str(last_words)), key="crash", severity=Severity.WARNING)


def keep_log() -> None:
    with suppress(OSError):
        folder = places.log_folder()
        _LOG.addHandler(_LogFile(folder / "claimdesk.log"))
        _LOG.setLevel(logging.INFO)
        crashes = (folder / _CRASHES).open("a", encoding="utf-8")
        faulthandler.enable(crashes)
    qInstallMessageHandler(_on_qt_message)


class _LogFile(logging.Handler):
    """The log. Its file, and what turns it over when it is large, wait for the first line."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def emit(self, record: logging.LogRecord) -> None:
        with suppress(OSError):
            self._file.emit(record)

    @cached_property
    def _file(self) -> RotatingFileHandler:
        from logging.handlers import RotatingFileHandler

        file = RotatingFileHandler(self._path, maxBytes=_LARGEST_LOG, backupCount=5)
        file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        return file


def _on_qt_message(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    level = logging.INFO if kind in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) else logging.WARNING
    _LOG.log(level, "Qt: %s", text)


def catch_bugs(window: MainWindow) -> None:
    """A bug is logged and told; the person carries on, as every decision before it is in the file."""

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            window.close()
            return
        # Without what the error says, which may be words of an article.
        report = _bug_report(kind, trace)
        _LOG.error("Bug\n%s", report)
        window.bench.notices.tell(_bug_notice(window, report))

    sys.excepthook = caught
    threading.excepthook = lambda told: caught(
        told.exc_type, told.exc_value or told.exc_type(), told.exc_traceback
    )


def _bug_report(kind: type[BaseException], trace: TracebackType | None) -> str:
    import traceback

    return "".join(traceback.format_tb(trace)) + kind.__name__


def _bug_notice(window: MainWindow, report: str) -> Notice:
    saved = window.bench.desk.saved_at
    at = f" ({exact_clock(saved)})" if saved else ""
    return Notice(
        f"Something went wrong inside Claimdesk. Your work is saved{at}.",
        key="bug",
        severity=Severity.ERROR,
        answers=(
            Answer("Copy Report", lambda: QApplication.clipboard().setText(report)),
            Answer("Carry On", lambda: None),
        ),
    )
