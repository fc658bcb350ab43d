"""Going on elsewhere, where the open project can't be written to or lies where it had better not lie."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal, SignalInstance

from annotator.desk.notices import Answer, Notice, Severity
from annotator.desk.recovery import Doors
from annotator.desk.workbench import Workbench
from annotator.domain.errors import ClaimdeskError, Refused, Unavailable
from annotator.domain.immutable import immutable
from annotator.store.lock import ProjectLock
from annotator.store.opening import OpenHere
from annotator.store.project import open_project
from annotator.store.troubles import Hindrance, NotWritten

Act: TypeAlias = Callable[[], object]

_KEY = "unavailable"


@immutable
class _Plight:
    """What is in the way, the act that was not done, if any, and whether the file may be somewhere else."""

    text: str = ""
    undone: Act | None = None
    is_moved: bool = False


class Copies(QObject):
    """Saves the open project elsewhere, through the connection that has it open, or finds where its file is.

    So the copy is whole, also where the project's file was moved, replaced or removed. `path_needed` asks
    where the copy is to lie, which `save` answers, and `file_needed` where the file is now: `locate`.
    """

    path_needed = Signal()
    file_needed = Signal()

    def __init__(self, bench: Workbench, doors: Doors, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self._doors = doors
        self._plight = _Plight()
        bench.notices.helps.append(self._answers_to)

    def move(self) -> None:
        """Ask for another place, and go on in a copy there."""
        self._plight = _Plight()
        self.path_needed.emit()

    def save(self, path: Path) -> None:
        """Copy the project to `path`. What is in the way is told, with the ways that are left."""
        undone = self._plight.undone
        try:
            self._bench.desk.project.copy_to(path)
        except ClaimdeskError as error:
            self._tell(str(error), self._plight)
            return
        if undone is None:
            self._open(path)
            return
        said = self.tr(
            "A copy was saved as %1. What you did last is not in it yet: open the copy to do it there."
        )
        answers = (
            Answer(self.tr("Open the Copy"), lambda: self._open(path, undone)),
            self._again(undone),
        )
        self._bench.notices.tell(Notice(said.replace("%1", str(path)), _KEY, Severity.WARNING, answers))

    def locate(self, path: Path) -> None:
        """Go on in the project's file, or a copy of it, that is at `path`, and do there what was not done.

        What is in the way is told, with the ways that are left; the project stays open then.
        """
        try:
            self._check_is_it(path)
        except ClaimdeskError as error:
            self._tell(str(error), self._plight)
            return
        self._bench.notices.withdraw(_KEY)
        self._open(path, self._plight.undone, is_same=True)

    def _check_is_it(self, path: Path) -> None:
        """Raises Refused where the file at `path` is another project, Unavailable where it can't be used."""
        is_other, can_write = False, os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
        # The very file that is open can't be opened twice.
        with suppress(OpenHere), closing(open_project(path, read_only=True)) as found:
            is_other = found.fact("id") != self._bench.desk.project.fact("id")
            if can_write:
                # Who else has it open is known now, and not when this one is closed.
                lock = ProjectLock(path)
                lock.acquire()
                lock.release()
        if is_other:
            said = self.tr("“%1” is another project. Nothing was changed. Look for the file that was moved.")
            raise Refused(said.replace("%1", path.name))
        if not can_write:
            said = self.tr("“%1” may not be written to. Nothing was changed. Save a copy elsewhere.")
            raise Unavailable(said.replace("%1", path.name))

    def _open(self, path: Path, undone: Act | None = None, *, is_same: bool = False) -> None:
        self._bench.attempt(lambda: self._go_on_in(path, undone, is_same=is_same))

    def _go_on_in(self, path: Path, undone: Act | None, *, is_same: bool) -> None:
        """Open the copy, or the same file, where one stands now, and do there what could not be written."""
        desk = self._bench.desk
        article_id = desk.sheet.article.id if desk.sheet else ""
        cursor, draft = desk.cursor, desk.draft
        # What waits here is done there.
        desk.withheld.let_go()
        if is_same:
            old = desk.project.path
            self._doors.close()
            self._bench.settings.forget_project(str(old))
        self._doors.open(path)
        if not desk.has_annotator:
            return
        if article_id:
            desk.open_article(article_id)
            desk.move_to(cursor)
            desk.write_draft(draft)
        if undone is not None:
            self._bench.attempt(undone)

    def _answers_to(self, error: Unavailable, act: Act) -> tuple[Answer, ...]:
        desk = self._bench.desk
        if isinstance(error, NotWritten) and desk.has_project and error.path == desk.project.path:
            return self._ways(_Plight(str(error), act, error.why is Hindrance.MOVED))
        return ()

    def _tell(self, text: str, plight: _Plight) -> None:
        again = () if plight.undone is None else (self._again(plight.undone),)
        answers = (*again, *self._ways(_Plight(text, plight.undone, plight.is_moved)))
        self._bench.notices.tell(Notice(text, _KEY, Severity.ERROR, answers))

    def _again(self, act: Act) -> Answer:
        return Answer(self.tr("Try Again"), lambda: self._bench.attempt(act))

    def _ways(self, plight: _Plight) -> tuple[Answer, ...]:
        elsewhere = self._asking(self.tr("Save a Copy Elsewhere…"), self.path_needed, plight)
        if not plight.is_moved:
            return (elsewhere,)
        return self._asking(self.tr("Locate…"), self.file_needed, plight), elsewhere

    def _asking(self, words: str, needed: SignalInstance, plight: _Plight) -> Answer:
        def ask() -> None:
            # It still holds while somebody looks for a place, and when she finds none.
            if self._bench.desk.withheld.waiting is not None:
                self._bench.unsaved.tell()
            elif plight.undone is not None:
                self._tell(plight.text, plight)
            self._plight = plight
            needed.emit()

        return Answer(words, ask)
