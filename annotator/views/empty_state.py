"""What a pane says while it has nothing to list, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from annotator.views.plain import plain_label


class EmptyState(QWidget):
    """A sentence in the middle with a button under it, which is hidden while it has no words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = plain_label()
        self.text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.text.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.button = QPushButton()
        self.button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(self.text)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    def show_words(self, text: str, *, button: str = "") -> None:
        """Say `text`; `button` names what can be done."""
        self.text.setText(text)
        self.button.setText(button)
        self.button.setVisible(bool(button))
