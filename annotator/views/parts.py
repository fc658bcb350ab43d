"""The parts of the main window, for those who act on several of them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QMainWindow

from annotator.desk.intake import Intake
from annotator.desk.session import Session
from annotator.desk.workbench import Workbench
from annotator.views.actions import ActionTable
from annotator.views.article_view import ArticleView
from annotator.views.claim_panel import ClaimPanel
from annotator.views.inspector import Inspector
from annotator.views.pages import Pages
from annotator.views.queue_pane import QueuePane
from annotator.views.reading_column import ReadingColumn
from annotator.views.start_page import StartPage
from annotator.views.status_bar import StatusBar
from annotator.views.theme import Theme
from annotator.views.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Parts:
    """Made once by the main window."""

    window: QMainWindow
    bench: Workbench
    session: Session
    intake: Intake
    theme: Theme
    table: ActionTable
    pages: Pages
    start_page: StartPage
    workspace: Workspace
    reading: ReadingColumn
    article: ArticleView
    claims: ClaimPanel
    inspector: Inspector
    queue: QueuePane
    status: StatusBar
