"""The file that an export writes: typed or chosen, with what speaks against it said at once."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from annotator.domain.errors import Unavailable
from annotator.exchange.formats import writers
from annotator.exchange.target import ZIP
from annotator.store.file_identity import SUFFIX
from annotator.store.path_kinds import PathKind, kind_of
from annotator.views.flow_layout import FlowLayout
from annotator.views.plain import isolated, plain_label, visible


class ExportTarget(QWidget):
    """`replacing_allowed` says that what is there may be replaced, as was asked with `ask`.

    A data set whose name has no suffix is a folder, or a ZIP where the name ends so.
    """

    changed = Signal()
    replacing_allowed = Signal()

    def __init__(self, path: Path, suffix: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = path.parent
        self._suffix = suffix
        self._allowed: Path | None = None
        self._field = QLineEdit(str(path))
        self._choose = QPushButton(self.tr("Choose…"))
        self._note = plain_label()
        self._answers = QWidget()
        self._replace = QPushButton(self.tr("Replace It"))
        self._keep = QPushButton(self.tr("Keep It"))
        self._build()
        self._field.textChanged.connect(self._on_field_text_changed)
        self._choose.clicked.connect(self.choose)
        self._replace.clicked.connect(self._on_replace_clicked)
        self._keep.clicked.connect(self._on_keep_clicked)
        self._settle()

    @property
    def path(self) -> Path:
        """The file meant: absolute, from the folder that was offered where only a name was typed."""
        text = self._field.text().strip()
        try:
            return self._folder / Path(text).expanduser()
        except RuntimeError:
            return self._folder / text

    @property
    def problem(self) -> str:
        """Why this file cannot be written, as far as a glance tells; "" if it can."""
        if not self._field.text().strip():
            return self.tr("Type the name of a file.")
        path = self.path
        if path.name != visible(path.name):
            return self.tr("This name holds characters that cannot be seen. Choose another name.")
        if path.name.endswith(SUFFIX):
            return self.tr("Projects are named so. Choose another name for the data.")
        try:
            return self._problem_there(path)
        except Unavailable as error:
            return str(error)

    def _problem_there(self, path: Path) -> str:
        """What speaks against a path because of what is there. Raises Unavailable where nobody may look."""
        kind = kind_of(path)
        if self._is_folder_wanted and kind is PathKind.FILE:
            return self.tr("This is a file, and the data set is a folder. Choose another name.")
        if kind is PathKind.FOLDER and not (self._is_folder_wanted and path != self._folder):
            return self.tr("This is a folder. Type the name of a file in it.")
        if kind_of(path.parent) is not PathKind.FOLDER:
            return self.tr("There is no folder {0}.").format(isolated(str(path.parent)))
        return ""

    @property
    def _is_folder_wanted(self) -> bool:
        return not self._suffix and self.path.suffix.lower() != ZIP

    @property
    def needs_answer(self) -> bool:
        """Whether a file is there that nobody has said may be replaced."""
        return os.path.lexists(self.path) and self.path != self._allowed

    def ask(self) -> None:
        """Ask, in place, whether the file that is there may be replaced."""
        name = isolated(self.path.name)
        self._note.setText(self.tr("{0} is there already. Replace it?").format(name))
        self._note.show()
        self._answers.show()
        self._keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_suffix(self, suffix: str) -> None:
        """Follow the format: a name that ends like one format's files, or not at all, ends like the other's.

        "" is a folder, or a ZIP where the name says so.
        """
        if suffix == self._suffix:
            return
        self._suffix = suffix
        text = self._field.text()
        known = {ZIP, *(found.suffix for found in writers().values())} - {""}
        ending = next((each for each in sorted(known) if text.endswith(each)), "")
        is_archive = not suffix and ending == ZIP
        if not is_archive and (ending or (text and not Path(text).suffix)):
            self._field.setText(text.removesuffix(ending) + suffix)
        self._settle()

    def choose(self) -> None:
        """Let the person choose a file; the chooser itself asks before one is replaced."""
        dialog = QFileDialog(self, self.tr("Export To"), str(self.path.parent))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix(self.path.suffix.removeprefix("."))
        dialog.selectFile(self.path.name)
        dialog.fileSelected.connect(self._on_dialog_file_selected)
        dialog.open()

    def _build(self) -> None:
        label = plain_label(self.tr("To:"))
        label.setWordWrap(False)
        label.setBuddy(self._field)
        self._field.setAccessibleName(self.tr("File to write"))
        self._choose.setAccessibleName(self.tr("Choose the file to write"))
        for button in (self._choose, self._replace, self._keep):
            button.setAutoDefault(False)
        line = QHBoxLayout()
        line.addWidget(label)
        line.addWidget(self._field, 1)
        line.addWidget(self._choose)
        answers = FlowLayout(self._answers)
        answers.addWidget(self._keep)
        answers.addWidget(self._replace)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(line)
        column.addWidget(self._note)
        column.addWidget(self._answers)

    def _settle(self) -> None:
        """Say what is in the way, or where a link leads; take a question back."""
        self._answers.hide()
        note = self.problem
        if not note and os.path.islink(self.path):
            target = isolated(os.path.realpath(self.path))
            note = self.tr("This is a link. The file written is {0}.").format(target)
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def _on_field_text_changed(self) -> None:
        self._settle()
        self.changed.emit()

    def _on_dialog_file_selected(self, name: str) -> None:
        self._allowed = Path(name)
        self._field.setText(name)

    def _on_replace_clicked(self) -> None:
        self._allowed = self.path
        self._settle()
        self.replacing_allowed.emit()

    def _on_keep_clicked(self) -> None:
        self._settle()
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._field.selectAll()
