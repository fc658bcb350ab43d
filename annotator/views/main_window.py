"""The window: panes, menus, and one block of connections between what people wish and what the desk does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QMainWindow

from annotator.desk.action_records import ActionRecord
from annotator.desk.intake import Intake
from annotator.desk.session import Session
from annotator.desk.setting_values import WindowPlace
from annotator.desk.workbench import Workbench
from annotator.views.actions import ActionTable
from annotator.views.appearance import Appearance
from annotator.views.article_view import ArticleView
from annotator.views.bay import Bay
from annotator.views.claim_commands import ClaimCommands
from annotator.views.commands import bind, desk_commands
from annotator.views.foreground import come_forward
from annotator.views.further_windows import FurtherWindows
from annotator.views.menus_at import ContextMenus
from annotator.views.open_dialogs import OpenDialogs
from annotator.views.pages import Pages
from annotator.views.parts import Parts
from annotator.views.project_doors import ProjectDoors
from annotator.views.reading_column import ReadingColumn
from annotator.views.reading_places import ReadingPlaces
from annotator.views.showing import Showing
from annotator.views.status_bar import StatusBar
from annotator.views.tab_stops import stand_before
from annotator.views.theme import Theme
from annotator.views.welcome import Welcome
from annotator.views.window_commands import WindowCommands
from annotator.views.windows import Windows
from annotator.views.workspace import Arrangement, Workspace

if TYPE_CHECKING:
    from annotator.views.side_panes import SidePanes

_FRAME = QSize(8, 40)
"""Roughly what the desktop draws around a window, without which one as large as the screen loses a line."""

_CHORDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)

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
    """Makes everything that is seen; `close` puts the project away and waits for long work.

    Until `furnish`, or until somebody asks for one of them, there is an empty place for each pane beside the
    text; `furnished` says that they are there. What is seen first is chosen by `showing`.
    """

    furnished = Signal()

    def __init__(self, bench: Workbench, session: Session, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.setAcceptDrops(True)
        self.bench, self.session = bench, session
        self._is_furnished = False
        values = bench.settings.values
        self.table = ActionTable(self, values.keys, preset=values.key_preset, offers=_is_offered)
        self.parts = parts = self._made_parts(theme)
        self.doors = ProjectDoors(self, bench, session, parts.intake)
        self.appearance = Appearance(parts.article, theme, bench, self.table)
        dialogs = OpenDialogs(self.table.action("help.contents"))
        self.windows = Windows(parts, dialogs)
        self.further = FurtherWindows(parts, dialogs, self.doors)
        self.menus = ContextMenus(parts)
        self.welcome = Welcome(bench, theme, self.table, pages=parts.pages, doors=self.doors)
        self.showing = Showing(parts, self.welcome)
        ReadingPlaces(parts.article, bench, session)
        self.commands = WindowCommands(
            parts, doors=self.doors, windows=self.windows, appearance=self.appearance
        )
        self.claim_commands = ClaimCommands(parts)
        self._build()
        self._connect_article()
        self._connect_frame()

    def furnish(self) -> None:
        """Make the panes beside the text now, and what listens for imports, exports and news."""
        if not self._is_furnished:
            self._is_furnished = True
            self.parts.side  # noqa: B018 - made by being asked for
            self.parts.article.tips  # noqa: B018 - likewise
            self.further.listen()
            self.furnished.emit()

    def _made_parts(self, theme: Theme) -> Parts:
        bench, session = self.bench, self.session
        article = ArticleView(theme, self._matcher("article"))
        reading = ReadingColumn(article, theme)
        self._bays = Bay(), Bay(), Bay()
        queue, claims, inspector = self._bays
        workspace = Workspace(queue, reading, claims, inspector)
        return Parts(
            window=self,
            bench=bench,
            session=session,
            intake=Intake(bench, session),
            theme=theme,
            table=self.table,
            pages=Pages(workspace, reading, theme),
            workspace=workspace,
            reading=reading,
            article=article,
            status=StatusBar(),
            make_side=self._made_side,
        )

    def _made_side(self) -> SidePanes:
        from annotator.views.side_panes import SidePanes

        side = SidePanes(
            self.bench,
            self.parts.theme,
            self.table,
            claim_keys=self._matcher("article"),
            inspector_keys=self._matcher("article", only=_IN_INSPECTOR),
            queue_keys=self._matcher("queue"),
        )
        side.catch_up()
        for bay, pane in zip(self._bays, (side.queue, side.claims, side.inspector), strict=True):
            bay.fill(pane)
        stand_before(self.parts.status.first_stop, [*side.claims.stops, *side.inspector.stops])
        self._connect_side(side)
        return side

    def _build(self) -> None:
        parts = self.parts
        self.setCentralWidget(parts.pages)
        self.setStatusBar(parts.status)
        self.table.fill(self.menuBar())
        for commands in (desk_commands(self.bench), self.appearance.commands()):
            bind(self.table, commands, self.bench.attempt)
        for commands in (self.commands.all(), self.claim_commands.all(), self.further.commands()):
            bind(self.table, commands, self._attempt_furnished)
        self.setMinimumSize(640, 480)
        place = self.bench.settings.values.window
        room = self.screen().availableGeometry().size() - _FRAME
        self.resize(QSize(place.width, place.height).boundedTo(room))
        self.parts.workspace.restore(place.panes, place.hidden)
        if place.maximised:
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def _attempt_furnished(self, act: Callable[[], object]) -> bool:
        """Do what may ask for more than the text, also before that was made of itself."""
        self.furnish()
        return self.bench.attempt(act)

    def _connect_article(self) -> None:
        article, bench, attempt = self.parts.article, self.bench, self.bench.attempt
        article.action_requested.connect(self._on_article_action_requested)
        article.claim_clicked.connect(lambda id_: attempt(lambda: bench.movement.to_claim(id_)))
        article.clause_requested.connect(lambda at: attempt(lambda: bench.selection.take_clause(at)))
        article.context_requested.connect(self.menus.show_for_article)
        article.edge_dragged.connect(self.claim_commands.drag_edge)
        article.grow_requested.connect(lambda at: attempt(lambda: bench.selection.grow_at(at)))
        article.span_selected.connect(lambda span: attempt(lambda: bench.movement.to_span(span)))
        article.unit_added.connect(lambda index: attempt(lambda: bench.selection.add_unit(index)))
        article.unit_clicked.connect(lambda index: attempt(lambda: bench.movement.to_unit(index)))

    def _connect_side(self, side: SidePanes) -> None:
        article, bench, attempt = self.parts.article, self.bench, self.bench.attempt
        claims, inspector, queue = side.claims, side.inspector, side.queue
        claims.action_requested.connect(self.commands.trigger)
        claims.claim_opened.connect(self.claim_commands.open_card)
        claims.claims_picked.connect(lambda ids, on: attempt(lambda: bench.movement.to_claims(ids, on)))
        claims.menu_requested.connect(self.menus.show_for_claim)
        claims.text_focus_requested.connect(article.setFocus)
        inspector.action_requested.connect(self.commands.trigger)
        inspector.edge_requested.connect(self.claim_commands.choose_edge)
        inspector.text_focus_requested.connect(article.setFocus)
        queue.action_requested.connect(self.commands.trigger)
        queue.article_requested.connect(self.commands.open_article)
        queue.menu_requested.connect(self.menus.show_for_queue)
        queue.text_focus_requested.connect(article.setFocus)

    def _connect_frame(self) -> None:
        parts, bench, doors, attempt = self.parts, self.bench, self.doors, self.bench.attempt
        parts.reading.empty.button.clicked.connect(lambda: attempt(doors.import_articles))
        parts.reading.spelling_requested.connect(self.table.action("view.hidden").trigger)
        self.appearance.spelled.connect(lambda on: parts.reading.set_spelled(on=on))
        parts.workspace.rearranged.connect(self._on_workspace_rearranged)
        self.session.bell.rung.connect(lambda: come_forward(self))
        status = parts.status
        status.cancel_requested.connect(bench.runner.cancel)
        status.finish_requested.connect(self.table.action("go.finish").trigger)
        status.history_requested.connect(lambda: attempt(self.windows.show_history))
        status.undecided_requested.connect(lambda: attempt(lambda: bench.movement.to_undecided(1)))
        status.zoom_requested.connect(self.table.action("view.zoom_reset").trigger)

    @Slot()
    def _on_workspace_rearranged(self) -> None:
        """Over stacked panes the window's title is enough, and the text gets the line."""
        is_stacked = self.parts.workspace.arrangement is Arrangement.STACKED
        self.parts.reading.set_title_shown(shown=not is_stacked)
        if is_stacked:
            self.parts.strip_dock  # noqa: B018 - made by being asked for
        self.parts.article.follow()

    @Slot(str)
    def _on_article_action_requested(self, action_id: str) -> None:
        if not self.claim_commands.shows_first(action_id):
            self.commands.trigger(action_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return presses the button that has the keyboard, as in a dialog; not every desktop lets it."""
        focused = QApplication.focusWidget()
        is_return = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _CHORDS
        if is_return and isinstance(focused, QAbstractButton) and self.isAncestorOf(focused):
            focused.click()
        else:
            super().keyPressEvent(event)

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
        self.furnish()
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
        """Nothing is asked where everything is saved."""
        if not self.bench.unsaved.may_leave():
            event.ignore()
            return
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


def _is_offered(record: ActionRecord) -> bool:
    """Everything but what is done in the window of a review."""
    return record.contexts != ("review",) and record.id != "view.annotate"
