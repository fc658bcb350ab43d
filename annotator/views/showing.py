"""Brings what changed on the desk to the panes that show it, and no more than that."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Slot

from annotator.desk.jobs import JobRunner
from annotator.domain.changes import Changes, Kind
from annotator.domain.records import QueueRow
from annotator.views.parts import Parts
from annotator.views.start_page import RecentProject

_EVERYTHING = frozenset(Kind)


class Showing(QObject):
    """Listens to the desk; no pane knows of another."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._parts = parts
        bench = parts.bench
        bench.desk.changed.connect(self._on_desk_changed)
        bench.history.changed.connect(self._on_history_changed)
        bench.queue.loaded.connect(self._on_queue_loaded)
        bench.queue.row_changed.connect(self._on_queue_row_changed)
        bench.settings.changed.connect(self._on_settings_changed)
        parts.session.opened.connect(self._on_session_opened)
        parts.session.closed.connect(self.show_start_page)
        parts.theme.changed.connect(self._show_zoom)
        parts.table.keymap.changed.connect(self._show_keys)
        bench.notices.listen(parts.pages.tell, parts.pages.withdraw)
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
        self._fill_recent()
        parts.status.clear()
        parts.pages.show_start_page()
        parts.start_page.focus_first()
        self._allow(is_open=False)

    def forget_recent(self, path: str) -> None:
        """Take a project off the list of recent ones."""
        self._parts.bench.settings.forget_project(path)

    @Slot()
    def _on_session_opened(self) -> None:
        parts = self._parts
        parts.pages.show_work()
        self._allow(is_open=True)
        for label in parts.bench.desk.labels:
            for id_ in (f"claim.label.{label.digit}", f"claim.label_stay.{label.digit}"):
                if id_.endswith(("1", "2", "3")):
                    stays = self.tr(", Stay and Add Details") if "stay" in id_ else ""
                    parts.table.retitle(id_, f"{label.name}{stays}")
        parts.article.setFocus()

    @Slot(object)
    def _on_desk_changed(self, changes: Changes) -> None:
        parts, desk = self._parts, self._parts.bench.desk
        if changes.kinds == _EVERYTHING:
            self._show_article()
            parts.article.show_cursor(desk.cursor)
        else:
            # The text first: that is where the person looks, and it does not wait for the other panes.
            parts.article.refresh(changes)
            parts.article.show_cursor(desk.cursor)
            parts.article.paint_now()
            parts.claims.refresh(changes)
        parts.claims.select_claim(self._card())
        self._show_status()

    def _card(self) -> str | None:
        """The claim whose card is marked: the current one, else the only one of the sentence, if any."""
        chosen, desk = self._parts.bench.chosen, self._parts.bench.desk
        if desk.cursor.claim_id or desk.sheet is None or not desk.sheet.units:
            return desk.cursor.claim_id
        targets = chosen.targets
        return targets[0].id if len(targets) == 1 else None

    def _show_article(self) -> None:
        parts, desk = self._parts, self._parts.bench.desk
        sheet = desk.sheet
        if desk.has_project:
            parts.article.set_labels(desk.labels)
            parts.claims.set_labels(desk.labels)
            parts.inspector.set_labels(desk.labels)
        was_empty = parts.article.isHidden()
        # First the pane and its size, then the article: where it scrolls to depends on that.
        parts.reading.show_title(sheet)
        parts.article.show_sheet(sheet)
        parts.claims.show_sheet(sheet)
        if was_empty and sheet is not None:
            parts.article.setFocus()
        parts.queue.set_open(sheet.article.id if sheet else "")
        names = [sheet.article.title if sheet else "", desk.project.fact("title") if desk.has_project else ""]
        parts.window.setWindowTitle(" — ".join([name for name in names if name] + [self.tr("Claimdesk")]))

    def _show_status(self) -> None:
        status, desk, queue = self._parts.status, self._parts.bench.desk, self._parts.bench.queue
        sheet = desk.sheet
        if sheet is None or not sheet.units:
            status.clear()
            return
        status.set_sentence(sheet.number(desk.cursor.unit), count=sheet.asked)
        status.set_undecided(sheet.undecided, count=sheet.asked)
        status.set_article(queue.place(sheet.article.id), count=queue.count)
        status.set_saved(desk.saved_at)

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
        queue, desk = self._parts.bench.queue, self._parts.bench.desk
        self._parts.queue.set_rows(queue.rows)
        self._parts.queue.set_open(desk.sheet.article.id if desk.sheet else "")
        self._show_status()

    @Slot(object)
    def _on_queue_row_changed(self, row: QueueRow) -> None:
        self._parts.queue.update_row(row)

    @Slot(object)
    def _on_settings_changed(self, names: frozenset[str]) -> None:
        if "recent" in names:
            self._fill_recent()

    @Slot()
    def _show_keys(self) -> None:
        table = self._parts.table
        keys = {record.id: table.shown_key(record.id) for record in table.records.actions}
        self._parts.start_page.set_keys(keys)
        self._parts.inspector.set_keys(keys)
        self._parts.article.strip.set_keys(keys)

    @Slot()
    def _show_zoom(self) -> None:
        self._parts.status.set_zoom(self._parts.theme.zoom)

    def _fill_recent(self) -> None:
        recent = self._parts.bench.settings.values.recent
        self._parts.start_page.set_recent(
            [
                RecentProject(
                    item.path,
                    item.title or Path(item.path).stem,
                    item.finished,
                    item.articles,
                    item.opened_at,
                    is_missing=not Path(item.path).is_file(),
                )
                for item in recent
            ]
        )
        menu = self._parts.table.submenu("file.open_recent")
        menu.clear()
        for item in recent:
            action = menu.addAction((item.title or Path(item.path).stem).replace("&", "&&"))
            action.triggered.connect(
                lambda _checked=False, path=item.path: self._parts.start_page.recent_requested.emit(path)
            )
        if not recent:
            menu.addAction(self.tr("No project was open yet")).setEnabled(False)

    def _allow(self, *, is_open: bool) -> None:
        table = self._parts.table
        for record in table.records.actions:
            if record.menu in _NEED_A_PROJECT or record.id in _NEED_A_PROJECT:
                table.set_available(record.id, is_open, "" if is_open else self.tr("No project is open."))
        if is_open:
            self._on_history_changed()


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
        "help.keys_quick",
    }
)
