"""How a second start asks the window that has a project open to come to the front.

A file of the window's own lies in the person's state folder as long as the project is open. Whoever writes
to it rings: the window watches that file. It is called after the project file itself and not after its path,
which may be written in several ways.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal, Slot

from annotator import places
from annotator.domain.errors import Unavailable
from annotator.store.lock import AlreadyOpen, OpenElsewhere, ProjectLock

_FLAGS: Final = os.O_WRONLY | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)


class Doorbell(QObject):
    """Hangs while a project is open. `rung` says that somebody wants to see its window."""

    rung = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watcher: QFileSystemWatcher | None = None
        self._bell: Path | None = None

    def hang(self, project: Path) -> None:
        """Listen for those who want this project. Where the folder can't be written to, nobody can ring."""
        self.take_down()
        with suppress(OSError):
            bell = _bell_of(project)
            os.close(os.open(bell, _FLAGS | os.O_CREAT | os.O_TRUNC, 0o600))
            self._bell = bell
            self._watcher = QFileSystemWatcher([str(bell)], self)
            self._watcher.fileChanged.connect(self._on_watcher_file_changed)

    def take_down(self) -> None:
        """Listen no longer."""
        if self._watcher is not None:
            self._watcher.deleteLater()
            self._watcher = None
        if self._bell is not None:
            with suppress(OSError):
                self._bell.unlink()
            self._bell = None

    @Slot(str)
    def _on_watcher_file_changed(self, _path: str) -> None:
        if self._bell is not None and os.path.exists(self._bell):
            self.rung.emit()


def has_window(project: Path) -> bool:
    """Whether a window of this person's, on this computer, has `project` open and can be rung at."""
    with suppress(OSError):
        if not os.path.isfile(_bell_of(project)):
            return False
        lock = ProjectLock(project.absolute())
        try:
            lock.acquire()
        except Unavailable as error:
            return isinstance(error, AlreadyOpen) and not isinstance(error, OpenElsewhere)
        # A bell that a crash left behind.
        lock.release()
    return False


def ring(project: Path) -> bool:
    """Ask the window that has `project` open to come to the front. False where no window listens."""
    if has_window(project):
        with suppress(OSError):
            descriptor = os.open(_bell_of(project), _FLAGS)
            try:
                return os.write(descriptor, b".") == 1
            finally:
                os.close(descriptor)
    return False


def _bell_of(project: Path) -> Path:
    """Raises OSError where there is no such project, or no folder for bells."""
    file = project.stat()
    return places.state_folder() / f"window-{file.st_dev:x}-{file.st_ino:x}"
