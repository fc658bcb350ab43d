"""Works out beside a review how far annotators agreed on labels before anything was decided."""

from __future__ import annotations

from contextlib import closing

from PySide6.QtCore import QObject, Signal, Slot

from annotator.desk.jobs import Runner
from annotator.desk.review import Review
from annotator.domain.agreement.figure import Figure
from annotator.domain.errors import Cancelled, ClaimdeskError
from annotator.domain.work import Job
from annotator.store.project import Project
from annotator.store.snapshot import snapshot


class ReviewFigures(QObject):
    """`found` carries the Figure of alpha each time the review was read; `failed` says why there is none.

    Decisions leave it as it is, as claims count as they were before them, so that nothing is worked out anew.
    """

    found = Signal(object)
    failed = Signal(str)

    def __init__(self, review: Review, project: Project, runner: Runner, parent: QObject) -> None:
        super().__init__(parent)
        self._review, self._project, self._runner = review, project, runner
        self._waiting = 0
        self._is_stopped = False
        review.queue.read.connect(self._on_queue_read)

    @property
    def is_working(self) -> bool:
        """Whether a figure is being worked out."""
        return self._waiting > 0

    def begin(self) -> None:
        """Begin where the review is read already; else that waits until it is."""
        if not self._review.queue.is_reading:
            self._ask()

    def stop(self) -> None:
        """Say nothing any more; nothing runs when this returns."""
        self._waiting, self._is_stopped = 0, True
        self._runner.close()

    def _ask(self) -> None:
        """Work it out in the worker, and let go what is being worked out."""
        if self._waiting:
            self._runner.cancel()
        self._waiting += 1
        self._runner.start(
            self.tr("Comparing annotators"),
            self._answer,
            done=self._on_done,
            failed=self._on_failed,
            is_quiet=True,
        )

    def _answer(self, job: Job) -> Figure:
        """Runs in the worker, on a copy: a long read of the file would make decisions wait."""
        # What compares annotators is loaded here, so that opening a review does not wait for it.
        from annotator.exchange.agreement.measuring import label_agreement

        with closing(self._project.companion(read_only=True)) as project, snapshot(project, job) as still:
            return label_agreement(job, still)

    def _on_done(self, figure: Figure) -> None:
        self._waiting -= 1
        if not self._waiting:
            self.found.emit(figure)

    def _on_failed(self, error: Exception) -> None:
        self._waiting -= 1
        if not isinstance(error, ClaimdeskError):
            raise error
        if not self._waiting and not isinstance(error, Cancelled):
            self.failed.emit(str(error))

    @Slot()
    def _on_queue_read(self) -> None:
        if not self._is_stopped:
            self._ask()
