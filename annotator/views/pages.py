"""What fills the window: the start page or the work, and above both the strip of notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from annotator.desk.notices import Notice, Severity
from annotator.views.icons import Colours
from annotator.views.notice_bar import NoticeBar
from annotator.views.reading_column import ReadingColumn

if TYPE_CHECKING:
    # Who opens a project at once does not see it.
    from annotator.views.start_page import StartPage


class Pages(QWidget):
    """Shows one page, and notices where they can be seen: passing ones over the article while it is there."""

    def __init__(self, work: QWidget, reading: ReadingColumn, colours: Colours) -> None:
        super().__init__()
        self.setObjectName("pages")
        self.notices = NoticeBar(colours)
        self._work, self._reading = work, reading
        self._start: StartPage | None = None
        self._is_chosen = False
        self._stack = QStackedWidget()
        self._stack.addWidget(work)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notices)
        column.addWidget(self._stack, 1)
        self.notices.left.connect(self._on_notices_left)

    @property
    def is_working(self) -> bool:
        """Whether the panes of annotating are in sight; not before somebody has chosen what is seen first."""
        return self._is_chosen and self._stack.currentWidget() is self._work

    def show_start_page(self, page: StartPage) -> None:
        """What is seen while no project is open. A problem that has a way out gets the keyboard."""
        if self._start is None:
            self._stack.addWidget(page)
        self._start = page
        self._is_chosen = True
        self._stack.setCurrentWidget(page)
        notice = self.notices.notice
        if notice is not None and _has_way_out(notice):
            self.notices.focus_first()
        else:
            page.focus_first()

    def step(self) -> None:
        """Move the keyboard to the notice over the start page, or from there to the page."""
        if self.notices.isVisible() and not self.notices.has_keyboard:
            self.notices.focus_first()
        elif self._start is not None:
            self._start.focus_first()

    def show_work(self) -> None:
        """The panes of annotating."""
        self._is_chosen = True
        self._stack.setCurrentWidget(self._work)

    def tell(self, notice: Notice) -> None:
        """Show a notice for as long as it deserves."""
        if notice.passing and notice.severity is not Severity.ERROR and self.is_working:
            self._reading.toast.show_notice(notice)
        else:
            self.notices.show_notice(notice)
            if not self.is_working and _has_way_out(notice):
                self.notices.focus_first()
        self._reading.article.announce(notice.text)

    def withdraw(self, key: str) -> None:
        """Take a notice away because it no longer holds."""
        self.notices.withdraw(key)
        self._reading.toast.withdraw(key)

    @Slot()
    def _on_notices_left(self) -> None:
        """A label is the next thing that somebody wants to press."""
        if self.is_working:
            self._reading.focus_first()
        elif self._start is not None:
            self._start.focus_first()


def _has_way_out(notice: Notice) -> bool:
    return notice.severity.is_problem and bool(notice.answers)
