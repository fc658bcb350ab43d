"""Brings a window to the front when somebody asks for it from elsewhere."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def come_forward(window: QWidget) -> None:
    """Show, raise and activate `window`; where the desktop refuses that, it asks for attention."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
    # Taken back by Qt as soon as the window has the keyboard.
    QApplication.alert(window)
