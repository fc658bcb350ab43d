"""What the words of a page are painted on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget


class PageSurface(QWidget):
    """The viewport of a text pane, as Qt would make it, but for drops, and painted all over by the pane.

    Of a widget that Qt has made, PySide6 finds out the kind among all that there are, and gets dozens of
    classes with their names ready for that: a twentieth of a start.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        # Else Qt would paint the ground of the pane first, and that of the viewport over it.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
