"""The actions that are about the window: panes, dialogs, files, the clipboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from annotator import places
from annotator.domain.telling import shortened
from annotator.views.appearance import Appearance
from annotator.views.overlays import Overlays
from annotator.views.parts import Parts
from annotator.views.project_doors import ProjectDoors
from annotator.views.windows import Windows

_TITLE_MOST: Final = 60
_PANES: Final = ("queue", "article", "claims", "inspector")
_BESIDE_THE_TEXT: Final = ("queue", "claims", "inspector")


class WindowCommands(QObject):
    """What stands behind these actions, and what the panes wish."""

    def __init__(
        self,
        parts: Parts,
        *,
        doors: ProjectDoors,
        windows: Windows,
        appearance: Appearance,
    ) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._doors, self._windows, self._appearance = doors, windows, appearance
        self._overlays = Overlays(parts)
        parts.workspace.shown_changed.connect(self._on_workspace_shown_changed)

    def all(self) -> dict[str, Callable[[], object]]:
        """Action ids and what they do."""
        return {**self._file(), **self._edit(), **self._panes(), **self._help()}

    @Slot(str)
    def trigger(self, action_id: str) -> None:
        """Do what a key in a pane asked for. Holding keys are handled here, as they are in no menu."""
        if action_id == "view.marks_peek":
            self._appearance.peek(hidden=True)
        elif action_id:
            self._parts.table.action(action_id).trigger()

    @Slot(str)
    def open_article(self, article_id: str) -> None:
        """Open an article from the queue, and give the keyboard to its text."""
        desk = self._parts.bench.desk
        if self._parts.bench.attempt(lambda: desk.open_article(article_id)):
            self._parts.article.setFocus()

    def _file(self) -> dict[str, Callable[[], object]]:
        session = self._parts.session
        return {
            "file.new_project": self._doors.new_project,
            "file.open_project": self._doors.open_project,
            "file.open_sample": self._doors.open_sample,
            "file.import": self._doors.import_articles,
            "file.import_folder": self._doors.import_folder,
            "file.import_annotations": self._doors.import_annotations,
            "file.paste_article": self._doors.paste_article,
            "file.save_now": self._save_now,
            "file.backup": self._doors.save_copy,
            "file.project_settings": self._windows.show_project_settings,
            "file.switch_annotator": session.ask_who,
            "file.close_project": self._close_project,
            "file.quit": self._parts.window.close,
        }

    def _edit(self) -> dict[str, Callable[[], object]]:
        return {
            "edit.history": self._windows.show_history,
            "edit.copy": self._copy,
            "edit.select_all": self._select_all,
            "edit.preferences": self._windows.show_preferences,
        }

    def _panes(self) -> dict[str, Callable[[], object]]:
        panes = {f"go.pane_{name}": self._focuser(name) for name in _PANES}
        shown = {f"view.{name}": self._toggler(name) for name in _BESIDE_THE_TEXT}
        return {
            **panes,
            **shown,
            "go.pane_next": lambda: self._next_pane(1),
            "go.pane_prev": lambda: self._next_pane(-1),
            "go.sentence": self._windows.go_to_sentence,
            "go.article": lambda: self._overlays.ask_article(self.context),
            "go.finish": self._finish,
            "queue.open": lambda: self.open_article(self._parts.queue.current_id),
            "queue.filter": self._filter_queue,
            "queue.unfinish": lambda: self._parts.bench.queue.unfinish(self._parts.queue.current_id),
            "queue.exclude": lambda: self._parts.bench.queue.exclude(self._parts.queue.current_id),
            "view.palette": lambda: self._overlays.ask_palette(self.context),
            "view.fullscreen": self._toggle_full_screen,
        }

    def _help(self) -> dict[str, Callable[[], object]]:
        return {
            "help.keys_quick": lambda: self._overlays.show_keys(self.context()),
            "help.contents": self._windows.show_help,
            "help.keys": self._windows.show_shortcuts,
            "help.log_folder": self._open_log_folder,
            "help.diagnostics": self._windows.copy_diagnostics,
            "help.about": self._windows.show_about,
        }

    def context(self) -> str:
        """Whose single keys act now: "queue" where the queue has the keyboard, else "article"."""
        focus = QApplication.focusWidget()
        return "queue" if focus is not None and self._parts.queue.isAncestorOf(focus) else "article"

    def _filter_queue(self) -> None:
        self._parts.queue.focus_filter()

    def _finish(self) -> None:
        sheet = self._parts.bench.desk.require_sheet()
        title = shortened(sheet.article.title, _TITLE_MOST)
        if self._parts.bench.queue.finish():
            said = self.tr("Finished “%1”.").replace("%1", title)
        else:
            said = self.tr("Finished “%1”. No other article is waiting.").replace("%1", title)
        self._parts.bench.notices.passing(said)
        self._parts.article.setFocus()

    def _close_project(self) -> None:
        self._parts.bench.desk.withheld.clear_the_way()
        self._parts.session.close()

    def _save_now(self) -> None:
        self._parts.inspector.flush()
        if not self._parts.bench.desk.withheld.again():
            return
        self._parts.bench.desk.keep_place()
        self._parts.status.flash_saved(self._parts.bench.desk.saved_at)

    def _copy(self) -> None:
        focus = QApplication.focusWidget()
        if isinstance(focus, QLineEdit | QPlainTextEdit | QTextEdit) and focus is not self._parts.article:
            focus.copy()
            return
        sheet = self._parts.bench.desk.require_sheet()
        QApplication.clipboard().setText(self._parts.bench.selection.span.of(sheet.text))

    def _select_all(self) -> None:
        focus = QApplication.focusWidget()
        if isinstance(focus, QLineEdit | QPlainTextEdit | QTextEdit) and focus is not self._parts.article:
            focus.selectAll()
            return
        self._parts.workspace.show_pane("claims")
        self._parts.claims.pick_all()
        self._parts.claims.focus_list()

    def _focuser(self, name: str) -> Callable[[], None]:
        def focus() -> None:
            self._parts.bench.desk.require_sheet()
            if name != "article":
                self._parts.workspace.show_pane(name)
            self._focus_pane(name)

        return focus

    def _focus_pane(self, name: str) -> None:
        match name:
            case "queue":
                self._parts.queue.focus_list()
            case "article":
                self._parts.article.setFocus()
            case "claims":
                self._parts.claims.focus_list()
            case "inspector":
                self._parts.inspector.focus_first()
            case "notices":
                self._parts.pages.notices.focus_first()

    def _toggler(self, name: str) -> Callable[[], None]:
        def toggle() -> None:
            workspace = self._parts.workspace
            had_focus = self._pane_of_focus() == name
            workspace.show_pane(name, shown=not workspace.is_shown(name))
            if workspace.is_shown(name):
                self._focus_pane(name)
            elif had_focus:
                self._parts.article.setFocus()

        return toggle

    @Slot()
    def _on_workspace_shown_changed(self) -> None:
        """Tick the panes in the View menu that are in sight."""
        for name in _BESIDE_THE_TEXT:
            self._parts.table.action(f"view.{name}").setChecked(self._parts.workspace.is_shown(name))

    def _next_pane(self, step: int) -> None:
        if not self._parts.pages.is_working:
            self._parts.pages.step()
            return
        shown = [name for name in _PANES if name == "article" or self._parts.workspace.is_shown(name)]
        if self._parts.pages.notices.isVisible():
            shown.append("notices")
        here = self._pane_of_focus()
        place = shown.index(here) if here in shown else 0
        self._focus_pane(shown[(place + step) % len(shown)])

    def _pane_of_focus(self) -> str:
        focus = QApplication.focusWidget()
        panes: dict[str, QWidget] = {
            "queue": self._parts.queue,
            "claims": self._parts.claims,
            "inspector": self._parts.inspector,
            "notices": self._parts.pages.notices,
        }
        return next(
            (name for name, pane in panes.items() if focus is not None and pane.isAncestorOf(focus)),
            "article",
        )

    def _toggle_full_screen(self) -> None:
        window = self._parts.window
        window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _open_log_folder(self) -> None:
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        QDesktopServices.openUrl(QUrl.fromLocalFile(str(places.log_folder())))
