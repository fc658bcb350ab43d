"""News of what others decided about the work of the annotator at the desk, and giving decisions out."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from annotator.desk.desk import Desk
from annotator.desk.jobs import Questions, Runner
from annotator.domain.changes import Changes, Kind
from annotator.domain.errors import Refused
from annotator.domain.records import Role
from annotator.domain.work import Job
from annotator.store.read_marks import keep_read_marks, read_marks
from annotator.store.team import has_lead

if TYPE_CHECKING:
    # Loaded once the text is seen.
    from annotator.desk.feedback_reading import FeedbackReading, Told


class MyFeedback(QObject):
    """Only her own claims are in it, and nobody's name.

    `unread_counted` says how many decisions otherwise than she had it are new to her.
    """

    unread_counted = Signal(int)

    def __init__(self, desk: Desk, runner: Runner) -> None:
        super().__init__(desk)
        self._desk = desk
        self._questions = Questions(runner)
        desk.changed.connect(self._on_desk_changed)

    def count_unread(self) -> None:
        """Find out beside the window what is new to who sits at the desk; `unread_counted` tells.

        Where that can't be read it is none: the list of decisions says what is in the way.
        """
        project = self._desk.project
        me = self._desk.annotator.id if self._desk.has_annotator else ""

        def work(job: Job) -> int:
            if not me:
                return 0
            from annotator.desk.feedback_reading import count_unread

            with closing(project.companion(read_only=True)) as companion:
                return count_unread(companion, me, job)

        self._questions.ask(
            self.tr("Looking for new decisions"),
            work,
            answered=self.unread_counted.emit,
            failed=lambda _error: self.unread_counted.emit(0),
            is_quiet=True,
        )

    def reading(self, runner: Runner, parent: QObject | None = None) -> FeedbackReading:
        """What reads the decisions about the work of who sits at the desk. Raises Refused for nobody."""
        from annotator.desk.feedback_reading import FeedbackReading

        return FeedbackReading(self._desk.project, self._desk.annotator.id, runner, parent)

    def mark_read(self, until: str) -> None:
        """Remember that she has seen what was decided up to this time (UTC, ISO 8601)."""
        project, me = self._desk.project, self._desk.annotator.id
        marks = read_marks(project, me)
        if until > marks.feedback:
            keep_read_marks(project, me, replace(marks, feedback=until))

    def go_to(self, told: Told) -> None:
        """Open the article of a decision at its sentence."""
        self._desk.open_article(told.feedback.article_id, unit_start=told.feedback.start)

    @property
    def given_back_at(self) -> str:
        """When results were given out last (UTC, ISO 8601); "" where never."""
        from annotator.store.feedback import given_back_at

        return given_back_at(self._desk.project)

    def check_may_give_back(self) -> None:
        """Raises Refused where nothing need be given out, or it is not hers to do."""
        if not has_lead(self._desk.project):
            raise Refused(
                self.tr(
                    "Nobody leads this project, so everybody sees at once what was decided. "
                    "Nothing need be given out."
                )
            )
        me = self._desk.project.people.get(self._desk.annotator.id)
        if me is None or me.role is not Role.LEAD:
            raise Refused(self.tr("Only a lead gives out results. Nothing was changed. Ask the lead."))

    def give_back(self) -> None:
        """Let annotators see what was decided until now. Raises as `check_may_give_back`."""
        from annotator.store.feedback import give_back

        self.check_may_give_back()
        give_back(self._desk.project)

    @Slot(object)
    def _on_desk_changed(self, changes: Changes) -> None:
        """What was asked for somebody who got up is of no more use."""
        if changes.has(Kind.DESK) and not changes.article_id:
            self._questions.drop()
