"""What is told in the window of a review: over the text what passes, above it what stays."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from annotator.desk.notices import Notice, Notices, Severity
from annotator.desk.workbench import Workbench
from annotator.views.actions import ActionTable
from annotator.views.key_words import with_ways
from annotator.views.notice_bar import NoticeBar
from annotator.views.review.review_text import ReviewText
from annotator.views.review.review_words import tr
from annotator.views.toast import Toast


class ReviewTold(QObject):
    """The door for what is in the way of an act, so that it is read where the act was asked for.

    What is told of the project is told here too while this window is in front, and what is not saved always.
    """

    def __init__(
        self, text: ReviewText, bar: NoticeBar, table: ActionTable, bench: Workbench, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._bench = bench
        self._text, self._bar, self._table = text, bar, table
        self._toast = Toast(text)
        self._notices = Notices(self)
        self._notices.listen(self._tell, self._withdraw)
        bar.left.connect(text.setFocus)
        bench.notices.raised.connect(self._on_notices_raised)
        bench.notices.withdrawn.connect(self._withdraw)

    def attempt(self, act: Callable[[], object]) -> bool:
        """Do `act`; tell what is in its way. Returns whether it was done."""
        return self._notices.attempt(act, retry=tr("Try Again"))

    def passing(self, words: str) -> None:
        """Say something about what was just done."""
        self._notices.passing(words)

    def _tell(self, notice: Notice) -> None:
        """Show a notice for as long as it deserves."""
        told = with_ways(self._table, notice)
        if notice.passing and notice.severity is not Severity.ERROR and self._text.isVisible():
            self._toast.show_notice(told)
        else:
            self._bar.show_notice(told)
        self._text.announce(told.text)

    @Slot(object)
    def _on_notices_raised(self, notice: Notice) -> None:
        if self._text.isActiveWindow() or self._bench.desk.withheld.waiting is not None:
            self._tell(notice)

    @Slot(str)
    def _withdraw(self, key: str) -> None:
        self._bar.withdraw(key)
        self._toast.withdraw(key)
