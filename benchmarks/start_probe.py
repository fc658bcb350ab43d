"""A process that starts a window, tells when it is painted and has the keyboard, and closes it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTextEdit


def start_ours(project: str, seen: Callable[[QTextEdit], None]) -> int:
    """Start the window on `project` as the command does. `seen` gets the article once it is usable."""
    from annotator.__main__ import main
    from annotator.qt_loading import load_qt

    # As the command does, before anything asks for Qt.
    load_qt()
    _watch(seen, words=True)
    sys.argv[1:] = [project]
    return main()


def _bare() -> int:
    from PySide6.QtWidgets import QApplication, QMainWindow, QTextEdit

    _watch(_tell_and_close, words=False)
    window = QMainWindow()
    window.resize(1280, 760)
    text = QTextEdit()
    window.setCentralWidget(text)
    text.setFocus()
    window.show()
    return QApplication.exec()


def _tell_and_close(pane: QTextEdit) -> None:
    print(time.monotonic(), flush=True)
    pane.window().close()


def _watch(seen: Callable[[QTextEdit], None], *, words: bool) -> None:
    """Make the application, and wait until a QTextEdit has the keyboard and is painted; `words` are in it."""
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication, QTextEdit, QWidget

    class Watch(QObject):
        pane: QTextEdit | None = None

        def follow(self, _before: QWidget | None, now: QWidget | None) -> None:
            if self.pane is None and isinstance(now, QTextEdit):
                self.pane = now
                now.viewport().installEventFilter(self)
                now.viewport().update()

        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if event.type() is QEvent.Type.Paint:
                # It is about to be painted; the timer comes after that.
                QTimer.singleShot(0, self.tell)
            return False

        def tell(self) -> None:
            if self.pane is None or (words and self.pane.document().characterCount() <= 1):
                return
            pane, self.pane = self.pane, None
            seen(pane)

    application = QApplication(["claimdesk"])
    watch = Watch(application)
    application.focusChanged.connect(watch.follow)


if __name__ == "__main__":
    sys.exit(start_ours(sys.argv[2], _tell_and_close) if sys.argv[1] == "ours" else _bare())
