"""Undo and redo of a review, over the whole of it and after a restart."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from annotator.desk.bulk_work import BulkWork
from annotator.desk.turns import Turn, Turns
from annotator.desk.workbench import Workbench
from annotator.domain.adjudication import Adjudication
from annotator.domain.errors import ClaimdeskError, Outdated, Refused
from annotator.domain.review.verbs import is_of_review
from annotator.domain.steps import Step, Verb
from annotator.domain.telling import describe
from annotator.domain.work import Job
from annotator.store.bulk_gold import Told, turn_back
from annotator.store.project import Project
from annotator.store.review_outline import Outline, review_outline


class ReviewHistory(QObject):
    """`changed` says that the two texts may be different now."""

    changed = Signal()

    def __init__(
        self, bench: Workbench, work: BulkWork, go_to: Callable[[str], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._bench = bench
        self._desk = bench.desk
        self._work = work
        self._go_to = go_to
        self._turns = Turns()
        self._verbs: dict[str, Verb] = {}
        self._noted: list[tuple[str, Verb, str | None]] = []
        self._loading = 0
        self._desk.withheld.changed.connect(self.changed)

    @property
    def undo_text(self) -> str:
        """What would be undone; "" where there is nothing."""
        waiting = self._desk.withheld.waiting
        return self._words(waiting.step) if waiting else self._text(self._turns.done)

    @property
    def redo_text(self) -> str:
        """What would be done again; "" where there is nothing."""
        return self._text(self._turns.undone)

    def undo(self) -> None:
        """Take the last decision back, and open its item. One that is not saved yet only has to be let go."""
        if self._desk.withheld.waiting is not None:
            self._desk.withheld.take_back()
            return
        self._turn_back(self._turns.done, Verb.UNDO, self.tr("Nothing is left to undo in this review."))

    def redo(self) -> None:
        """Do again what was undone last."""
        self._turn_back(self._turns.undone, Verb.REDO, self.tr("Nothing is left to redo in this review."))

    def load(self) -> None:
        """Read beside the window what was decided before."""
        self.forget()
        number, project, me = self._loading, self._desk.project, self._desk.annotator.id

        def work(_job: Job) -> Outline:
            companion = project.companion(read_only=True)
            try:
                return review_outline(companion, me)
            finally:
                companion.close()

        def done(outline: Outline) -> None:
            if number == self._loading:
                self._take_in(outline)

        self._bench.runner.start(self.tr("Review"), work, done=done, failed=self._on_failed, is_quiet=True)

    def forget(self) -> None:
        """Let everything go: there is no review."""
        self._loading += 1
        self._turns.clear()
        self._verbs, self._noted = {}, []
        self.changed.emit()

    def note(self, step: Step) -> None:
        """Know of a step that was written on the desk."""
        if is_of_review(step):
            self.note_outline(step.id, step.verb, step.reverts)

    def note_outline(self, step_id: str, verb: Verb, reverts: str | None) -> None:
        """Know of a step that was written, by its outline."""
        self._noted.append((step_id, verb, reverts))
        self._verbs[step_id] = verb
        self._turns.note(step_id, verb, reverts)
        self.changed.emit()

    def _take_in(self, outline: Outline) -> None:
        known = {step for step, _, _ in outline}
        self._turns.clear()
        for step, verb, reverts in (*outline, *(one for one in self._noted if one[0] not in known)):
            self._verbs[step] = verb
            self._turns.note(step, verb, reverts)
        self.changed.emit()

    def _turn_back(self, stack: list[Turn], verb: Verb, nothing: str) -> None:
        if not stack:
            raise Refused(nothing)
        turn = stack[-1]
        if self._verbs.get(turn.origin) is Verb.ACCEPT_UNANIMOUS:
            self._turn_many(turn, verb)
            return
        step = self._desk.project.journal.step(turn.step)
        if step is None:
            raise Refused(self.tr("The journal does not have that step. Nothing was changed."))
        try:
            self._desk.commit_elsewhere(step.reverted(verb, by=self._desk.annotator.id))
        except Outdated:
            stack.remove(turn)
            self.changed.emit()
            raise
        for edit in step.edits:
            if isinstance(edit.after, Adjudication):
                self._go_to(min(edit.after.member_ids, default=edit.after.id))
                return

    def _turn_many(self, turn: Turn, verb: Verb) -> None:
        """Turn back what a job did, as a job."""
        me = self._desk.annotator.id

        def work(project: Project, told: Told, job: Job) -> str:
            return turn_back(project, turn.step, verb, by=me, told=told, job=job)

        def done(step_id: object) -> None:
            self.note_outline(str(step_id), verb, turn.step)

        self._work.start(self._text([turn]), work, done)

    def _text(self, stack: list[Turn]) -> str:
        if not stack:
            return ""
        origin = stack[-1].origin
        if self._verbs.get(origin) is Verb.ACCEPT_UNANIMOUS:
            return self.tr("Accept All Unanimous")
        step = self._desk.project.journal.step(origin)
        return self._words(step) if step else ""

    def _words(self, step: Step) -> str:
        names = {label.key: label.name for label in self._desk.labels}
        return describe(step, names, self._desk.project.articles.words)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, ClaimdeskError):
            raise error
