"""The way to the dashboard from the main window, and from the dashboard to what needs a look."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject

from annotator.desk.dashboard import Dashboard
from annotator.desk.jobs import JobRunner
from annotator.views.dashboard.dashboard_dialog import DashboardDialog
from annotator.views.open_dialogs import OpenDialogs
from annotator.views.parts import Parts


class Door(Protocol):
    """Opens the window of a review."""

    def open(self) -> object: ...


class DashboardDoor(QObject):
    """`review` gives the door to the review, which is made when it is asked for."""

    def __init__(self, parts: Parts, dialogs: OpenDialogs, review: Callable[[], Door]) -> None:
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
        self._dialogs.show("dashboard", dialog)
