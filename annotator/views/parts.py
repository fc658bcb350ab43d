"""The parts of the main window, for those who act on several of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMainWindow

from annotator.desk.intake import Intake
from annotator.desk.session import Session
from annotator.desk.workbench import Workbench
from annotator.views.actions import ActionTable
from annotator.views.article_view import ArticleView
from annotator.views.pages import Pages
from annotator.views.reading_column import ReadingColumn
from annotator.views.status_bar import StatusBar
from annotator.views.theme import Theme
from annotator.views.workspace import Workspace

if TYPE_CHECKING:
    # What is seen before anybody looks beside the text is loaded first.
    from annotator.views.claim_panel import ClaimPanel
    from annotator.views.inspector import Inspector
    from annotator.views.queue_pane import QueuePane
    from annotator.views.side_panes import SidePanes
    from annotator.views.strip_dock import StripDock


@dataclass(frozen=True)
class Parts:
    """Made once by the main window; the panes beside the text are made when they are first asked for."""

    window: QMainWindow
    bench: Workbench
    session: Session
    intake: Intake
    theme: Theme
    table: ActionTable
    pages: Pages
    workspace: Workspace
    reading: ReadingColumn
    article: ArticleView
    status: StatusBar
    make_side: Callable[[], SidePanes]

    @cached_property
    def side(self) -> SidePanes:
        return self.make_side()

    @cached_property
    def strip_dock(self) -> StripDock:
        """Few stack their panes."""
        from annotator.views.strip_dock import StripDock

        return StripDock(self.article, self.workspace)

    @property
    def claims(self) -> ClaimPanel:
        return self.side.claims

    @property
    def inspector(self) -> Inspector:
        return self.side.inspector

    @property
    def queue(self) -> QueuePane:
        return self.side.queue
