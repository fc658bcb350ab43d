"""Works out beside the window what a file with certain choices would hold."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal

from annotator.desk.jobs import Runner
from annotator.domain.errors import Cancelled, ClaimdeskError, Refused
from annotator.domain.immutable import immutable
from annotator.domain.work import Job
from annotator.exchange.choices import ExportChoices
from annotator.exchange.excerpts import excerpt
from annotator.exchange.formats import writer_named
from annotator.exchange.holdings import Survey, survey_for
from annotator.exchange.planning import Plan, plan
from annotator.exchange.proof import Proof, prove
from annotator.exchange.release.rehearsal import Rehearsal
from annotator.store.project import Project

SHOWN: Final = 3
"""How many records are previewed at a time."""
_PROVED_FOR: Final = 0.1
"""Seconds after which a check of offsets lets another job in."""


@immutable
class Preview:
    """Records from number `first` (from 0) on, as they stand in the file; `head` is what comes before all.

    A binary file has none that could be shown.
    """

    plan: Plan
    first: int
    head: str
    records: tuple[str, ...]
    is_binary: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there are claims to write, but none that the format takes."""
        is_shown = not self.is_binary and not writer_named(self.plan.choices.format).by_article
        return is_shown and self.plan.records > 0 and not self.first and not self.records


class ExportPreview(QObject):
    """`answered` carries a Preview, `proved` a Proof of the same plan as far as it has come.

    `rehearsed` carries a Rehearsal where the choices are those of a release.

    The project is surveyed once, and once more where votes are to be counted: what is decided while this
    lives is not counted. Only the newest question is answered.
    """

    answered = Signal(object)
    proved = Signal(object)
    rehearsed = Signal(object)
    failed = Signal(str)

    def __init__(self, project: Project, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._runner = runner
        self._survey: Survey | None = None
        self._generation = 0
        self._plan: Plan | None = None
        self._proof = Proof()
        self._rehearsal: tuple[ExportChoices, Rehearsal] | None = None

    def ask(self, choices: ExportChoices, first: int = 0) -> None:
        """Answer with the records from number `first` on; forget what was asked before."""
        self._generation += 1
        generation = self._generation
        # A rehearsal goes through everything; what else runs is short and knows that it is old.
        self._runner.cancel()
        self._start(
            generation,
            partial(self._answer, generation, choices, first),
            partial(self._on_answer_done, generation),
        )

    def stop(self) -> None:
        """Say nothing any more, as nobody is looking."""
        self._generation += 1

    def _start(self, generation: int, work: partial[object], done: partial[None]) -> None:
        title = self.tr("Preview of the export")
        failed = partial(self._on_failed, generation)
        self._runner.start(title, work, done=done, failed=failed, is_quiet=True)

    def _answer(self, generation: int, choices: ExportChoices, first: int, _job: Job) -> object:
        """Runs in the worker; what was asked meanwhile makes this question old."""
        if generation != self._generation:
            return None
        with closing(self._project.companion(read_only=True)) as project:
            if self._survey is None or not self._survey.serves(choices):
                self._survey = survey_for(project, choices)
            wanted = plan(self._survey, choices)
            first = max(min(first, wanted.records - 1), 0)
            found = excerpt(project, wanted, first=first, count=SHOWN)
        is_binary = writer_named(choices.format).binary
        return Preview(wanted, first, found.head, found.records, is_binary=is_binary)

    def _on_answer_done(self, generation: int, answer: object) -> None:
        if generation != self._generation or not isinstance(answer, Preview):
            return
        is_new = self._plan is None or self._plan.choices != answer.plan.choices
        self._plan = answer.plan
        if is_new:
            self._proof = Proof()
        self.answered.emit(answer)
        self._prove_on(generation)

    def _prove_on(self, generation: int) -> None:
        """Tell how far the check is, and go on with it in a job of its own."""
        if generation != self._generation or self._plan is None:
            return
        self.proved.emit(self._proof)
        if not self._proof.is_whole(self._plan):
            self._start(
                generation,
                partial(self._prove, generation, self._plan, self._proof),
                partial(self._on_prove_done, generation),
            )
        elif self._plan.records and self._plan.choices.is_release:
            self._rehearse_on(generation, self._plan.choices)

    def _rehearse_on(self, generation: int, choices: ExportChoices) -> None:
        """Tell what the release would be; leafing through its records asks for nothing new."""
        if self._rehearsal and self._rehearsal[0] == choices:
            self.rehearsed.emit(self._rehearsal[1])
            return
        self._start(
            generation,
            partial(self._rehearse, generation, choices),
            partial(self._on_rehearse_done, generation, choices),
        )

    def _rehearse(self, generation: int, choices: ExportChoices, job: Job) -> object:
        if generation != self._generation:
            return None
        # The package of releases is loaded when somebody makes one.
        from annotator.exchange.release.publishing import rehearse

        with closing(self._project.companion(read_only=True)) as project:
            try:
                return rehearse(job, project, choices)
            except Refused as error:
                # The records can be seen all the same.
                return Rehearsal((), str(error))

    def _on_rehearse_done(self, generation: int, choices: ExportChoices, rehearsal: object) -> None:
        if generation == self._generation and isinstance(rehearsal, Rehearsal):
            self._rehearsal = (choices, rehearsal)
            self.rehearsed.emit(rehearsal)

    def _prove(self, generation: int, wanted: Plan, so_far: Proof, _job: Job) -> object:
        if generation != self._generation:
            return None
        with closing(self._project.companion(read_only=True)) as project:
            return prove(project, wanted, so_far, seconds=_PROVED_FOR)

    def _on_prove_done(self, generation: int, proof: object) -> None:
        if generation == self._generation and isinstance(proof, Proof):
            self._proof = proof
            self._prove_on(generation)

    def _on_failed(self, generation: int, error: Exception) -> None:
        if generation != self._generation or isinstance(error, Cancelled):
            return
        if not isinstance(error, ClaimdeskError):
            raise error
        self.failed.emit(str(error))
