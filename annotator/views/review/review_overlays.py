"""What lies over the window of a review for a moment: the command palette and the keys that work now."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMainWindow

from annotator.models.palette_model import EntryKind, Offers
from annotator.views.action_entries import action_entries
from annotator.views.actions import ActionTable
from annotator.views.icons import Colours

_CONTEXT = "review"


class ReviewOverlays:
    """Made when they are first asked for."""

    def __init__(self, window: QMainWindow, table: ActionTable, colours: Colours) -> None:
        self._window, self._table, self._colours = window, table, colours
        self._open_palette: Callable[[], None] | None = None
        self._open_keys: Callable[[str], None] | None = None

    def ask_palette(self) -> None:
        """Open the command palette with the actions of a review."""
        if self._open_palette is None:
            from annotator.views.command_palette import CommandPalette

            palette = CommandPalette(self._window, self._colours)
            palette.provide(EntryKind.ACTION, lambda: Offers.of(action_entries(self._table, _CONTEXT)))
            self._open_palette = palette.open
        self._open_palette()

    def show_keys(self) -> None:
        """Show the keys that work now until the next key."""
        if self._open_keys is None:
            from annotator.views.keys_overlay import KeysOverlay

            self._open_keys = KeysOverlay(self._window, self._table, self._colours).open
        self._open_keys(_CONTEXT)
