"""Fields that show the value of one setting and tell when a person changes it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QRadioButton,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from annotator.views.flow_layout import FlowLayout


class _PassingWheel(QObject):
    """Lets the wheel that scrolls the page go by a field that has not the keyboard."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.Wheel or not isinstance(watched, QWidget) or watched.hasFocus():
            return False
        event.ignore()
        return True


def keep_from_wheel(*fields: QWidget) -> None:
    """Have the wheel change these fields only once they were chosen, and not in passing."""
    for field in fields:
        field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        field.installEventFilter(_PassingWheel(field))


class ListField(QComboBox):
    """One of many values. A value that is not offered is shown by its own name."""

    chosen = Signal(object)

    def __init__(self, offered: Mapping[str, str] | Mapping[int, str]) -> None:
        super().__init__()
        keep_from_wheel(self)
        for value, words in offered.items():
            self.addItem(words, value)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(16)
        self.currentIndexChanged.connect(lambda: self.chosen.emit(self.currentData()))

    def show_value(self, value: object) -> None:
        with QSignalBlocker(self):
            place = self.findData(value)
            if place < 0:
                self.addItem(str(value), value)
                place = self.count() - 1
            self.setCurrentIndex(place)


class NumberField(QSpinBox):
    """A whole number; what is being typed counts when it is finished."""

    chosen = Signal(object)

    def __init__(self, least: int, most: int, *, step: int = 1, suffix: str = "") -> None:
        super().__init__()
        keep_from_wheel(self)
        self.setRange(least, most)
        self.setSingleStep(step)
        self.setSuffix(suffix)
        self.setKeyboardTracking(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.valueChanged.connect(self.chosen.emit)

    def show_value(self, value: object) -> None:
        with QSignalBlocker(self):
            self.setValue(int(str(value)))


class SwitchField(QCheckBox):
    """On or off."""

    chosen = Signal(object)

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.toggled.connect(self.chosen.emit)

    def show_value(self, value: object) -> None:
        with QSignalBlocker(self):
            self.setChecked(bool(value))


class ChoiceField(QWidget):
    """One of a few values, all of them in sight. `name` goes before each where it is read aloud."""

    chosen = Signal(object)

    def __init__(self, name: str, offered: Mapping[str, str]) -> None:
        super().__init__()
        self._values = tuple(offered)
        self._buttons = QButtonGroup(self)
        row = QWidget()
        flow = FlowLayout(row)
        for number, words in enumerate(offered.values()):
            button = QRadioButton(words)
            button.setAccessibleName(f"{name}: {words}")
            self._buttons.addButton(button, number)
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(row)
        self._buttons.idToggled.connect(self._on_buttons_id_toggled)

    def show_value(self, value: object) -> None:
        with QSignalBlocker(self):
            self._buttons.button(self._values.index(str(value))).setChecked(True)

    def _on_buttons_id_toggled(self, number: int, is_on: bool) -> None:
        if is_on:
            self.chosen.emit(self._values[number])
