"""Works out beside the window how far the annotators of the open project agree."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from functools import partial

from PySide6.QtCore import QObject, Signal

from annotator.desk.jobs import Questions, Runner
from annotator.domain.errors import Cancelled, ClaimdeskError, Refused
from annotator.domain.review.letters import letters_for_all
from annotator.domain.work import Job
from annotator.exchange.agreement.measuring import ProjectAgreement, measured
from annotator.exchange.agreement.question import Question, terms_of
from annotator.store.project import Project
from annotator.store.snapshot import snapshot
from annotator.store.team_settings import team_settings


class AgreementStudy(QObject):
    """`answered` carries a ProjectAgreement. Only the newest question is answered.

    What was asked before of a project that nobody changed since is answered without counting again.
    """

    answered = Signal(object)
    failed = Signal(str)

    def __init__(self, project: Project, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._questions = Questions(runner)
        self._last: ProjectAgreement | None = None

    def ask(self, question: Question = Question()) -> None:  # noqa: B008 - frozen
        """Count in the worker. Raises Refused for whoever works blind."""
        if self._project.database.sight.is_blind:
            raise Refused(
                self.tr(
                    "You work blind here, so nothing is compared with the work of others. "
                    "Nothing was changed. The lead of the project sees how far annotators agree."
                )
            )
        self._questions.ask(
            self.tr("Comparing annotators"),
            partial(self._answer, question),
            answered=self.answered.emit,
            failed=self._on_failed,
        )

    def stop(self) -> None:
        """Say nothing any more, as nobody is looking."""
        self._questions.drop()

    def letters(self, agreement: ProjectAgreement) -> Mapping[str, str]:
        """What stands for those who take part while names are hidden, by id, in the letters' order."""
        return letters_for_all(agreement.participants, seed=team_settings(self._project).seed)

    def _answer(self, question: Question, job: Job) -> ProjectAgreement:
        """Runs in the worker, on a copy: a long read of the file would make decisions wait."""
        with closing(self._project.companion(read_only=True)) as project:
            last = self._last
            if last is not None and last.terms == terms_of(project, question):
                return last
            with snapshot(project, job) as still:
                self._last = last = measured(job, still, question)
                return last

    def _on_failed(self, error: ClaimdeskError) -> None:
        if not isinstance(error, Cancelled):
            self.failed.emit(str(error))
