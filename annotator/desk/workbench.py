"""Everything that acts on one desk, made together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Slot

from annotator.desk.breaks import Breaks
from annotator.desk.chosen import Chosen
from annotator.desk.decisions import Decisions
from annotator.desk.desk import Desk
from annotator.desk.details import Details
from annotator.desk.drafts import DroppedDraft
from annotator.desk.guidelines import Guidelines
from annotator.desk.history import History
from annotator.desk.jobs import Runner
from annotator.desk.movement import Movement
from annotator.desk.my_feedback import MyFeedback
from annotator.desk.notices import Answer, Notice, Notices, Severity
from annotator.desk.queue import Queue
from annotator.desk.selection import Selection
from annotator.desk.settings import Settings
from annotator.desk.trail import Trail
from annotator.desk.unsaved import Unsaved
from annotator.domain.changes import Changes, Kind
from annotator.domain.errors import ArticleUnavailable, Unavailable
from annotator.domain.steps import Step, Verb

_TAKEN_AWAY: Final = (Verb.DELETE, Verb.EXCLUDE)

_UNDO: Final = "undo"
"""The notice whose button takes back the last step: it goes as soon as another step is the last."""

_DRAFT: Final = "draft"
_SETTINGS: Final = "settings"
_ELSEWHERE: Final = "elsewhere"


class Workbench(QObject):
    """The desk with its verbs, and what they share: settings, notices, long work."""

    def __init__(self, settings: Settings, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self.runner = runner
        self.notices = Notices(self)
        self.desk = Desk(self)
        self.unsaved = Unsaved(self.desk, self.notices)
        self.chosen = Chosen(self.desk)
        self.movement = Movement(self.desk)
        self.selection = Selection(self.desk)
        self.decisions = Decisions(self.desk, self.chosen)
        self.details = Details(self.desk, self.chosen)
        self.history = History(self.desk)
        self.queue = Queue(self.desk)
        self.trail = Trail(self.desk)
        self.guidelines = Guidelines(self.desk)
        self.feedback = MyFeedback(self.desk, runner)
        self.breaks = Breaks(settings.values.break_after, self)
        self.decisions.goes_on = settings.values.after_label
        self.notices.helps.append(self._ways_on)
        settings.changed.connect(self._on_settings_changed)
        settings.not_kept.connect(self._on_settings_not_kept)
        self.movement.blocked.connect(self.notices.tell)
        self.decisions.told.connect(self.notices.passing)
        self.history.went_elsewhere.connect(self._on_history_went_elsewhere)
        self.desk.committed.connect(self._on_desk_committed)
        self.desk.changed.connect(self._on_desk_changed)
        self.desk.changed.connect(self.breaks.work)
        self.desk.draft_dropped.connect(self._on_desk_draft_dropped)

    def attempt(self, act: Callable[[], object]) -> bool:
        """Do `act` and say whether it was done; what is in its way is told, with a button to try again."""
        return self.notices.attempt(act, retry=self.tr("Try Again"))

    def is_in_sight(self, changes: Changes) -> bool:
        """Whether who shows the open article has to look at `changes`."""
        sheet = self.desk.sheet
        return changes.concerns(sheet.article.id if sheet else "")

    def _ways_on(self, error: Unavailable, _act: Callable[[], object]) -> tuple[Answer, ...]:
        """Past an article that can't be read, where the queue may not be in sight."""
        if not isinstance(error, ArticleUnavailable):
            return ()
        if self.queue.has(1):
            return (Answer(self.tr("Next Article"), lambda: self._go_on(1)),)
        if self.queue.has(-1):
            return (Answer(self.tr("Previous Article"), lambda: self._go_on(-1)),)
        return ()

    def _go_on(self, step: int) -> None:
        self.attempt(lambda: self.queue.by(step))

    @Slot(object)
    def _on_settings_changed(self, names: frozenset[str]) -> None:
        if "after_label" in names:
            self.decisions.goes_on = self.settings.values.after_label
        if "break_after" in names:
            self.breaks.after = self.settings.values.break_after

    @Slot(str)
    def _on_settings_not_kept(self, text: str) -> None:
        self.notices.tell(Notice(text, key=_SETTINGS, severity=Severity.WARNING))

    @Slot(str)
    def _on_history_went_elsewhere(self, text: str) -> None:
        said = self.tr("This was done here: %1. Press the same keys again to take it back.")
        self.notices.tell(Notice(said.replace("%1", text), key=_ELSEWHERE, passing=True))

    @Slot(object)
    def _on_desk_committed(self, step: Step) -> None:
        for key in ("refused", "unavailable", _ELSEWHERE):
            self.notices.withdraw(key)
        if step.verb in _TAKEN_AWAY:
            undo = Answer(self.tr("Undo"), self._undo)
            words = self.history.words(step)
            self.notices.tell(Notice(words, key=_UNDO, answers=(undo,), passing=True))
        else:
            self.notices.withdraw(_UNDO)

    @Slot(object)
    def _on_desk_changed(self, changes: Changes) -> None:
        if changes.has(Kind.DESK) and not changes.article_id:
            self.notices.withdraw(_UNDO)
            self.notices.withdraw(_DRAFT)
        elif changes.has(Kind.DESK):
            self.notices.withdraw(ArticleUnavailable.topic)

    @Slot(object)
    def _on_desk_draft_dropped(self, dropped: DroppedDraft) -> None:
        said = self.tr("The claim here got no label, so its note and how sure you are were not kept.")
        undo = Answer(self.tr("Undo"), lambda: self._take_up(dropped))
        self.notices.tell(Notice(said, key=_DRAFT, answers=(undo,), passing=True))

    def _take_up(self, dropped: DroppedDraft) -> None:
        self.notices.attempt(lambda: self.details.take_up(dropped))

    def _undo(self) -> None:
        self.notices.attempt(self.history.undo)
