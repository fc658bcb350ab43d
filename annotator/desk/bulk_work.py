"""Work on the gold of many articles, beside the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from annotator.desk.review_queue import ReviewQueue
from annotator.desk.review_reading import Piece, entries_of
from annotator.desk.workbench import Workbench
from annotator.domain.changes import Changes, Kind
from annotator.domain.errors import Cancelled, Refused
from annotator.domain.work import Job
from annotator.store.bulk_gold import Told
from annotator.store.case_reader import CaseReader
from annotator.store.project import Project

Work = Callable[[Project, Told, Job], object]


class BulkWork(QObject):
    """One at a time; the queue hears of every article whose gold is different."""

    _written = Signal(object)

    def __init__(self, bench: Workbench, queue: ReviewQueue, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self._queue = queue
        self.is_running = False
        self._written.connect(queue.take_in)

    def start(
        self,
        title: str,
        work: Work,
        done: Callable[[object], None],
        stopped: Callable[[], None] = lambda: None,
    ) -> None:
        """Do `work` with a connection of its own, then `done` with what it returned.

        `stopped` is called where it came to no end, and what was in its way is told. Raises Refused while
        other such work runs.
        """
        if self.is_running:
            raise Refused(self.tr("Gold is being written right now. Wait until that is done."))
        project = self._bench.desk.project

        def run(job: Job) -> object:
            companion = project.companion()
            try:
                return work(companion, lambda ids: self._tell(companion, ids), job)
            finally:
                companion.close()

        def on_done(result: object) -> None:
            self._end()
            done(result)

        def on_failed(error: Exception) -> None:
            self._end()
            stopped()
            if not isinstance(error, Cancelled):
                self._bench.notices.attempt(lambda: _raise(error))

        self.is_running = True
        self._bench.runner.start(title, run, done=on_done, failed=on_failed)

    def _tell(self, companion: Project, article_ids: Sequence[str]) -> None:
        reader = CaseReader(companion)
        seed = reader.settings.seed
        piece: Piece = [
            (article_id, entries_of(reader.cases(article_id), seed)) for article_id in article_ids
        ]
        self._written.emit(piece)

    def _end(self) -> None:
        self.is_running = False
        desk = self._bench.desk
        if desk.has_project:
            desk.saved_at = desk.project.journal.last_at()
            desk.changed.emit(Changes(frozenset({Kind.ADJUDICATION})))


def _raise(error: Exception) -> None:
    raise error
