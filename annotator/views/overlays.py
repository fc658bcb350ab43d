"""What lies over the window for a moment: the command palette and the keys that work now."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from annotator.views.parts import Parts


class Overlays(QObject):
    """Made when they are first asked for, as the window opens sooner without them."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._ask: Callable[[str], None] | None = None
        self._show_keys: Callable[[str], None] | None = None

    def ask_palette(self, query: str, context: Callable[[], str]) -> None:
        """Open the command palette with `query` typed already."""
        if self._ask is None:
            self._ask = self._made_palette(context)
        self._ask(query)

    def show_keys(self, context: str) -> None:
        """Show the keys that work in a pane until the next key."""
        if self._show_keys is None:
            from annotator.views.keys_overlay import KeysOverlay

            parts = self._parts
            self._show_keys = KeysOverlay(parts.window, parts.table, parts.theme).open
        self._show_keys(context)

    def _made_palette(self, context: Callable[[], str]) -> Callable[[str], None]:
        from annotator.views.command_palette import CommandPalette
        from annotator.views.palette_sources import provide_all

        parts = self._parts
        palette = CommandPalette(parts.window, parts.theme)
        provide_all(palette, parts.bench, parts.table, context)
        palette.set_recent(parts.bench.settings.values.palette_history)
        palette.recent_changed.connect(
            lambda ids: parts.bench.settings.change(palette_history=tuple(str(id_) for id_ in ids))
        )
        return palette.ask
