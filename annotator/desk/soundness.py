"""The full check that goes on beside the work, some time after a project was opened."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from annotator.desk.recovery import Recovery
from annotator.domain.errors import ClaimdeskError
from annotator.store.backups import Backup, is_known_whole, know_as_whole, newest_backup
from annotator.store.project import Project
from annotator.store.troubles import Damaged, Finding

if TYPE_CHECKING:
    # What starts processes is loaded long after the window is seen.
    from annotator.exchange.checking_process import CheckingProcess

_AFTER: Final = 15_000
_LOOK_EVERY: Final = 500
"""Milliseconds. Whoever begins has everything to herself at first."""
_TOLD: Final = 3


class Soundness(QObject):
    """Checks the newest backup, of which no part changes any more, in a process of its own.

    What was found whole is not checked again as long as nothing is written. `checked` carries the findings;
    where there are any, `recovery` is offered.
    """

    checked = Signal(tuple)

    def __init__(self, recovery: Recovery, parent: QObject) -> None:
        super().__init__(parent)
        self._recovery = recovery
        self._project: Project | None = None
        self._check: tuple[CheckingProcess, Backup] | None = None
        self._wait = QTimer(self, singleShot=True, interval=_AFTER)
        self._wait.timeout.connect(self.begin)
        self._clock = QTimer(self, interval=_LOOK_EVERY)
        self._clock.timeout.connect(self._on_clock_timeout)

    @property
    def is_checking(self) -> bool:
        return self._check is not None

    def expect(self, project: Project) -> None:
        """Check this project in a while, when there is time."""
        self._project = project
        self._wait.start()

    @Slot()
    def begin(self) -> None:
        """Check it now, unless that goes on already or the newest backup is known to be whole."""
        self._wait.stop()
        if self._project is None or self.is_checking:
            return
        from annotator.exchange.checking_process import CheckingProcess

        with suppress(ClaimdeskError, OSError):
            # Where no backup can be made or no process started, that is told by who needs them.
            backup = newest_backup(self._project.database)
            if backup is not None and not is_known_whole(backup):
                self._check = CheckingProcess(backup.path), backup
                self._clock.start()

    def stop(self) -> None:
        """Let the project go; nothing runs when this returns."""
        self._project = None
        self._wait.stop()
        self._end_check()

    def _end_check(self) -> None:
        self._clock.stop()
        if self._check is not None:
            process, _ = self._check
            process.close()
            self._check = None

    @Slot()
    def _on_clock_timeout(self) -> None:
        if self._check is None or self._project is None:
            return
        process, backup = self._check
        if process.look():
            return
        self._end_check()
        if process.findings:
            self._recovery.offer(self._project.path, Damaged(self._words(process.findings)))
        elif process.is_finished:
            know_as_whole(backup)
        self.checked.emit(tuple(process.findings))

    def _words(self, findings: list[Finding]) -> str:
        shown = "; ".join(map(str, findings[:_TOLD]))
        said = self.tr(
            "The full check found damage in this project. Nothing was changed, and what you decide is still "
            "saved. Recover into a new file to go on with everything that can be read. Found: %1"
        )
        return said.replace("%1", shown + (" …" if len(findings) > _TOLD else ""))
