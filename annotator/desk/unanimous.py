"""Making gold of all that everybody agrees on, in one go."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from annotator.desk.bulk_work import BulkWork
from annotator.desk.open_case import OpenCase
from annotator.desk.review_queue import ReviewQueue
from annotator.domain.errors import Refused
from annotator.domain.identity import new_id
from annotator.domain.steps import Verb
from annotator.domain.work import Job
from annotator.store.bulk_gold import Told, accept_unanimous
from annotator.store.project import Project

Note = Callable[[str, Verb, str | None], None]
"""Told of a step that was done: its id, its verb, and the step that it reverts."""


class Unanimous(QObject):
    """`accepted` carries how many items became gold.

    In a project that says so, they become gold by themselves once every article has been read.
    """

    accepted = Signal(int)

    def __init__(
        self, queue: ReviewQueue, case: OpenCase, work: BulkWork, note: Note, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._queue = queue
        self._case = case
        self._work = work
        self._note = note
        queue.read.connect(self._on_queue_read)

    @property
    def count(self) -> int:
        """How many items would become gold."""
        return self._queue.counts.unanimous

    def accept(self) -> None:
        """Make gold of them, as a job that can be stopped: what was made before stays.

        Refused while articles are still being read, as nobody knows yet how many they are.
        """
        if self._queue.is_reading:
            raise Refused(
                self.tr(
                    "Articles are still being read, so it is not known yet how many items are unanimous. "
                    "Nothing was accepted. Wait until all are read."
                )
            )
        if not self.count:
            raise Refused(self.tr("No unanimous item waits to be accepted. Nothing was changed."))
        authority, step_id, before = self._case.authority, new_id(), self.count
        article_ids = self._queue.unanimous_articles()

        def work(project: Project, told: Told, job: Job) -> int:
            return accept_unanimous(project, article_ids, authority, step_id=step_id, told=told, job=job)

        def done(count: object) -> None:
            self._note(step_id, Verb.ACCEPT_UNANIMOUS, None)
            self.accepted.emit(int(str(count)))

        def stopped() -> None:
            if count := before - self.count:
                done(count)

        self._work.start(self.tr("Accepting what is unanimous"), work, done, stopped)

    @Slot()
    def _on_queue_read(self) -> None:
        is_free = self._case.may_write and not self._work.is_running
        if self.count and is_free and self._queue.reader.settings.accept_unanimous:
            self.accept()
