"""The team of the open project: who is in it, in which role, with which articles, and what holds for all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from annotator.desk.workbench import Workbench
from annotator.domain.errors import ClaimdeskError, Refused
from annotator.domain.records import Annotator, Label, Role
from annotator.domain.steps import Step
from annotator.domain.team_steps import give_role, take_lead
from annotator.domain.work import Job
from annotator.store.allotting import Allotment, plan_allotment, write_allotment
from annotator.store.team import Workload, persons, work_counts, workloads
from annotator.store.team_settings import TeamSettings, keep_team_settings, reasons_of, team_settings


class Team(QObject):
    """`changed` says that something may be different now, `failed` carries why a wish was not met.

    `planned` carries the Allotment that would be made; `counted` says that the numbers of `loads` are new.
    """

    changed = Signal()
    planned = Signal(object)
    counted = Signal()
    failed = Signal(str)

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._project = bench.desk.project
        self._counts: dict[str, tuple[int, int]] | None = None
        self._question = 0
        self._is_over = False

    @property
    def settings(self) -> TeamSettings:
        return team_settings(self._project)

    @property
    def labels(self) -> tuple[Label, ...]:
        return self._project.labels()

    @property
    def loads(self) -> list[Workload]:
        """Everybody with what she has to do and has done; of others nothing where she may not see it.

        The numbers are those that were counted last.
        """
        return workloads(self._project, self._counts)

    @property
    def leads(self) -> list[Annotator]:
        return [person for person in persons(self._project) if person.role is Role.LEAD]

    @property
    def is_mine_to_change(self) -> bool:
        """Whether who is at the desk decides for the team: as a lead, or as anybody where there is none."""
        if self._project.read_only or not self._bench.desk.has_annotator:
            return False
        leads = self.leads
        return not leads or any(lead.id == self._bench.desk.annotator.id for lead in leads)

    def count(self) -> None:
        """Count beside the window what everybody has to do and has done; only the newest wish is met."""
        self._question = question = self._question + 1

        def work(_job: Job) -> dict[str, tuple[int, int]]:
            with closing(self._project.companion(read_only=True)) as project:
                return work_counts(project)

        def answer(found: dict[str, tuple[int, int]]) -> None:
            if question == self._question and not self._is_over:
                self._counts = found
                self.counted.emit()

        self._bench.runner.start(
            self.tr("Counting articles"), work, done=answer, failed=self._tell, is_quiet=True
        )

    def stop(self) -> None:
        """Say nothing any more, as nobody is looking; articles that are being allotted still are."""
        self._is_over = True

    def change(self, **values: Any) -> None:  # noqa: ANN401 - each as the field of TeamSettings
        """Let some settings hold from now on."""
        self._attempt(partial(self._change, values))

    def change_reasons(self, texts: Sequence[str]) -> None:
        """Offer these reasons in review; those that stay keep their keys."""
        self._attempt(lambda: self._change({"reasons": reasons_of(texts, self.settings.reasons)}))

    def join(self, name: str) -> None:
        """Let somebody join who is not at the desk."""
        self._attempt(lambda: self._project.join(name))

    def take_lead(self) -> None:
        """Make who is at the desk the first lead."""
        desk = self._bench.desk
        self._attempt(lambda: self._write_role(take_lead(persons(self._project), desk.annotator)))

    def give_role(self, annotator_id: str, role: Role) -> None:
        """Say who somebody is in the team."""
        self._attempt(partial(self._give_role, annotator_id, role))

    def plan(self) -> None:
        """Find out what everybody would get; `planned` tells."""
        people = [person for person in persons(self._project) if person.role is Role.ANNOTATOR]
        settings = self.settings

        def work(_job: Job) -> Allotment:
            if not people:
                raise Refused(self.tr("Nobody annotates in this project yet. Add annotators first."))
            with closing(self._project.companion(read_only=True)) as project:
                count, seed = settings.annotators_per_article, settings.seed
                return plan_allotment(project, people, per_article=count, seed=seed)

        self._bench.runner.start(
            self.tr("Planning"), work, done=self._on_planned, failed=self._on_failed, is_quiet=True
        )

    def allot(self, planned: Allotment) -> None:
        """Give everybody what was planned."""
        self._attempt(lambda: self._allot(planned))

    def _allot(self, planned: Allotment) -> None:
        self._check_mine()
        me = self._bench.desk.annotator.id

        def work(job: Job) -> None:
            with closing(self._project.companion()) as project:
                write_allotment(project, planned, by=me, job=job)

        self._bench.runner.start(
            self.tr("Allotting articles"), work, done=self._on_allotted, failed=self._on_failed
        )

    def _attempt(self, act: Callable[[], object]) -> None:
        try:
            act()
        except ClaimdeskError as error:
            self.failed.emit(str(error))
        else:
            self.changed.emit()

    def _change(self, values: dict[str, Any]) -> None:
        self._check_mine()
        keep_team_settings(self._project, replace(self.settings, **values))

    def _give_role(self, annotator_id: str, role: Role) -> None:
        people, me = persons(self._project), self._bench.desk.annotator.id
        found = {person.id: person for person in people}
        self._write_role(give_role(people, found[annotator_id], role, by=found.get(me)))

    def _write_role(self, step: Step) -> None:
        if not step.edits:
            return
        self._project.ledger.commit(step)
        self._sit_down_again()

    def _sit_down_again(self) -> None:
        """Show who is at the desk what she may see now."""
        desk = self._bench.desk
        here = desk.place_in_queue
        desk.take(self._project, self._project.people.get(desk.annotator.id))
        if here and self._bench.queue.place(here):
            desk.open_article(here)
        else:
            self._bench.queue.open_where_left()

    def _check_mine(self) -> None:
        if not self.is_mine_to_change:
            raise Refused(self.tr("Only a lead changes this. Nothing was changed. Ask the lead."))

    def _on_planned(self, planned: Allotment) -> None:
        if not self._is_over:
            self.planned.emit(planned)

    def _on_allotted(self, _nothing: None) -> None:
        self._bench.desk.saved_at = self._project.journal.last_at()
        self._bench.queue.load()
        if not self._is_over:
            self.changed.emit()

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, ClaimdeskError):
            self._bench.queue.load()
        self._tell(error)

    def _tell(self, error: Exception) -> None:
        if not isinstance(error, ClaimdeskError):
            raise error
        if not self._is_over:
            self.failed.emit(str(error))
