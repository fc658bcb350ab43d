"""Asks who is annotating. This is no login: it says whose work the next decision is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QModelIndex, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.views.name_hint import name_hint
from annotator.views.plain import plain_label

_ROWS_SHOWN = 5
_LONGEST = 100
"""Characters of a name, as many as a project takes."""


class AnnotatorDialog(QDialog):
    annotator_chosen = Signal(str)

    def __init__(self, *, name: str = "", known: Sequence[str] = (), parent: QWidget | None = None) -> None:
        """Fill in `name`, and offer those who already annotate in the project."""
        super().__init__(parent)
        self.setObjectName("annotatorDialog")
        self.setWindowTitle(self.tr("Who Is Annotating?"))
        self._field = QLineEdit(name)
        self._field.setMaxLength(_LONGEST)
        self._field.setAccessibleName(self.tr("Name of the annotator"))
        self._field.selectAll()
        question = plain_label(self.tr("Who is annotating? Your name goes with every decision you make."))
        question.setBuddy(self._field)
        column = QVBoxLayout(self)
        column.addWidget(question)
        column.addWidget(self._field)
        column.addWidget(name_hint(self._field, lambda: known))
        if known:
            self._offer(known, column)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._begin = buttons.addButton(self.tr("Annotate"), QDialogButtonBox.ButtonRole.AcceptRole)
        column.addWidget(buttons)
        # Only a button that is in the dialog already becomes its default.
        self._begin.setDefault(True)
        self._field.textChanged.connect(self._on_field_text_changed)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.accepted.connect(lambda: self.annotator_chosen.emit(self._name()))
        self._on_field_text_changed()
        self._field.setFocus()
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 44)

    def _offer(self, known: Sequence[str], column: QVBoxLayout) -> None:
        names = QListWidget()
        names.setAccessibleName(self.tr("Annotators of this project"))
        names.addItems(list(known))
        names.setMaximumHeight((names.sizeHintForRow(0) + 2) * min(len(known), _ROWS_SHOWN) + 8)
        # Not the current one: the list has one as soon as Tab comes by, which must not undo what was typed.
        names.selectionModel().selectionChanged.connect(self._on_names_selection_changed)
        names.activated.connect(self._on_names_activated)
        label = plain_label(self.tr("Or go on as one of those who are already here:"))
        label.setBuddy(names)
        column.addWidget(label)
        column.addWidget(names)

    def _on_names_selection_changed(self, selected: QItemSelection) -> None:
        for index in selected.indexes():
            self._field.setText(str(index.data()))

    def _on_names_activated(self, index: QModelIndex) -> None:
        self._field.setText(str(index.data()))
        self.accept()

    def _name(self) -> str:
        return " ".join(self._field.text().split())

    def _on_field_text_changed(self) -> None:
        self._begin.setEnabled(bool(self._name()))
