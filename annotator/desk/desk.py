"""The desk: one project, one annotator, one article, and where she stands in it."""

from __future__ import annotations

from collections.abc import Callable, Set
from contextlib import suppress
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.desk.drafts import Draft, DroppedDraft, keep_draft, kept_draft
from annotator.desk.withheld import PATIENCE, Waiting, Withheld
from annotator.domain import article_steps
from annotator.domain.changes import Changes, Kind
from annotator.domain.cursor import Cursor, first_cursor
from annotator.domain.errors import ArticleUnavailable, Refused, Unavailable
from annotator.domain.progress import progress_of
from annotator.domain.records import Annotator, Article, Assignment, Label
from annotator.domain.sheet import Sheet
from annotator.domain.steps import Step, Verb
from annotator.exchange.sheets import sheet_of
from annotator.store.project import Project
from annotator.store.team import look_as
from annotator.store.troubles import Damaged, InUse

_PLACE_KEPT_AFTER: Final = 300
"""Milliseconds after which a mere move is remembered; decisions remember the place with themselves."""


class Desk(QObject):
    """Everything that is shown comes from here, and `changed` (a Changes) says what of it is different.

    The verbs are kept apart by what they do: `Movement`, `Selection`, `Decisions`, `History`, `Queue`.
    All of them write through `commit`. `leaving` is told before another article or project comes, so that
    what somebody is still typing can be kept. `draft_dropped` carries a DroppedDraft. A step that can't be
    written is shown and `withheld`: nothing else is written before it.
    """

    changed = Signal(object)
    committed = Signal(object)
    leaving = Signal()
    draft_dropped = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self._annotator: Annotator | None = None
        self._labels: tuple[Label, ...] = ()
        self._sheet: Sheet | None = None
        self._cursor = Cursor()
        self._draft: Draft | None = None
        self._assignment: Assignment | None = None
        self._asked_for = ""
        self.saved_at = ""
        self.withheld = Withheld(lambda: self.project, self._on_written, self._take_back, self)
        self._place_clock = QTimer(self)
        self._place_clock.setSingleShot(True)
        self._place_clock.setInterval(_PLACE_KEPT_AFTER)
        self._place_clock.timeout.connect(self.keep_place)

    @property
    def has_project(self) -> bool:
        return self._project is not None

    @property
    def project(self) -> Project:
        """The open project. Raises Refused where there is none."""
        if self._project is None:
            raise Refused("No project is open. Open one, or make a new one, first.")
        return self._project

    @property
    def annotator(self) -> Annotator:
        """Who is annotating. Raises Refused before anybody has said so."""
        if self._annotator is None:
            raise Refused("Nobody has said who is annotating. File ▸ Switch Annotator asks for a name.")
        return self._annotator

    @property
    def has_annotator(self) -> bool:
        return self._annotator is not None

    @property
    def labels(self) -> tuple[Label, ...]:
        return self._labels

    @property
    def sheet(self) -> Sheet | None:
        """The open article, or None."""
        return self._sheet

    @property
    def place_in_queue(self) -> str:
        """The id of the article that was asked for last, also where it could not be read; else ""."""
        return self._asked_for

    @property
    def cursor(self) -> Cursor:
        return self._cursor

    @property
    def draft(self) -> Draft | None:
        return self._draft

    def require_sheet(self) -> Sheet:
        """The open article. Raises Refused where there is none or it holds no text to decide on."""
        if self._sheet is None or not self._sheet.units:
            raise Refused("No article is open. Choose one in the queue, or import some.")
        return self._sheet

    def take(self, project: Project | None, annotator: Annotator | None = None) -> None:
        """Put a project on the desk, or clear it. The one before is left open for who opened it to close."""
        self.leaving.emit()
        self.keep_place()
        self.withheld.let_go()
        if project is not None:
            # Not earlier: what she who leaves has typed is still hers to write.
            look_as(project, annotator)
        self._project, self._annotator = project, annotator
        self._labels = project.labels() if project else ()
        self._sheet, self._cursor, self._draft = None, Cursor(), None
        self._assignment, self._asked_for = None, ""
        self.saved_at = project.journal.last_at() if project else ""
        self.changed.emit(Changes(frozenset(Kind)))

    def open_article(self, article_id: str, *, unit_start: int | None = None) -> None:
        """Show an article where its annotator left it, or at a unit. Raises Refused if it is not there.

        Raises ArticleUnavailable where it is damaged: the article before stays open.
        """
        self.leaving.emit()
        self.withheld.clear_the_way()
        self.keep_place()
        article = self.project.articles.get(article_id)
        if article is None:
            raise Refused("That article is not in this project. Choose another one in the queue.")
        me = self.annotator.id
        self._asked_for = article_id
        place = self.project.people.progress(article_id, me)
        sheet = self._read(article, furthest=place.furthest if place else -1)
        was_dropped = self._drop_draft()
        self._sheet = sheet
        self._assignment = self.project.people.assignment(article_id, me)
        self._cursor = first_cursor(sheet, unit_start, place)
        self._draft = None if was_dropped else kept_draft(self.project, me, article_id, self._unit_start)
        self._see()
        self._place_clock.start()
        self.changed.emit(Changes(frozenset(Kind), article_id))

    def move_to(self, cursor: Cursor) -> None:
        """Stand somewhere else in the open article."""
        if cursor == self._cursor or self._sheet is None:
            return
        left = cursor.unit != self._cursor.unit
        dropped = left and self._drop_draft()
        self._cursor = cursor
        if left:
            self._see()
        self._place_clock.start()
        kinds = {Kind.CURSOR, Kind.SELECTION} | ({Kind.DRAFT} if dropped else set())
        self.changed.emit(Changes(frozenset(kinds), self._sheet.article.id))

    def write_draft(self, draft: Draft | None) -> None:
        """Keep details for the claim that the next label makes."""
        if draft != self._draft:
            self._draft = draft
            self._place_clock.start()
            self.changed.emit(Changes(frozenset({Kind.DRAFT})))

    def commit(self, step: Step, then: Callable[[Sheet], Cursor] | None = None) -> None:
        """Write a step of the open article durably, stand where `then` says, and tell everybody.

        What can't be written now is shown and `withheld`. Raises otherwise as the ledger does, with nothing
        changed, and Refused where an earlier step waits.
        """
        if not step.edits:
            if then is not None and self._sheet is not None:
                self.move_to(then(self._sheet))
            return
        self.withheld.clear_the_way()
        self._heed_others()
        sheet, here = self.require_sheet(), self._unit_start
        with sheet.rehearsal(step) as shown:
            step = article_steps.reopening(step, sheet, self._assignment)
            cursor = then(sheet) if then else self._cursor.settled(sheet, here)
            waiting = Waiting(step, progress_of(sheet, self.annotator.id, cursor), shown)
            written = self.withheld.attempt(waiting)
        kinds = {Kind.CURSOR, Kind.SELECTION}
        if self._draft is not None:
            kinds |= {Kind.DRAFT}
            self._place_clock.start()
        if step.verb is Verb.MARK:
            self._draft = None
        elif then is not None:
            self._drop_draft()
        self._cursor = cursor
        self._see()
        if written is None:
            self.changed.emit(replace(step.changes, kinds=step.changes.kinds | kinds))
        else:
            self._keep(written, kinds)

    def commit_elsewhere(self, step: Step, *, may_wait: bool = False) -> bool:
        """Write a step that is not of the open article's sheet, such as excluding an article.

        With `may_wait` one that can't be written now is `withheld`. Returns whether it is written.
        """
        self.withheld.clear_the_way()
        waiting = Waiting(step)
        written = self.withheld.attempt(waiting) if may_wait else self.withheld.write(waiting)
        if written is not None:
            self._tell(written)
        return written is not None

    def _on_written(self, waiting: Waiting, written: Step) -> None:
        if waiting.is_elsewhere:
            self._tell(written)
        else:
            self._keep(written)

    def _keep(self, written: Step, kinds: Set[Kind] = frozenset()) -> None:
        """Show a step as it was written, and tell everybody."""
        for edit in written.edits:
            self.require_sheet().keep(edit.after)
            if isinstance(edit.after, Assignment):
                self._assignment = edit.after
        self._tell(written, kinds)

    def _take_back(self, waiting: Waiting) -> None:
        if waiting.is_elsewhere:
            return
        sheet, here, step = self.require_sheet(), self._unit_start, waiting.step
        sheet.take_back(waiting.shown)
        self._cursor = self._cursor.settled(sheet, here)
        self.changed.emit(replace(step.changes, kinds=step.changes.kinds | {Kind.CURSOR}))

    def keep_place(self) -> None:
        """Remember where the annotator stands and what waits for its label, for the next start to find.

        A place that can't be written is let go: nothing that was decided hangs on it, and nobody is to be
        kept in a project whose disk is full or gone.
        """
        self._place_clock.stop()
        is_kept = self._project is not None and not self._project.read_only and not self.withheld.waiting
        if not is_kept or self._sheet is None or self._annotator is None:
            return
        # With a place go the counts of what is decided, and what waits is not.
        with suppress(Unavailable):
            me, article_id = self._annotator.id, self._sheet.article.id
            self.project.ledger.keep_place(progress_of(self._sheet, me, self._cursor))
            keep_draft(self.project, me, article_id, self._unit_start, self._draft)

    def _tell(self, written: Step, kinds: Set[Kind] = frozenset()) -> None:
        self.saved_at = written.at
        self.committed.emit(written)
        changes = written.changes
        self.changed.emit(replace(changes, kinds=changes.kinds | kinds))

    def _heed_others(self) -> None:
        """Raises Refused, with the article shown anew, where another program changed what is in sight."""
        sheet, here, is_same = self.require_sheet(), self._unit_start, True
        with suppress(InUse), self.project.patience(PATIENCE):
            if self.project.was_changed_beside():
                is_same = self._read(sheet.article, furthest=sheet.furthest).is_like(sheet)
        if not is_same:
            self._sheet = None
            self.open_article(sheet.article.id, unit_start=here)
            raise Refused(
                "Another program changed this article meanwhile, so nothing was done now. "
                "What is there now is shown. Look at it, then decide again."
            )

    def _read(self, article: Article, *, furthest: int) -> Sheet:
        try:
            return sheet_of(self.project, article, self.annotator.id, furthest=furthest)
        except Damaged as error:
            raise ArticleUnavailable(str(error)) from error

    @property
    def _unit_start(self) -> int:
        """Where the current sentence starts, 0 where there is none."""
        units, index = self._sheet.units if self._sheet else (), self._cursor.unit
        return units[index].start if 0 <= index < len(units) else 0

    def _drop_draft(self) -> bool:
        """Let the draft go and tell so, before anything else is current. Returns whether there was one."""
        draft, self._draft = self._draft, None
        if draft is None or self._sheet is None:
            return False
        article_id, selection = self._sheet.article.id, self._cursor.selection
        self.draft_dropped.emit(DroppedDraft(article_id, self._unit_start, selection, draft))
        return True

    def _see(self) -> None:
        if self._sheet is not None and self._cursor.unit >= 0:
            self._sheet.see(self._cursor.unit)
