"""Asks for the number of a sentence to go to."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QSpinBox, QVBoxLayout, QWidget

from annotator.views.plain import plain_label


class GotoDialog(QDialog):
    sentence_requested = Signal(int)

    def __init__(self, *, count: int, number: int = 1, parent: QWidget | None = None) -> None:
        """Offer the sentences 1 to `count`, with `number` filled in."""
        super().__init__(parent)
        self.setObjectName("gotoDialog")
        self.setWindowTitle(self.tr("Go to Sentence"))
        self._field = QSpinBox()
        self._field.setRange(1, max(count, 1))
        self._field.setValue(number)
        self._field.setAccessibleName(self.tr("Number of the sentence"))
        self._field.selectAll()
        label = plain_label(self.tr("Sentence, 1 to {0}").format(count))
        label.setBuddy(self._field)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        go = buttons.addButton(self.tr("Go"), QDialogButtonBox.ButtonRole.AcceptRole)
        column = QVBoxLayout(self)
        for part in (label, self._field, buttons):
            column.addWidget(part)
        # Only a button that is in the dialog already becomes its default.
        go.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.accepted.connect(lambda: self.sentence_requested.emit(self._field.value()))
