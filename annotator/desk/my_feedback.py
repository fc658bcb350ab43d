"""What others decided about the work of the annotator at the desk, and giving such decisions out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal, Slot

from annotator.desk.desk import Desk
from annotator.domain.changes import Changes, Kind
from annotator.domain.errors import Refused
from annotator.domain.feedback import Feedback, Saying
from annotator.domain.records import Role
from annotator.exchange.packs.feedback import taken_feedback
from annotator.store.feedback import give_back, given_back_at
from annotator.store.read_marks import keep_read_marks, read_marks
from annotator.store.team import has_lead
from annotator.store.team_settings import team_settings


@dataclass(frozen=True, slots=True)
class Told:
    """A decision in words. `said` and `decided` are names of labels, each with its words."""

    feedback: Feedback
    title: str
    words: str
    said: tuple[tuple[str, str], ...]
    decided: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...]
    is_new: bool


class MyFeedback(QObject):
    """Only her own claims are in it, and nobody's name. `changed` says that it may be different."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        desk.changed.connect(self._on_desk_changed)

    def told(self, *, with_confirmed: bool = False) -> list[Told]:
        """What was decided otherwise than she had it, newest first; also what was decided alike if asked."""
        if not self._desk.has_annotator:
            return []
        project, me = self._desk.project, self._desk.annotator.id
        seen = read_marks(project, me).feedback
        texts = {reason.key: reason.text for reason in team_settings(project).reasons}
        return [
            self._told(one, texts, is_new=one.decided_at > seen)
            for one in taken_feedback(project, me)
            if one.is_told and (with_confirmed or not one.confirms)
        ]

    @property
    def unread(self) -> int:
        """How many decisions otherwise than she had it are new to her."""
        if not self._desk.has_annotator:
            return 0
        project, me = self._desk.project, self._desk.annotator.id
        found = taken_feedback(project, me, since=read_marks(project, me).feedback)
        return sum(one.is_told and not one.confirms for one in found)

    def mark_read(self) -> None:
        """Remember that she has seen all that is told until now."""
        if not self._desk.has_annotator:
            return
        project, me = self._desk.project, self._desk.annotator.id
        marks = read_marks(project, me)
        found = taken_feedback(project, me, since=marks.feedback)
        if found:
            keep_read_marks(project, me, replace(marks, feedback=found[0].decided_at))
            self.changed.emit()

    def go_to(self, told: Told) -> None:
        """Open the article of a decision at its sentence."""
        self._desk.open_article(told.feedback.article_id, unit_start=told.feedback.start)

    @property
    def given_back_at(self) -> str:
        """When results were given out last (UTC, ISO 8601); "" where never."""
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
        self.check_may_give_back()
        give_back(self._desk.project)
        self.changed.emit()

    def _told(self, one: Feedback, texts: Mapping[str, str], *, is_new: bool) -> Told:
        project = self._desk.project
        article = project.articles.get(one.article_id)
        return Told(
            one,
            article.title if article else "",
            project.articles.words(one.article_id, one.start, one.end),
            tuple(self._in_words(one, saying) for saying in one.said),
            tuple(self._in_words(one, saying) for saying in one.decided),
            tuple(texts.get(key, key) for key in one.reasons),
            is_new,
        )

    def _in_words(self, one: Feedback, saying: Saying) -> tuple[str, str]:
        names = {label.key: label.name for label in self._desk.labels}
        words = (
            self._desk.project.articles.words(one.article_id, span.start, span.end) for span in saying.spans
        )
        return names.get(saying.label, saying.label), " … ".join(words)

    @Slot(object)
    def _on_desk_changed(self, changes: Changes) -> None:
        if changes.has(Kind.DESK) and not changes.article_id:
            self.changed.emit()
