"""What there is to begin with while no project is open: the start page, and the recent projects."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from annotator.desk.setting_values import RecentProject as Remembered
from annotator.desk.workbench import Workbench
from annotator.views.actions import ActionTable
from annotator.views.pages import Pages
from annotator.views.project_doors import ProjectDoors
from annotator.views.theme import Theme

if TYPE_CHECKING:
    # Who opens a project at once does not see it.
    from annotator.views.start_page import StartPage


class Welcome(QObject):
    """Makes the start page when it is first seen, and keeps File ▸ Open Recent."""

    def __init__(
        self, bench: Workbench, theme: Theme, table: ActionTable, *, pages: Pages, doors: ProjectDoors
    ) -> None:
        super().__init__(bench)
        self._bench, self._theme, self._table = bench, theme, table
        self._pages, self._doors = pages, doors
        self._is_made = False
        bench.settings.changed.connect(self._on_settings_changed)
        table.keymap.changed.connect(self._on_keymap_changed)
        self._fill_menu()

    @cached_property
    def page(self) -> StartPage:
        from annotator.views.start_page import StartPage

        page = StartPage(self._theme)
        doors, attempt = self._doors, self._bench.attempt
        page.import_requested.connect(lambda: attempt(doors.import_articles))
        page.locate_requested.connect(doors.locate)
        page.new_project_requested.connect(doors.new_project)
        page.open_requested.connect(doors.open_project)
        page.recent_requested.connect(self._open)
        page.remove_requested.connect(self._bench.settings.forget_project)
        page.sample_requested.connect(lambda: attempt(doors.open_sample))
        self._is_made = True
        return page

    def show(self) -> None:
        """Show the start page, as it is now."""
        self._fill_page()
        self._on_keymap_changed()
        self._pages.show_start_page(self.page)

    def _open(self, path: str) -> None:
        self._bench.attempt(lambda: self._doors.open_path(path))

    @Slot(object)
    def _on_settings_changed(self, names: frozenset[str]) -> None:
        if "recent" in names:
            self._fill_menu()
            if self._is_made:
                self._fill_page()

    @Slot()
    def _on_keymap_changed(self) -> None:
        if self._is_made:
            self.page.set_keys(self._table.shown_keys)

    def _fill_page(self) -> None:
        from annotator.views.start_page import RecentProject

        self.page.set_recent(
            [
                RecentProject(
                    item.path,
                    _name(item),
                    item.finished,
                    item.articles,
                    item.opened_at,
                    is_missing=not os.path.isfile(item.path),
                )
                for item in self._bench.settings.values.recent
            ]
        )

    def _fill_menu(self) -> None:
        menu = self._table.submenu("file.open_recent")
        menu.clear()
        for item in self._bench.settings.values.recent:
            action = menu.addAction(_name(item).replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, path=item.path: self._open(path))
        if menu.isEmpty():
            menu.addAction(self.tr("No project was open yet")).setEnabled(False)


def _name(item: Remembered) -> str:
    return item.title or Path(item.path).stem
