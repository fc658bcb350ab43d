"""The way to the dashboard from the main window, and from the dashboard to what needs a look."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotator.desk.dashboard import Dashboard
from annotator.desk.jobs import JobRunner
from annotator.desk.revealing import remember_reveal
from annotator.views.dashboard.dashboard_dialog import DashboardDialog
from annotator.views.open_dialogs import OpenDialogs
from annotator.views.parts import Parts

if TYPE_CHECKING:
    # The review is loaded when somebody asks for it.
    from annotator.views.review.review_door import ReviewDoor


class DashboardDoor(QObject):
    """`review` gives the door to the review, which is made when it is asked for."""

    def __init__(self, parts: Parts, dialogs: OpenDialogs, review: Callable[[], ReviewDoor]) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._dialogs = dialogs
        self._review = review

    def open(self) -> None:
        """Show how far everybody is. Raises Refused where no project is open."""
        desk, notices = self._parts.bench.desk, self._parts.bench.notices
        project, me = desk.project, desk.annotator if desk.has_annotator else None
        # A worker of its own: it must not wait until an import is done.
        runner = JobRunner()
        dashboard = Dashboard(project, me, runner)
        dialog = DashboardDialog(dashboard, self._parts.theme, self._parts.window)
        runner.setParent(dialog)
        dashboard.setParent(dialog)
        dialog.finished.connect(dashboard.stop)
        dialog.review_requested.connect(lambda: self._parts.bench.attempt(lambda: self._review().open()))
        dialog.copied.connect(notices.passing)
        dialog.reveal_requested.connect(lambda: self._parts.bench.attempt(lambda: self._reveal(dialog)))
        self._follow_review(dialog)
        self._dialogs.show("dashboard", dialog)

    def _reveal(self, dialog: DashboardDialog) -> None:
        remember_reveal(self._parts.bench.desk)
        dialog.reveal()

    def _follow_review(self, dialog: DashboardDialog) -> None:
        """Names that a review has revealed are hidden here no longer."""
        door = self._review()
        if door.window is not None:
            door.review.revealed.connect(dialog.reveal)
            if door.review.is_revealed:
                dialog.reveal()
