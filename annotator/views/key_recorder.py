"""A field that takes the next key press, whatever it would otherwise do."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from annotator.desk.keys import recorded


class KeyRecorder(QLineEdit):
    """Waits for a key while it has the focus. Esc gives up."""

    key_recorded = Signal(str)
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setPlaceholderText(self.tr("Press a key; Esc gives up"))
        self.setAccessibleName(self.tr("New key"))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._record(event)
            return True
        return super().event(event)

    def _record(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif (key := recorded(event, QGuiApplication.platformName())) is not None:
            self.key_recorded.emit(key)
