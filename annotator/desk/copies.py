"""Going on in a copy, where the open project can't be written to or lies where it had better not lie."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal

from annotator.desk.notices import Answer, Notice, Severity
from annotator.desk.workbench import Workbench
from annotator.domain.errors import ClaimdeskError, Unavailable
from annotator.store.troubles import NotWritten

Act: TypeAlias = Callable[[], object]

_KEY = "unavailable"


class Copies(QObject):
    """Saves the open project elsewhere, through the connection that has it open.

    So the copy is whole, also where the project's file was moved, replaced or removed. `path_needed` asks
    where the copy is to lie, which `save` answers.
    """

    path_needed = Signal()

    def __init__(self, bench: Workbench, open_project: Callable[[Path], None], parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self._open_project = open_project
        self._undone: Act | None = None
        bench.notices.helps.append(self._answers_to)

    def move(self) -> None:
        """Ask for another place, and go on in a copy there."""
        self._undone = None
        self.path_needed.emit()

    def save(self, path: Path) -> None:
        """Copy the project to `path`. What is in the way is told, with the ways that are left."""
        undone = self._undone
        try:
            self._bench.desk.project.copy_to(path)
        except ClaimdeskError as error:
            self._tell(str(error), undone)
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

    def _open(self, path: Path, undone: Act | None = None) -> None:
        self._bench.attempt(lambda: self._go_on_in(path, undone))

    def _go_on_in(self, path: Path, undone: Act | None) -> None:
        """Open the copy where one stands now, and do there what could not be written."""
        desk = self._bench.desk
        article_id = desk.sheet.article.id if desk.sheet else ""
        cursor, draft = desk.cursor, desk.draft
        # What waits here is done there.
        desk.withheld.let_go()
        self._open_project(path)
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
            return (self._elsewhere(str(error), act),)
        return ()

    def _tell(self, text: str, undone: Act | None) -> None:
        again = () if undone is None else (self._again(undone),)
        answers = (*again, self._elsewhere(text, undone))
        self._bench.notices.tell(Notice(text, _KEY, Severity.ERROR, answers))

    def _again(self, act: Act) -> Answer:
        return Answer(self.tr("Try Again"), lambda: self._bench.attempt(act))

    def _elsewhere(self, text: str, undone: Act | None) -> Answer:
        def ask() -> None:
            # It still holds while somebody looks for a place, and when she finds none.
            if self._bench.desk.withheld.waiting is not None:
                self._bench.unsaved.tell()
            elif undone is not None:
                self._tell(text, undone)
            self._undone = undone
            self.path_needed.emit()

        return Answer(self.tr("Save a Copy Elsewhere…"), ask)
