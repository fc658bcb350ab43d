"""Where a lead writes the next version of the guidelines."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from annotator.desk.keys import shown
from annotator.views.plain import plain_label

_SAVING: Final = ("Ctrl+Enter", "Ctrl+Return")


class GuidelineEditor(QDialog):
    """Plain Markdown. `save_requested` carries the text; who saves it closes the window."""

    save_requested = Signal(str)

    def __init__(self, text: str, number: int, parent: QWidget | None = None) -> None:
        """`number` is that of the version that would be added."""
        super().__init__(parent)
        self.setObjectName("guidelineEditor")
        self.setWindowTitle(self.tr("Write the Guidelines"))
        self._text = QPlainTextEdit(text)
        self._text.setAccessibleName(self.tr("Text of the guidelines"))
        self._text.setTabChangesFocus(True)
        hint = plain_label(
            self.tr(
                "A line that begins with # is a heading, one that begins with - an item of a list. What "
                "stands under a heading that reads like a label is shown where that label is given. "
                "%1 saves."
            ).replace("%1", shown(_SAVING[0]))
        )
        save = QPushButton(self.tr("Save as Version {0}").format(number))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(save, QDialogButtonBox.ButtonRole.ApplyRole)
        save.clicked.connect(self._save)
        buttons.rejected.connect(self.reject)
        for chord in _SAVING:
            QShortcut(QKeySequence(chord), self, self._save)
        column = QVBoxLayout(self)
        column.addWidget(hint)
        column.addWidget(self._text, 1)
        column.addWidget(buttons)
        # Not before it is in the window, or that chooses another.
        save.setDefault(True)
        room = self.screen().availableGeometry().size()
        metrics = self.fontMetrics()
        self.resize(
            min(80 * metrics.averageCharWidth(), room.width()), min(32 * metrics.height(), room.height())
        )
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def text(self) -> str:
        """What is written now."""
        return self._text.toPlainText()

    def _save(self) -> None:
        self.save_requested.emit(self.text)
