"""How files were read before, under a name that a person gave: chosen again, saved, deleted."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from annotator.exchange.import_presets import ImportPreset, presets_from
from annotator.views.flow_layout import FlowLayout
from annotator.views.plain import isolated, plain_label
from annotator.views.setting_fields import ListField

_LONGEST_NAME = 60


class ImportPresets(QWidget):
    """`chosen` carries the ImportPreset that holds now, `save_requested` the name of one to be saved.

    `kept_changed` carries all presets in the form in which settings keep them.
    """

    chosen = Signal(object)
    save_requested = Signal(str)
    kept_changed = Signal(object)

    def __init__(self, kept: Mapping[str, object], usual: ImportPreset) -> None:
        super().__init__()
        # Those that are not understood may be of a newer version, and stay.
        self._kept = dict(kept)
        self._presets = presets_from(kept)
        self._usual = usual
        self._choice = ListField({"": self.tr("none")})
        self._save = QPushButton(self.tr("Save Preset…"))
        self._delete = QPushButton(self.tr("Delete Preset"))
        self._name = QLineEdit()
        self._keep = QPushButton(self.tr("Save"))
        self._give_up = QPushButton(self.tr("Don’t Save"))
        self._note = plain_label()
        self._buttons, self._naming = QWidget(), QWidget()
        self._build()
        self._connect()
        self._offer("")

    def add(self, name: str, preset: ImportPreset) -> None:
        """Offer a preset that was saved, as the one that holds."""
        self._presets[name] = preset
        self._kept[name] = preset.kept
        self._offer(name)
        self.kept_changed.emit(dict(self._kept))

    def say(self, text: str) -> None:
        """Say what of a preset does not fit; "" where all of it does."""
        self._note.setText(text)
        self._note.setVisible(bool(text))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Escape belong to the name while it is typed, and not to the dialog."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._keep.click()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._give_up.click()
                return True
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        label = plain_label(self.tr("Preset:"))
        label.setWordWrap(False)
        self._choice.setAccessibleName(self.tr("Preset"))
        self._name.setAccessibleName(self.tr("Name of the preset"))
        self._name.setPlaceholderText(self.tr("Name of the preset"))
        self._name.setMaxLength(_LONGEST_NAME)
        self._name.setMinimumWidth(self.fontMetrics().averageCharWidth() * 24)
        _fill(self._buttons, label, self._choice, self._save, self._delete)
        _fill(self._naming, self._name, self._keep, self._give_up)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self._buttons, self._naming, self._note):
            column.addWidget(part)
        self._naming.hide()
        self._note.hide()

    def _connect(self) -> None:
        self._choice.chosen.connect(lambda name: self._on_choice_chosen(str(name)))
        self._save.clicked.connect(self._on_save_clicked)
        self._delete.clicked.connect(self._on_delete_clicked)
        self._keep.clicked.connect(self._on_keep_clicked)
        self._give_up.clicked.connect(self._end_naming)
        self._name.textChanged.connect(self._refresh)
        self._name.installEventFilter(self)

    def _offer(self, name: str) -> None:
        with QSignalBlocker(self._choice):
            self._choice.clear()
            self._choice.addItem(self.tr("none"), "")
            for each in sorted(self._presets):
                self._choice.addItem(each, each)
        self._choice.show_value(name)
        self._refresh()

    def _refresh(self) -> None:
        name = self._name.text().strip()
        self._keep.setEnabled(bool(name))
        is_there = not self._naming.isHidden() and name in self._presets
        told = self.tr("A preset {0} is there already; saving replaces it.").format(isolated(name))
        self.say(told if is_there else "")
        self._delete.setVisible(bool(self._choice.currentData()))

    def _end_naming(self) -> None:
        self._naming.hide()
        self._buttons.show()
        self._name.clear()
        self._refresh()
        self._save.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_choice_chosen(self, name: str) -> None:
        self._refresh()
        self.chosen.emit(self._presets.get(name, self._usual))

    def _on_save_clicked(self) -> None:
        self._buttons.hide()
        self._naming.show()
        self._name.setText(str(self._choice.currentData()))
        self._name.selectAll()
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)
        self._refresh()

    def _on_keep_clicked(self) -> None:
        name = self._name.text().strip()
        self._end_naming()
        self.save_requested.emit(name)

    def _on_delete_clicked(self) -> None:
        name = str(self._choice.currentData())
        for names in (self._presets, self._kept):
            names.pop(name, None)
        # What was chosen by it stays as it is.
        self._offer("")
        self.kept_changed.emit(dict(self._kept))


def _fill(row: QWidget, *parts: QWidget) -> None:
    flow = FlowLayout(row)
    for part in parts:
        flow.addWidget(part)
        if isinstance(part, QPushButton):
            part.setAutoDefault(False)
