"""The panes beside the text, queue, claims and inspector, kept in step with the desk."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QKeyEvent

from annotator.desk.workbench import Workbench
from annotator.domain.changes import Changes, Kind
from annotator.domain.records import QueueRow
from annotator.views.actions import ActionTable
from annotator.views.claim_panel import ClaimPanel
from annotator.views.inspection import Inspection
from annotator.views.inspector import Inspector
from annotator.views.queue_pane import QueuePane
from annotator.views.theme import Theme

MatchKey = Callable[[QKeyEvent], str | None]

_EVERYTHING = frozenset(Kind)


class SidePanes(QObject):
    """Made once the text is seen; `catch_up` shows what happened before."""

    def __init__(
        self,
        bench: Workbench,
        theme: Theme,
        table: ActionTable,
        *,
        claim_keys: MatchKey,
        inspector_keys: MatchKey,
        queue_keys: MatchKey,
    ) -> None:
        super().__init__(bench)
        self._bench, self._table = bench, table
        self.claims = ClaimPanel(theme, claim_keys)
        self.inspector = Inspector(theme, inspector_keys)
        self.queue = QueuePane(theme, queue_keys)
        self.inspection = Inspection(self.inspector, bench)
        bench.desk.changed.connect(self._on_desk_changed)
        bench.desk.withheld.changed.connect(self._show_waiting)
        bench.queue.loaded.connect(self._on_queue_loaded)
        bench.queue.rows_read.connect(self._on_queue_rows_read)
        bench.queue.row_changed.connect(self._on_queue_row_changed)
        table.keymap.changed.connect(self._show_keys)
        self._show_keys()

    def catch_up(self) -> None:
        """Show what is on the desk now."""
        self._show_article()
        self._on_queue_loaded()
        self.inspection.show()

    @Slot(object)
    def _on_desk_changed(self, changes: Changes) -> None:
        if changes.kinds == _EVERYTHING:
            self._show_article()
        elif self._bench.is_in_sight(changes):
            self.claims.refresh(changes)
            self._show_chosen()

    @Slot()
    def _show_waiting(self) -> None:
        waiting = self._bench.desk.withheld.waiting
        self.claims.model.set_waiting(waiting.step.changes.claim_ids if waiting else frozenset())

    def _show_article(self) -> None:
        desk = self._bench.desk
        if desk.has_project:
            self.claims.set_labels(desk.labels)
            self.inspector.set_labels(desk.labels)
        self.claims.show_sheet(desk.sheet)
        self._show_chosen()
        self._show_open()

    def _show_chosen(self) -> None:
        desk = self._bench.desk
        meant = self._bench.chosen.meant if desk.sheet is not None and desk.sheet.units else []
        self.claims.show_chosen([claim.id for claim in meant], desk.cursor.claim_id or "")

    @Slot()
    def _on_queue_loaded(self) -> None:
        self.queue.set_rows(self._bench.queue.rows_so_far)
        self._show_open()

    @Slot(tuple)
    def _on_queue_rows_read(self, rows: tuple[QueueRow, ...]) -> None:
        self.queue.add_rows(rows)

    def _show_open(self) -> None:
        sheet = self._bench.desk.sheet
        self.queue.set_open(sheet.article.id if sheet else "")

    @Slot(object)
    def _on_queue_row_changed(self, row: QueueRow) -> None:
        self.queue.update_row(row)

    @Slot()
    def _show_keys(self) -> None:
        keys = self._table.shown_keys
        for pane in (self.queue, self.claims, self.inspector):
            pane.set_keys(keys)
