"""The dialogs that are open, one of each kind."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

_OF_THE_SCREEN: Final = 0.94
"""The part of it that a dialog takes at most, with what the desktop draws around it."""


class OpenDialogs:
    """Shows dialogs without stopping the window, and knows them until they close. `help_` acts in all."""

    def __init__(self, help_: QAction) -> None:
        self._open: dict[str, QDialog] = {}
        self._help = help_

    def find(self, name: str) -> QDialog | None:
        """The dialog of this kind if it is open."""
        return self._open.get(name)

    def active(self) -> tuple[str, QDialog | None]:
        """The name and the dialog that is in front; "" and None where that is the window."""
        return next(((name, each) for name, each in self._open.items() if each.isActiveWindow()), ("", None))

    def show(self, name: str, dialog: QDialog) -> None:
        """Show a dialog in place of one of its kind that is open."""
        if old := self._open.pop(name, None):
            old.close()
        self._open[name] = dialog
        before = QApplication.activeWindow()
        if before is not None and before is not dialog.parentWidget():
            # By itself the desktop gives the keyboard to the parent, and not to a window beside that.
            dialog.destroyed.connect(lambda: _come_back(before))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(lambda _result: self._forget(name, dialog))
        # One that belongs to another dialog goes with it, and does not finish.
        dialog.destroyed.connect(lambda: self._forget(name, dialog))
        dialog.addAction(self._help)
        if dialog.testAttribute(Qt.WidgetAttribute.WA_Resized):
            # In large letters one that has chosen its size may be larger than the screen.
            dialog.resize(dialog.size().boundedTo(dialog.screen().availableSize() * _OF_THE_SCREEN))
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def close(self, *names: str) -> None:
        """Close those of these kinds that are open, as if they were given up."""
        for name in names:
            if dialog := self._open.pop(name, None):
                dialog.close()

    def _forget(self, name: str, dialog: QDialog) -> None:
        if self._open.get(name) is dialog:
            del self._open[name]


def _come_back(window: QWidget) -> None:
    """Give the keyboard to a window again, if it is still there."""
    if isValid(window) and window.isVisible():
        window.activateWindow()
