"""Tells a person of the step that could not be written, with the ways that are left."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

from annotator.desk.desk import Desk
from annotator.desk.notices import Answer, Notice, Notices, Severity
from annotator.desk.withheld import Waiting
from annotator.domain.errors import Refused, Unavailable
from annotator.domain.steps import Step, Verb
from annotator.store.troubles import Hindrance, InUse, NotWritten

_KEY: Final = Unavailable.topic
_AGAIN_AFTER: Final = 250
"""Milliseconds between two attempts while another program uses the project."""
_TOLD_AFTER: Final = 5000 // _AGAIN_AFTER
"""So many attempts are made before a person is told that another program is in the way."""
_LABELS: Final = (Verb.MARK, Verb.RETAG)


class Unsaved(QObject):
    """Tries again by itself while another program is in the way, and lets a person do it otherwise."""

    def __init__(self, desk: Desk, notices: Notices) -> None:
        super().__init__(desk)
        self._desk, self._notices = desk, notices
        self._tries = 0
        self._has_warned = False
        self.clock = QTimer(self)
        self.clock.setSingleShot(True)
        self.clock.setInterval(_AGAIN_AFTER)
        self.clock.timeout.connect(self._try_again)
        desk.withheld.changed.connect(self._on_withheld_changed)

    def may_leave(self) -> bool:
        """Whether nothing is lost with the window. Whoever closes it again after having been told may."""
        if self._desk.withheld.waiting is None or self._has_warned or self._is_written():
            return True
        self._has_warned = True
        self.tell(self.tr("Close the window again to leave without it."))
        return False

    def tell(self, more: str = "") -> None:
        """Say that something waits, and why; nothing where nothing does."""
        withheld = self._desk.withheld
        if withheld.waiting is None or withheld.error is None:
            return
        waiting, error = withheld.waiting, withheld.error
        answers = [Answer(self.tr("Retry"), self._try_again)]
        for help_with in self._notices.helps:
            answers += help_with(error, lambda: self._do(waiting))
        answers.append(Answer(self.tr("Take It Back"), withheld.take_back))
        text = f"{self._words(waiting.step, error)} {more}".strip()
        self._notices.tell(Notice(text, key=_KEY, severity=Severity.ERROR, answers=tuple(answers)))

    def _is_written(self) -> bool:
        try:
            return self._desk.withheld.again()
        except Refused:
            return True

    @Slot()
    def _on_withheld_changed(self) -> None:
        error = self._desk.withheld.error
        if error is None:
            self.clock.stop()
            self._tries, self._has_warned = 0, False
            self._notices.withdraw(_KEY)
        elif isinstance(error, InUse):
            self._tries += 1
            self.clock.start()
            if self._tries == _TOLD_AFTER:
                self.tell()
        else:
            self.tell()

    @Slot()
    def _try_again(self) -> None:
        self._notices.attempt(self._desk.withheld.again)

    def _do(self, waiting: Waiting) -> None:
        """Write the step here if it waits here, else in the project that is open now."""
        if self._desk.withheld.waiting is not None:
            self._desk.withheld.again()
        elif waiting.is_elsewhere:
            self._desk.commit_elsewhere(waiting.step)
        else:
            self._desk.commit(waiting.step)

    def _words(self, step: Step, error: Unavailable) -> str:
        name = self._desk.project.path.name
        what = self.tr("%n label", "", 1) if step.verb in _LABELS else self.tr("%n decision", "", 1)
        match error.why if isinstance(error, NotWritten) else None:
            case Hindrance.FULL:
                said = self.tr("Disk full – %1 is not saved yet. Free space, then press Retry.")
            case Hindrance.MOVED:
                said = self.tr(
                    "The project file %2 was moved or replaced – %1 is not saved yet. What was saved before "
                    "is in that file. Put it back and press Retry, locate it, or save a copy elsewhere."
                )
            case Hindrance.RIGHTS:
                said = self.tr(
                    "%2 may not be written to any more – %1 is not saved yet. "
                    "Change its permissions and press Retry, or save a copy elsewhere."
                )
            case Hindrance.DISK:
                said = self.tr(
                    "The disk did not take it – %1 is not saved yet. Everything before it is safe. "
                    "Check the disk or the connection to it, then press Retry."
                )
            case _:
                said = self.tr(
                    "Waiting for another program that uses %2 – %1 is not saved yet. "
                    "It is saved as soon as that program lets go of the file."
                )
        return said.replace("%1", what).replace("%2", name)
