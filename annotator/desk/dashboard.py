"""What the dashboard shows, worked out beside the window: of the whole project, or of one person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import partial

from PySide6.QtCore import QObject, Signal

from annotator.desk.jobs import Questions, Runner
from annotator.domain.errors import Cancelled, ClaimdeskError
from annotator.domain.immutable import immutable
from annotator.domain.records import Annotator, Label, Role
from annotator.domain.review.letters import letters_for_all
from annotator.domain.work import Job
from annotator.exchange.agreement.question import Question, terms_of
from annotator.exchange.dashboard.overview import Overview, overview
from annotator.exchange.dashboard.pace import Pace
from annotator.store.marked_articles import participants, voters
from annotator.store.project import Project
from annotator.store.team import has_lead
from annotator.store.team_settings import team_settings


class Period(StrEnum):
    """From when on labels and pace are counted."""

    WEEK = "week"
    MONTH = "month"
    ALL = "all"


_DAYS = {Period.WEEK: 7, Period.MONTH: 30}


@immutable
class Shown:
    """An overview with the people and labels that it speaks of; `is_everybody` says whose work it is.

    `letters` stand for people, by id, where it is to be hidden who gave a label.
    """

    overview: Overview
    people: tuple[Annotator, ...]
    labels: tuple[Label, ...]
    is_everybody: bool
    letters: Mapping[str, str]

    @property
    def names(self) -> dict[str, str]:
        """Annotator id to name."""
        return {person.id: person.name for person in self.people}


class Dashboard(QObject):
    """`shown` carries a Shown, `failed` words. Who works blind has nothing but her own day."""

    shown = Signal(object)
    failed = Signal(str)

    def __init__(
        self, project: Project, me: Annotator | None, runner: Runner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._project = project
        self._me = me
        self._runner = runner
        self._questions = Questions(runner)

    @property
    def may_see_everybody(self) -> bool:
        return not self._project.database.sight.is_blind

    @property
    def me(self) -> Annotator | None:
        return self._me

    def ask(self, *, everybody: bool, period: Period) -> None:
        """Work out what there is to show; only the newest question is answered."""
        self._runner.cancel()
        is_everybody = everybody and self.may_see_everybody
        work = partial(self._read, is_everybody=is_everybody, period=period)
        self._questions.ask(self.tr("Dashboard"), work, answered=self.shown.emit, failed=self._on_failed)

    def stop(self) -> None:
        """Say nothing any more."""
        self._questions.drop()
        self._runner.close()

    def _read(self, job: Job, *, is_everybody: bool, period: Period) -> Shown:
        with closing(self._project.companion(read_only=True)) as project:
            people = voters(project) if is_everybody else [self._me] if self._me else []
            found = overview(job, project, terms_of(project, Question()), people, since=_since(period))
            found = replace(found, paces=tuple(self._paces_in_sight(project, found.paces)))
            letters = letters_for_all(
                participants(project).intersection(one.id for one in people), seed=team_settings(project).seed
            )
            return Shown(found, tuple(people), project.labels(), is_everybody, letters)

    def _paces_in_sight(self, project: Project, paces: Iterable[Pace]) -> Iterator[Pace]:
        """Those of everybody for a lead and where nobody leads; else, for reviewers too, one's own."""
        me = project.people.get(self._me.id) if self._me else None
        sees_all = not has_lead(project) or (me is not None and me.role is Role.LEAD)
        return (pace for pace in paces if sees_all or (me is not None and pace.annotator_id == me.id))

    def _on_failed(self, error: ClaimdeskError) -> None:
        if not isinstance(error, Cancelled):
            self.failed.emit(str(error))


def _since(period: Period) -> str:
    days = _DAYS.get(period)
    return (datetime.now(UTC) - timedelta(days=days)).isoformat() if days else ""
