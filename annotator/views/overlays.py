"""What lies over the window for a moment: the command palette and the keys that work now."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotator.views.parts import Parts

if TYPE_CHECKING:
    from annotator.views.command_palette import CommandPalette


class Overlays(QObject):
    """Made when they are first asked for, as the window opens sooner without them."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._palette: CommandPalette | None = None
        self._show_keys: Callable[[str], None] | None = None

    def ask_palette(self, context: Callable[[], str]) -> None:
        """Open the command palette with nothing typed."""
        self._palette_in(context).open()

    def ask_article(self, context: Callable[[], str]) -> None:
        """Open the command palette for the articles alone."""
        from annotator.models.palette_model import EntryKind

        self._palette_in(context).ask("", EntryKind.ARTICLE)

    def show_keys(self, context: str) -> None:
        """Show the keys that work in a pane until the next key."""
        if self._show_keys is None:
            from annotator.views.keys_overlay import KeysOverlay

            parts = self._parts
            self._show_keys = KeysOverlay(parts.window, parts.table, parts.theme).open
        self._show_keys(context)

    def _palette_in(self, context: Callable[[], str]) -> CommandPalette:
        if self._palette is None:
            self._palette = self._made_palette(context)
        return self._palette

    def _made_palette(self, context: Callable[[], str]) -> CommandPalette:
        from annotator.views.command_palette import CommandPalette
        from annotator.views.palette_sources import provide_all

        parts = self._parts
        palette = CommandPalette(parts.window, parts.theme)
        provide_all(palette, parts.bench, parts.table, context)
        palette.set_recent(parts.bench.settings.values.palette_history)
        palette.recent_changed.connect(
            lambda ids: parts.bench.settings.change(palette_history=tuple(str(id_) for id_ in ids))
        )
        return palette
