"""Finds out beside the window what annotations a file holds, and takes them in as a person said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import field
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from annotator.desk.jobs import Questions, Runner
from annotator.domain.errors import Cancelled, ClaimdeskError
from annotator.domain.immutable import immutable
from annotator.domain.records import Label
from annotator.domain.work import Job
from annotator.exchange.annotation_reading import AnnotationReading
from annotator.exchange.annotations.foreign import Measure
from annotator.exchange.annotations.survey import FileSurvey, survey
from annotator.exchange.annotations.taking_in import TakenIn, bring_in
from annotator.exchange.annotations.translation import (
    Translation,
    is_name,
    known_labels,
    known_people,
    people_named,
)
from annotator.store.project import Project


@immutable
class Proposal:
    """What a file holds, and what of it is clear: labels to keys of the project, annotators to names."""

    found: FileSurvey
    labels: Mapping[str, str]
    people: Mapping[str, str]
    offered: tuple[Label, ...]


@immutable
class AnnotationAnswers:
    """What a person says: labels to keys of the project or LEFT_OUT, annotators to names."""

    labels: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    measure: Measure | None = None


class AnnotationStudy(QObject):
    """`surveyed` carries a Proposal, `taken_in` a TakenIn. Only the newest question is answered."""

    surveyed = Signal(object)
    taken_in = Signal(object)
    failed = Signal(str)

    def __init__(
        self, project: Project, annotator_id: str, path: Path, runner: Runner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._project = project
        self._annotator_id = annotator_id
        self._path = path
        self._runner = runner
        self._questions = Questions(runner)
        # What was surveyed is read again by the process that is there already.
        self._reading = AnnotationReading()

    def survey(self, format_name: str, measure: Measure | None) -> None:
        """Read all of the file in this format; what was being read is stopped."""
        work = partial(self._survey, format_name, measure)
        self._start(self.tr("Reading annotations"), work, self.surveyed.emit)

    def take_in(self, proposal: Proposal, answers: AnnotationAnswers) -> None:
        """Bring in what was surveyed."""
        work = partial(self._take_in, proposal.found, answers)
        self._start(self.tr("Importing annotations"), work, self.taken_in.emit)

    def cancel(self) -> None:
        """Stop; what came in before stays, and is told."""
        self._runner.cancel()

    def stop(self) -> None:
        """Say nothing any more, as nobody is looking."""
        self._questions.drop()
        self._runner.close()
        self._reading.close()

    def _start(self, title: str, work: Callable[[Job], object], done: Callable[[object], None]) -> None:
        self._runner.cancel()
        self._questions.ask(title, work, answered=done, failed=self._on_failed)

    def _on_failed(self, error: ClaimdeskError) -> None:
        self.failed.emit(
            self.tr("Stopped. Nothing was imported.") if isinstance(error, Cancelled) else str(error)
        )

    def _survey(self, format_name: str, measure: Measure | None, job: Job) -> Proposal:
        with closing(self._project.companion(read_only=True)) as project:
            found = survey(job, project, self._reading.file(self._path, format_name), measure=measure)
            known = known_people(project, found.people)
            is_blind = project.database.sight.is_blind
            may_join = {name for name in found.people if is_name(name) and not is_blind}
            people = {name: name if name in known or name in may_join else "" for name in found.people}
            labels = known_labels(project, found.labels, format_name=format_name)
            return Proposal(found, labels, people, project.labels())

    def _take_in(self, found: FileSurvey, answers: AnnotationAnswers, job: Job) -> TakenIn:
        with closing(self._project.companion()) as project:
            ids = people_named(project, answers.people)
            translation = Translation(answers.labels, ids, answers.measure)
            return bring_in(job, project, found, translation, annotator_id=self._annotator_id)
