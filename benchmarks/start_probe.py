"""A process that starts a window, tells when it is painted and has the keyboard, and closes it."""

from __future__ import annotations

import sys
import time


def _ours(project: str) -> int:
    from annotator.__main__ import main
    from annotator.qt_loading import load_qt

    # As the command does, before anything asks for Qt.
    load_qt()
    _watch(words=True)
    sys.argv[1:] = [project]
    return main()


def _bare() -> int:
    from PySide6.QtWidgets import QApplication, QMainWindow, QTextEdit

    _watch(words=False)
    window = QMainWindow()
    window.resize(1280, 760)
    text = QTextEdit()
    window.setCentralWidget(text)
    text.setFocus()
    window.show()
    return QApplication.exec()


def _watch(*, words: bool) -> None:
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
            print(time.monotonic(), flush=True)
            window, self.pane = self.pane.window(), None
            window.close()

    application = QApplication(["claimdesk"])
    watch = Watch(application)
    application.focusChanged.connect(watch.follow)


if __name__ == "__main__":
    sys.exit(_ours(sys.argv[2]) if sys.argv[1] == "ours" else _bare())
