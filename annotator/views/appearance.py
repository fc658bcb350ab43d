"""How everything looks: theme, sizes, fonts, marks, and the menus that choose among them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from annotator.desk.workbench import Workbench
from annotator.domain.changes import Changes, Kind
from annotator.domain.records import Direction
from annotator.views.actions import ActionTable
from annotator.views.article_scene import BoilerplateMode
from annotator.views.article_view import ArticleView
from annotator.views.choice_menu import ChoiceMenu
from annotator.views.theme import Theme, ThemeChoice

_BOILERPLATE: Final = tuple(BoilerplateMode)


class Appearance(QObject):
    """Applies settings as they change, and changes them as the View menu asks.

    `spelled` says whether characters that nobody sees are shown now.
    """

    spelled = Signal(bool)

    def __init__(self, article: ArticleView, theme: Theme, bench: Workbench, table: ActionTable) -> None:
        super().__init__(article)
        self._article, self._theme, self._bench, self._table = article, theme, bench, table
        self._marks_shown = True
        table.action("view.marks").setChecked(True)
        self._themes, self._directions = self._theme_menu(), self._direction_menu()
        self._apply(frozenset({"theme", "zoom", "text_family", "text_size", "boilerplate", "single_keys"}))
        bench.settings.changed.connect(self._apply)
        bench.desk.changed.connect(self._on_desk_changed)
        theme.changed.connect(self._on_theme_changed)
        article.zoom_requested.connect(self._on_article_zoom_requested)
        table.keymap.changed.connect(self._on_keymap_changed)

    def commands(self) -> dict[str, Callable[[], object]]:
        """The View actions that change how things look."""
        settings = self._bench.settings
        return {
            "view.boilerplate": self.cycle_boilerplate,
            "view.marks": self._on_marks_toggled,
            "view.hidden": self._on_hidden_toggled,
            "view.focus_mode": self._on_focus_mode_toggled,
            "view.zoom_in": lambda: self._zoom(self._theme.zoom_in),
            "view.zoom_out": lambda: self._zoom(self._theme.zoom_out),
            "view.zoom_reset": lambda: settings.change(zoom=100),
            "view.toggle_keys": lambda: settings.change(single_keys=not settings.values.single_keys),
        }

    def cycle_boilerplate(self) -> None:
        """Boilerplate in grey, folded away, as any other text."""
        here = _BOILERPLATE.index(BoilerplateMode(self._bench.settings.values.boilerplate))
        self._bench.settings.change(boilerplate=_BOILERPLATE[(here + 1) % len(_BOILERPLATE)].value)

    def peek(self, *, hidden: bool) -> None:
        """Hide the marks for as long as a key is held."""
        self._article.set_marks_visible(self._marks_shown and not hidden)

    def _zoom(self, change: Callable[[], None]) -> None:
        change()
        self._bench.settings.change(zoom=self._theme.zoom)

    def _theme_menu(self) -> ChoiceMenu:
        names: dict[str, str] = {
            ThemeChoice.SYSTEM: self.tr("System"),
            ThemeChoice.LIGHT: self.tr("Light"),
            ThemeChoice.DARK: self.tr("Dark"),
            ThemeChoice.HIGH_CONTRAST_LIGHT: self.tr("High Contrast, Light"),
            ThemeChoice.HIGH_CONTRAST_DARK: self.tr("High Contrast, Dark"),
        }
        menu = ChoiceMenu(self._table.submenu("view.theme"), names)
        menu.chosen.connect(lambda theme: self._bench.settings.change(theme=theme))
        return menu

    def _direction_menu(self) -> ChoiceMenu:
        names: dict[str, str] = {
            Direction.AUTO: self.tr("Automatic"),
            Direction.LEFT_TO_RIGHT: self.tr("Left to Right"),
            Direction.RIGHT_TO_LEFT: self.tr("Right to Left"),
        }
        bench, menu = self._bench, ChoiceMenu(self._table.submenu("view.direction"), names)
        menu.chosen.connect(lambda value: bench.notices.attempt(lambda: bench.queue.turn(Direction(value))))
        return menu

    @Slot(object)
    def _apply(self, names: frozenset[str]) -> None:
        values = self._bench.settings.values
        if "theme" in names:
            self._theme.choose(ThemeChoice(values.theme))
            self._themes.show_value(values.theme)
        if "zoom" in names:
            self._theme.set_zoom(values.zoom)
        if names & {"zoom", "text_family", "text_size"}:
            self._article.set_text_font(values.text_family or "serif", values.text_size * values.zoom / 100)
            self._article.follow()
        if "boilerplate" in names:
            self._article.set_boilerplate_mode(BoilerplateMode(values.boilerplate))
        # The preset first: what follows changes the keymap too, which then tells the settings its preset.
        if "key_preset" in names:
            self._table.keymap.preset = values.key_preset
        if "single_keys" in names:
            self._table.keymap.single_keys = values.single_keys
            self._table.action("view.toggle_keys").setChecked(values.single_keys)

    def _on_marks_toggled(self) -> None:
        self._marks_shown = self._table.action("view.marks").isChecked()
        self._article.set_marks_visible(self._marks_shown)

    def _on_hidden_toggled(self) -> None:
        is_on = self._table.action("view.hidden").isChecked()
        self._article.set_spelled(is_on)
        self.spelled.emit(is_on)

    def _on_focus_mode_toggled(self) -> None:
        self._article.set_focus_mode(self._table.action("view.focus_mode").isChecked())

    @Slot(int)
    def _on_article_zoom_requested(self, step: int) -> None:
        size = self._bench.settings.values.text_size + step
        self._bench.settings.change(text_size=max(6, min(size, 48)))

    @Slot()
    def _on_theme_changed(self) -> None:
        self._article.set_theme(self._theme)

    @Slot()
    def _on_keymap_changed(self) -> None:
        keymap = self._table.keymap
        self._bench.settings.change(keys=keymap.overrides, key_preset=keymap.preset)

    @Slot(object)
    def _on_desk_changed(self, changes: Changes) -> None:
        sheet = self._bench.desk.sheet
        if sheet is not None and changes.has(Kind.ARTICLE):
            self._article.set_direction(sheet.article.direction)
            self._directions.show_value(sheet.article.direction)
