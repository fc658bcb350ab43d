"""The window: panes, menus, and one block of connections between what people wish and what the desk does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QMainWindow

from annotator.desk.intake import Intake
from annotator.desk.session import Session
from annotator.desk.setting_values import WindowPlace
from annotator.desk.workbench import Workbench
from annotator.views.actions import ActionTable
from annotator.views.appearance import Appearance
from annotator.views.article_view import ArticleView
from annotator.views.claim_panel import ClaimPanel
from annotator.views.commands import bind, desk_commands
from annotator.views.exchange_windows import ExchangeWindows
from annotator.views.finder import Finder
from annotator.views.foreground import come_forward
from annotator.views.inspection import Inspection
from annotator.views.inspector import Inspector
from annotator.views.menus_at import ContextMenus
from annotator.views.open_dialogs import OpenDialogs
from annotator.views.pages import Pages
from annotator.views.parts import Parts
from annotator.views.project_doors import ProjectDoors
from annotator.views.queue_pane import QueuePane
from annotator.views.reading_column import ReadingColumn
from annotator.views.showing import Showing
from annotator.views.start_page import StartPage
from annotator.views.status_bar import StatusBar
from annotator.views.theme import Theme
from annotator.views.window_commands import WindowCommands
from annotator.views.windows import Windows
from annotator.views.workspace import Arrangement, Workspace

_FRAME = QSize(8, 40)
"""Roughly what the desktop draws around a window, without which one as large as the screen loses a line."""

_IN_INSPECTOR = (
    "claim.label.",
    "claim.less_sure",
    "claim.more_sure",
    "claim.note",
    "claim.flag",
    "claim.edge_",
)
"""What keys do in the inspector: what its fields show, and nothing that moves in the text or takes away."""


class MainWindow(QMainWindow):
    """Makes everything that is seen; `close` puts the project away and waits for long work."""

    def __init__(self, bench: Workbench, session: Session, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.setAcceptDrops(True)
        self.bench, self.session = bench, session
        values = bench.settings.values
        self.table = ActionTable(self, values.keys, preset=values.key_preset)
        self.parts = parts = self._made_parts(theme)
        self.doors = ProjectDoors(self, bench, session, parts.intake)
        self.appearance = Appearance(parts.article, theme, bench, self.table)
        dialogs = OpenDialogs()
        self.windows = Windows(parts, dialogs)
        self.exchange = ExchangeWindows(parts, dialogs)
        self.menus = ContextMenus(parts)
        self.showing = Showing(parts)
        # After what shows another article: only then can what was found in it be lit.
        self.finder = Finder(parts.reading.find_bar, parts.article, bench)
        self.inspection = Inspection(parts.inspector, bench)
        self.commands = WindowCommands(
            parts,
            doors=self.doors,
            windows=self.windows,
            exchange=self.exchange,
            appearance=self.appearance,
            finder=self.finder,
        )
        self._build()
        self._connect_article()
        self._connect_panes()
        self._connect_frame()
        self.showing.show_start_page()

    def _made_parts(self, theme: Theme) -> Parts:
        bench, session = self.bench, self.session
        article = ArticleView(theme, self._matcher("article"))
        claims = ClaimPanel(theme, self._matcher("article"))
        inspector = Inspector(theme, self._matcher("article", only=_IN_INSPECTOR))
        queue = QueuePane(theme, self._matcher("queue"))
        reading = ReadingColumn(article, theme)
        start_page = StartPage(theme)
        workspace = Workspace(queue, reading, claims, inspector)
        return Parts(
            window=self,
            bench=bench,
            session=session,
            intake=Intake(bench, session),
            theme=theme,
            table=self.table,
            pages=Pages(start_page, workspace, reading, theme),
            start_page=start_page,
            workspace=workspace,
            reading=reading,
            article=article,
            claims=claims,
            inspector=inspector,
            queue=queue,
            status=StatusBar(),
        )

    def _build(self) -> None:
        parts = self.parts
        self.setCentralWidget(parts.pages)
        self.setStatusBar(parts.status)
        self.table.fill(self.menuBar())
        for commands in (desk_commands(self.bench), self.appearance.commands(), self.commands.all()):
            bind(self.table, commands, self.bench.attempt)
        self.setMinimumSize(640, 480)
        place = self.bench.settings.values.window
        room = self.screen().availableGeometry().size() - _FRAME
        self.resize(QSize(place.width, place.height).boundedTo(room))
        self.parts.workspace.restore(place.panes, place.hidden)
        if place.maximised:
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def _connect_article(self) -> None:
        article, bench, attempt = self.parts.article, self.bench, self.bench.attempt
        article.action_requested.connect(self.commands.trigger)
        article.claim_clicked.connect(lambda id_: attempt(lambda: bench.movement.to_claim(id_)))
        article.clause_requested.connect(lambda at: attempt(lambda: bench.selection.take_clause(at)))
        article.context_requested.connect(self.menus.show_for_article)
        article.edge_dragged.connect(self.commands.drag_edge)
        article.grow_requested.connect(lambda at: attempt(lambda: bench.selection.grow_at(at)))
        article.span_selected.connect(lambda span: attempt(lambda: bench.movement.to_span(span)))
        article.unit_added.connect(lambda index: attempt(lambda: bench.selection.add_unit(index)))
        article.unit_clicked.connect(lambda index: attempt(lambda: bench.movement.to_unit(index)))

    def _connect_panes(self) -> None:
        parts, bench, doors, attempt = self.parts, self.bench, self.doors, self.bench.attempt
        article, claims, inspector, queue = parts.article, parts.claims, parts.inspector, parts.queue
        claims.action_requested.connect(self.commands.trigger)
        claims.claim_opened.connect(lambda _id: self.table.action("claim.inspect").trigger())
        claims.claim_selected.connect(lambda id_: attempt(lambda: bench.movement.to_claim(id_)))
        claims.claims_selected.connect(self._on_claims_claims_selected)
        claims.menu_requested.connect(self.menus.show_for_claim)
        claims.text_focus_requested.connect(article.setFocus)
        inspector.action_requested.connect(self.commands.trigger)
        inspector.edge_requested.connect(self.commands.choose_edge)
        inspector.text_focus_requested.connect(article.setFocus)
        queue.action_requested.connect(self.commands.trigger)
        queue.article_requested.connect(self.commands.open_article)
        queue.import_requested.connect(lambda: attempt(doors.import_articles))
        queue.menu_requested.connect(self.menus.show_for_queue)
        queue.text_focus_requested.connect(article.setFocus)
        parts.reading.empty.button.clicked.connect(lambda: attempt(doors.import_articles))
        parts.workspace.rearranged.connect(self._on_workspace_rearranged)

    def _connect_frame(self) -> None:
        parts, bench, doors, attempt = self.parts, self.bench, self.doors, self.bench.attempt
        start = parts.start_page
        start.import_requested.connect(lambda: attempt(doors.import_articles))
        start.locate_requested.connect(doors.locate)
        start.new_project_requested.connect(doors.new_project)
        start.open_requested.connect(doors.open_project)
        start.recent_requested.connect(lambda path: attempt(lambda: doors.open_path(path)))
        start.remove_requested.connect(self.showing.forget_recent)
        start.sample_requested.connect(lambda: attempt(doors.open_sample))
        self.session.bell.rung.connect(lambda: come_forward(self))
        status = parts.status
        status.cancel_requested.connect(bench.runner.cancel)
        status.history_requested.connect(lambda: attempt(self.windows.show_history))
        status.undecided_requested.connect(lambda: attempt(lambda: bench.movement.to_undecided(1)))
        status.zoom_requested.connect(self.table.action("view.zoom_reset").trigger)

    @Slot()
    def _on_workspace_rearranged(self) -> None:
        """Over stacked panes the window's title is enough, and the text gets the line."""
        is_stacked = self.parts.workspace.arrangement is Arrangement.STACKED
        self.parts.reading.set_title_shown(shown=not is_stacked)
        self.parts.article.follow()

    @Slot(list)
    def _on_claims_claims_selected(self, claim_ids: list[str]) -> None:
        self.bench.chosen.choose(claim_ids)
        self.inspection.show()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Holding a key in any pane hides the marks; letting go shows them."""
        if not event.isAutoRepeat():
            self.appearance.peek(hidden=False)
        super().keyReleaseEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        mime = event.mimeData()
        if mime.hasText() or any(url.isLocalFile() for url in mime.urls()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.parts.status.showMessage(self.tr("Let go to open or import what you hold here."))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.parts.status.clearMessage()

    def dropEvent(self, event: QDropEvent) -> None:
        """Files and folders are opened or imported, a piece of text becomes an article."""
        self.parts.status.clearMessage()
        mime = event.mimeData()
        paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        text = mime.text()
        event.acceptProposedAction()
        if paths:
            self.bench.attempt(lambda: self.doors.take_in(paths))
        else:
            self.bench.attempt(lambda: self.doors.take_in_text(text))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing is asked: everything is saved already."""
        workspace = self.parts.workspace
        panes = workspace.sizes or self.bench.settings.values.window.panes
        place = WindowPlace(self.width(), self.height(), self.isMaximized(), panes, workspace.put_away)
        self.bench.settings.change(window=place)
        self.bench.runner.close()
        self.session.close()
        super().closeEvent(event)

    def _matcher(self, context: str, *, only: tuple[str, ...] = ("",)) -> Callable[[QKeyEvent], str | None]:
        """What finds the action of a key in a pane, among those whose id starts with one of `only`."""

        def match(event: QKeyEvent) -> str | None:
            """The action of a key; "" where it is held and its action is not made to repeat."""
            action_id = self.table.match(event, context)
            if action_id and not action_id.startswith(only):
                return None
            if action_id and event.isAutoRepeat() and not self.table.action(action_id).autoRepeat():
                return ""
            return action_id

        return match
