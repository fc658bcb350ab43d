"""What lies over the window of a review or beside it: the command palette, the keys of now, the guide."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
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

    def show_help(self) -> None:
        """Show the guide where it speaks of the review."""
        from annotator.views.help_dialog import HelpDialog
        from annotator.views.help_places import REVIEW

        dialog = HelpDialog(REVIEW, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()
