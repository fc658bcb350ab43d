"""A note that keeps itself: soon after the last key, and before anything else takes its place."""

from __future__ import annotations

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

_KEPT_AFTER_MS = 400
_LINES = 3

Owner = str | int
"""Whose note it is: a claim's id, or the offset where a sentence starts."""


class NoteField(QPlainTextEdit):
    """`edited` carries the owner and the text. Nothing typed is lost when another note is shown."""

    edited = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._owner: Owner | None = None
        self._kept: str | None = ""
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(_KEPT_AFTER_MS)
        self._clock.timeout.connect(self.flush)
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._on_text_changed)

    @property
    def is_waiting(self) -> bool:
        """Whether something was typed that is not kept yet."""
        return self._owner is not None and self.toPlainText() != self._kept

    def show_note(self, owner: Owner | None, text: str) -> None:
        """Show the note of `owner`. What is being typed into the same note is not overwritten."""
        if owner != self._owner:
            self.flush()
        elif self.is_waiting:
            return
        self._owner, self._kept = owner, text
        if self.toPlainText() != text:
            self.setPlainText(text)
        self._clock.stop()

    def flush(self) -> None:
        """Keep what was typed now."""
        self._clock.stop()
        if self._owner is not None and self.is_waiting:
            self._kept = self.toPlainText()
            self.edited.emit(self._owner, self._kept)

    def wait_on(self, owner: Owner) -> None:
        """The note of `owner` could not be kept: leave it in sight, and tell it again later."""
        if owner == self._owner:
            self._kept = None

    def sizeHint(self) -> QSize:
        lines = self.fontMetrics().lineSpacing() * _LINES
        return QSize(super().sizeHint().width(), lines + self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.flush()

    def _on_text_changed(self) -> None:
        if self.is_waiting:
            self._clock.start()
