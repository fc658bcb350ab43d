"""What changed in my work and in the guidelines, in the article and at the start too; giving results out."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Slot

from annotator.desk.feedback_reading import FeedbackRead, Told
from annotator.desk.jobs import JobRunner
from annotator.desk.notices import Answer, Notice
from annotator.desk.open_feedback import OpenFeedback
from annotator.models.moments import day_and_clock
from annotator.views import count_words
from annotator.views.guidelines.guideline_windows import GuidelineWindows
from annotator.views.open_dialogs import OpenDialogs
from annotator.views.parts import Parts

_NEWS: Final = "news"
_GIVE_BACK: Final = "give_back"


class FeedbackWindows(QObject):
    """Tells the news as soon as somebody sits down."""

    def __init__(self, parts: Parts, dialogs: OpenDialogs) -> None:
        super().__init__(parts.window)
        self._parts, self._dialogs = parts, dialogs
        self.guidelines = GuidelineWindows(parts, dialogs)
        self._bench = parts.bench
        self._unread = 0
        OpenFeedback(self._bench.desk)
        parts.session.opened.connect(self._on_session_opened)
        self._bench.feedback.unread_counted.connect(self._on_feedback_unread_counted)
        self._bench.guidelines.changed.connect(self._on_guidelines_changed)
        parts.session.closed.connect(self._put_away)
        if self._bench.desk.has_project:
            # Made once the text is seen, somebody sits there already.
            self._bench.feedback.count_unread()

    def show(self) -> None:
        """Show what others decided about the work of the annotator at the desk."""
        from annotator.views.feedback_dialog import FeedbackDialog

        # A worker of its own: it must not wait until an import is done.
        runner = JobRunner()
        reading = self._bench.feedback.reading(runner)
        dialog = FeedbackDialog(reading, self._parts.window)
        runner.setParent(dialog)
        reading.setParent(dialog)
        reading.read.connect(self._on_reading_read)
        dialog.finished.connect(reading.stop)
        dialog.sentence_requested.connect(self._on_dialog_sentence_requested)
        self._dialogs.show("feedback", dialog)

    def give_back(self) -> None:
        """Ask whether annotators are to see what was decided, and say what that means."""
        feedback = self._bench.feedback
        feedback.check_may_give_back()
        last = feedback.given_back_at
        when = (
            self.tr("Given out last: {0}.").format(day_and_clock(last))
            if last
            else self.tr("Nothing was given out yet.")
        )
        said = self.tr(
            "Each annotator will see what was decided about her own claims until now, without names and "
            "without anybody else’s claims. Notes and questions are shown as they are written."
        )
        answer = Answer(self.tr("Give Out"), lambda: self._bench.attempt(self._give_back))
        self._bench.notices.tell(Notice(f"{said} {when}", key=_GIVE_BACK, answers=(answer,), asks=True))

    def _give_back(self) -> None:
        self._bench.feedback.give_back()
        self._bench.notices.passing(self.tr("Annotators see the results from their next start on."))

    @Slot(object)
    def _on_dialog_sentence_requested(self, told: Told) -> None:
        if self._bench.attempt(lambda: self._bench.feedback.go_to(told)):
            self._parts.window.activateWindow()
            self._parts.article.setFocus()

    @Slot()
    def _on_session_opened(self) -> None:
        self._put_away()
        self._bench.feedback.count_unread()

    @Slot(object)
    def _on_reading_read(self, found: FeedbackRead) -> None:
        if self._bench.attempt(lambda: self._bench.feedback.mark_read(found.until)):
            self._unread = 0
            self._withdraw_read()

    @Slot()
    def _on_guidelines_changed(self) -> None:
        self._withdraw_read()

    def _withdraw_read(self) -> None:
        """Take the news away once all of it was looked at, by whatever way."""
        if not self._unread and not self._bench.guidelines.unread:
            self._bench.notices.withdraw(_NEWS)

    @Slot(int)
    def _on_feedback_unread_counted(self, decided: int) -> None:
        self._unread = decided
        changed = self._bench.guidelines.unread
        parts, answers = [], []
        if decided:
            parts.append(count_words.decisions_on_claims(decided))
            answers.append(Answer(self.tr("What Changed"), lambda: self._bench.attempt(self.show)))
        if changed:
            parts.append(count_words.guideline_changes(changed))
            show = self.guidelines.show
            answers.append(Answer(self.tr("Guidelines"), lambda: self._bench.attempt(show)))
        if parts:
            said = self.tr("New to you: {0}.").format(", ".join(parts))
            self._bench.notices.tell(Notice(said, key=_NEWS, answers=tuple(answers)))

    @Slot()
    def _put_away(self) -> None:
        self._dialogs.close("feedback")
        for key in (_NEWS, _GIVE_BACK):
            self._bench.notices.withdraw(key)
