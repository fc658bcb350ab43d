"""Brings what changed on the desk to the panes that show it, and no more than that."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from annotator.desk.jobs import JobRunner
from annotator.domain.changes import Changes, Kind
from annotator.domain.labels import DEFAULT_LABELS
from annotator.domain.records import Standing
from annotator.views.key_words import with_ways
from annotator.views.label_actions import offer_labels
from annotator.views.parts import Parts
from annotator.views.welcome import Welcome

_EVERYTHING = frozenset(Kind)


class Showing(QObject):
    """Listens to the desk for the text, the frame and the actions; no pane knows of another."""

    def __init__(self, parts: Parts, welcome: Welcome) -> None:
        super().__init__(parts.window)
        self._parts, self._welcome = parts, welcome
        bench = parts.bench
        bench.desk.changed.connect(self._on_desk_changed)
        bench.desk.withheld.changed.connect(self._show_status)
        bench.history.changed.connect(self._on_history_changed)
        bench.queue.loaded.connect(self._on_queue_loaded)
        parts.session.opened.connect(self._on_session_opened)
        parts.session.closed.connect(self.show_start_page)
        parts.theme.changed.connect(self._show_zoom)
        parts.table.keymap.changed.connect(self._show_keys)
        bench.breaks.advised.connect(parts.status.show_break)
        bench.notices.listen(
            lambda notice: parts.pages.tell(with_ways(parts.table, notice)), parts.pages.withdraw
        )
        self._show_keys()
        self._show_zoom()

    def follow(self, runner: JobRunner) -> None:
        """Show long work in the status bar while it runs."""
        status = self._parts.status
        runner.started.connect(lambda title: status.show_job(title, done=0, total=0))
        runner.progressed.connect(self._on_runner_progressed)
        runner.ended.connect(status.hide_job)

    @Slot(str, int, int, str)
    def _on_runner_progressed(self, title: str, done: int, total: int, _text: str) -> None:
        self._parts.status.show_job(title, done=done, total=total)

    @Slot()
    def show_start_page(self) -> None:
        """What is seen while no project is open."""
        parts = self._parts
        parts.window.setWindowTitle(self.tr("Claimdesk"))
        parts.status.clear()
        self._welcome.show()
        offer_labels(parts.table, DEFAULT_LABELS)
        self._allow(is_open=False)

    @Slot()
    def _on_session_opened(self) -> None:
        parts = self._parts
        parts.pages.show_work()
        self._allow(is_open=True)
        offer_labels(parts.table, parts.bench.desk.labels)
        parts.reading.focus_first()

    @Slot(object)
    def _on_desk_changed(self, changes: Changes) -> None:
        parts, desk = self._parts, self._parts.bench.desk
        if changes.kinds == _EVERYTHING:
            self._show_article()
            parts.article.show_cursor(desk.cursor)
        elif parts.bench.is_in_sight(changes):
            # The text first: that is where the person looks, and it does not wait for the other panes.
            parts.article.refresh(changes)
            parts.article.show_cursor(desk.cursor)
            parts.article.paint_now()
        self._show_status()

    def _show_article(self) -> None:
        parts, desk = self._parts, self._parts.bench.desk
        sheet = desk.sheet
        if desk.has_project:
            parts.article.set_labels(desk.labels)
        was_empty, had_keyboard = parts.article.isHidden(), parts.article.hasFocus()
        # First the pane and its size, then the article: where it scrolls to depends on that.
        parts.reading.show_title(sheet)
        parts.article.show_sheet(sheet)
        if had_keyboard or (was_empty and sheet is not None):
            parts.reading.focus_first()
        names = [sheet.article.title if sheet else "", desk.project.fact("title") if desk.has_project else ""]
        parts.window.setWindowTitle(" — ".join([name for name in names if name] + [self.tr("Claimdesk")]))

    def _show_status(self) -> None:
        status, desk, queue = self._parts.status, self._parts.bench.desk, self._parts.bench.queue
        sheet = desk.sheet
        if sheet is None or not sheet.units:
            status.clear()
            return
        status.set_sentence(sheet.number(desk.cursor.unit), count=sheet.asked)
        row = queue.row(sheet.article.id)
        is_open = row is not None and row.standing in (Standing.NEW, Standing.STARTED)
        can_finish = is_open and not sheet.undecided and not sheet.skipped
        status.set_undecided(sheet.undecided, count=sheet.asked, can_finish=can_finish)
        status.set_article(queue.place(sheet.article.id), count=queue.count)
        status.set_saved(desk.saved_at, is_waiting=desk.withheld.waiting is not None)

    @Slot()
    def _on_history_changed(self) -> None:
        history, table = self._parts.bench.history, self._parts.table
        for id_, name, text in (
            ("edit.undo", self.tr("Undo"), history.undo_text),
            ("edit.redo", self.tr("Redo"), history.redo_text),
        ):
            table.retitle(id_, f"{name} {text}".strip())
            table.set_available(id_, bool(text), "" if text else self.tr("There is nothing to take back."))

    @Slot()
    def _on_queue_loaded(self) -> None:
        self._show_status()

    @Slot()
    def _show_keys(self) -> None:
        self._parts.article.set_keys(self._parts.table.shown_keys)
        self._parts.status.set_finish_key(self._parts.table.shown_key("go.finish"))

    @Slot()
    def _show_zoom(self) -> None:
        self._parts.status.set_zoom(self._parts.theme.zoom)

    def _allow(self, *, is_open: bool) -> None:
        table = self._parts.table
        for record in table.records.actions:
            needs_one = record.menu in _NEED_A_PROJECT or record.id in _NEED_A_PROJECT
            if needs_one and record.id not in _BETWEEN_PANES:
                table.set_available(record.id, is_open, "" if is_open else self.tr("No project is open."))
        if is_open:
            self._on_history_changed()


_BETWEEN_PANES = frozenset({"go.pane_next", "go.pane_prev"})
"""The start page and the notice above it are panes, too."""

_NEED_A_PROJECT = frozenset(
    {
        "go",
        "claim",
        "panes",
        "queue",
        "selection",
        "file.export",
        "file.export_again",
        "file.save_now",
        "file.backup",
        "file.project_settings",
        "file.switch_annotator",
        "file.close_project",
        "edit.undo",
        "edit.redo",
        "edit.history",
        "edit.copy_citation",
        "edit.select_all",
        "edit.find",
        "edit.find_slash",
        "edit.find_next",
        "edit.find_prev",
        "view.queue",
        "view.claims",
        "view.inspector",
        "view.direction",
        "view.feedback",
        "view.guidelines",
        "file.give_back",
        "view.review",
        "review.bulk",
        "help.keys_quick",
    }
)
