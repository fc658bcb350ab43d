"""Asks whom articles are given out to, and where their packs go."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.records import Annotator, Role
from annotator.views.plain import plain_label, visible


class GiveOutDialog(QDialog):
    """`packs_requested` carries the folder and the people; `folder_requested` asks for another folder."""

    packs_requested = Signal(object, list)
    folder_requested = Signal()

    def __init__(self, people: Sequence[Annotator], folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("giveOutDialog")
        self.setWindowTitle(self.tr("Give Out Packs"))
        self._boxes = [(person, QCheckBox(visible(person.name).replace("&", "&&"))) for person in people]
        self._folder = QLineEdit(str(folder))
        self._folder.setAccessibleName(self.tr("Folder"))
        self._choose = QPushButton(self.tr("Choose…"))
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._make = self._buttons.addButton(self.tr("Make Packs"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._build()
        for person, box in self._boxes:
            box.setChecked(person.role is Role.ANNOTATOR)
            box.toggled.connect(self._refresh)
        self._folder.textChanged.connect(self._refresh)
        self._choose.clicked.connect(self.folder_requested)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self.accepted.connect(lambda: self.packs_requested.emit(Path(self._folder.text()), self.chosen))
        self._refresh()

    @property
    def chosen(self) -> list[Annotator]:
        """Who gets a pack."""
        return [person for person, box in self._boxes if box.isChecked()]

    def show_folder(self, folder: str) -> None:
        """Write there."""
        self._folder.setText(folder)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.addWidget(
            plain_label(
                self.tr(
                    "Each person gets a file of her own: her articles, the labels, the guidelines and her "
                    "own work so far. Nothing of anybody else is in it."
                )
            )
        )
        names = QWidget()
        list_ = QVBoxLayout(names)
        for _, box in self._boxes:
            list_.addWidget(box)
        list_.addStretch(1)
        area = QScrollArea()
        area.setWidget(names)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(area, 1)
        label = plain_label(self.tr("Folder for the packs:"))
        label.setBuddy(self._folder)
        column.addWidget(label)
        row = QHBoxLayout()
        row.addWidget(self._folder, 1)
        row.addWidget(self._choose)
        column.addLayout(row)
        column.addWidget(self._buttons)
        self._choose.setAutoDefault(False)
        self._make.setDefault(True)
        em = self.fontMetrics().height()
        self.resize(QSize(em * 28, em * 22).boundedTo(self.screen().availableSize() * 0.94))

    def _refresh(self) -> None:
        self._make.setEnabled(bool(self.chosen) and bool(self._folder.text().strip()))
