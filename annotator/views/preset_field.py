"""Which set of keys lies under a person's own, what it gives, and what of it her own keys cover."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from annotator.views.actions import ActionTable
from annotator.views.key_words import lost_words
from annotator.views.plain import isolated, plain_label
from annotator.views.setting_fields import ChoiceField

_TOLD: Final = (
    "claim.label.1",
    "claim.label.2",
    "claim.label.3",
    "claim.none",
    "go.next_unit",
    "go.prev_unit",
    "claim.skip",
)
"""The actions whose keys are told: those of nearly every key press."""

_NAMED: Final = 3
"""How many keys that other actions have are named; of the others it is said how many they are."""


class PresetField(QWidget):
    """Follows the keymap of `table`. `chosen` carries the id of a preset."""

    chosen = Signal(object)

    def __init__(self, table: ActionTable, name: str) -> None:
        super().__init__()
        self._table = table
        self._keymap = table.keymap
        self._choice = ChoiceField(name, {preset.id: preset.name for preset in self._keymap.presets})
        self._gives = plain_label()
        self._gives.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._lost = plain_label()
        self._give_back = QPushButton(self.tr("Give These &Back"))
        self._give_back.setAutoDefault(False)
        self._give_back.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._choice)
        column.addWidget(self._gives)
        lost = QHBoxLayout()
        lost.addWidget(self._lost, 1)
        lost.addWidget(self._give_back)
        column.addLayout(lost)
        self._choice.chosen.connect(self.chosen)
        self._give_back.clicked.connect(self._keymap.give_back)
        self._keymap.changed.connect(self._on_keymap_changed)
        self._on_keymap_changed()

    def show_value(self, preset: object) -> None:
        """Show which preset is chosen."""
        self._choice.show_value(preset)

    @Slot()
    def _on_keymap_changed(self) -> None:
        self.show_value(self._keymap.preset)
        preset = next(each for each in self._keymap.presets if each.id == self._keymap.preset)
        offered = [id_ for id_ in _TOLD if self._table.action(id_).isVisible()]
        keys = [(self._table.shown_key(id_), self._table.name(id_)) for id_ in offered]
        told = " · ".join(_kept_together(f"{isolated(key)} {isolated(name)}") for key, name in keys if key)
        self._gives.setText("\n".join(filter(None, (preset.why, told))))
        lost = self._words_of_lost()
        self._lost.setText(lost)
        for part in (self._lost, self._give_back):
            part.setVisible(bool(lost))

    def _words_of_lost(self) -> str:
        offered = [each.id for each in self._keymap.records if self._table.is_offered(each.id)]
        told = [words for id_ in offered if (words := lost_words(self._table, id_))]
        if len(told) > _NAMED:
            rest = self.tr("And %n more.", "", len(told) - _NAMED)
            told = [*told[:_NAMED], rest]
        return "\n".join(told)


def _kept_together(words: str) -> str:
    return words.replace(" ", "\N{NO-BREAK SPACE}")
