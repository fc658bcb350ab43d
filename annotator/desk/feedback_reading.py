"""Reads beside the window what others decided about the work of one annotator."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from functools import partial

from PySide6.QtCore import QObject, Signal

from annotator.desk.jobs import Questions, Runner
from annotator.domain.errors import Cancelled, ClaimdeskError
from annotator.domain.feedback import Feedback, Saying
from annotator.domain.immutable import immutable
from annotator.domain.work import Job
from annotator.exchange.packs.feedback import taken_feedback
from annotator.store.project import Project
from annotator.store.read_marks import read_marks
from annotator.store.team_settings import team_settings


@immutable
class Told:
    """A decision in words. `said` and `decided` are names of labels, each with its words."""

    feedback: Feedback
    title: str
    words: str
    said: tuple[tuple[str, str], ...]
    decided: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...]
    is_new: bool


@immutable
class FeedbackRead:
    """Decisions, newest first: those that confirm her, or all others. `until` is the time of the newest."""

    told: tuple[Told, ...]
    confirms: bool
    until: str


class FeedbackReading(QObject):
    """`read` carries a FeedbackRead, `failed` words."""

    read = Signal(object)
    failed = Signal(str)

    def __init__(
        self, project: Project, annotator_id: str, runner: Runner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._project = project
        self._annotator_id = annotator_id
        self._runner = runner
        self._questions = Questions(runner)

    def ask(self, *, confirms: bool = False) -> None:
        """Read what was decided otherwise than she had it, or what `confirms` her.

        Only the newest question is answered.
        """
        self._runner.cancel()
        title, work = self.tr("Reading decisions"), partial(self._read, confirms=confirms)
        self._questions.ask(title, work, answered=self.read.emit, failed=self._on_failed, is_quiet=True)

    def stop(self) -> None:
        """Say nothing any more."""
        self._questions.drop()
        self._runner.close()

    def _read(self, job: Job, *, confirms: bool) -> FeedbackRead:
        with closing(self._project.companion(read_only=True)) as project:
            found = taken_feedback(project, self._annotator_id, job=job)
            wording = _Wording(project, self._annotator_id)
            told = []
            for one in found:
                job.check()
                if one.is_told and one.confirms == confirms:
                    told.append(wording.told(one))
            return FeedbackRead(tuple(told), confirms, found[0].decided_at if found else "")

    def _on_failed(self, error: ClaimdeskError) -> None:
        if not isinstance(error, Cancelled):
            self.failed.emit(str(error))


def count_unread(project: Project, annotator_id: str, job: Job) -> int:
    """How many decisions otherwise than she had it are new to her."""
    found = taken_feedback(project, annotator_id, since=read_marks(project, annotator_id).feedback, job=job)
    return sum(one.is_told and not one.confirms for one in found)


class _Wording:
    """Puts decisions in words, of the project's labels, reasons and articles."""

    def __init__(self, project: Project, annotator_id: str) -> None:
        self._articles = project.articles
        self._seen = read_marks(project, annotator_id).feedback
        self._reasons: Mapping[str, str] = {
            reason.key: reason.text for reason in team_settings(project).reasons
        }
        self._labels: Mapping[str, str] = {label.key: label.name for label in project.labels()}
        self._titles: dict[str, str] = {}

    def told(self, one: Feedback) -> Told:
        return Told(
            one,
            self._title(one.article_id),
            self._articles.words(one.article_id, one.start, one.end),
            tuple(self._in_words(one, saying) for saying in one.said),
            tuple(self._in_words(one, saying) for saying in one.decided),
            tuple(self._reasons.get(key, key) for key in one.reasons),
            one.decided_at > self._seen,
        )

    def _title(self, article_id: str) -> str:
        if article_id not in self._titles:
            article = self._articles.get(article_id)
            self._titles[article_id] = article.title if article else ""
        return self._titles[article_id]

    def _in_words(self, one: Feedback, saying: Saying) -> tuple[str, str]:
        words = (self._articles.words(one.article_id, span.start, span.end) for span in saying.spans)
        return self._labels.get(saying.label, saying.label), " … ".join(words)
