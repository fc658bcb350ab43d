"""The labels from one end of a scale to the other, moved by buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QPushButton, QVBoxLayout, QWidget

from annotator.domain.records import Label
from annotator.views.plain import isolated


class LabelOrderField(QWidget):
    """`chosen` carries the keys of all labels in their new order."""

    chosen = Signal(object)

    def __init__(self, labels: Sequence[Label], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = {label.key: label.name for label in labels}
        self._keys: list[str] = []
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Order of the labels"))
        self.setFocusProxy(self._list)
        up, down = QPushButton(self.tr("Move Up")), QPushButton(self.tr("Move Down"))
        buttons = QVBoxLayout()
        for button, step in ((up, -1), (down, 1)):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked, step=step: self._move(step))
            buttons.addWidget(button)
        buttons.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._list, 1)
        row.addLayout(buttons)

    def show_value(self, keys: Sequence[str]) -> None:
        """Show labels in this order, and those that it leaves out behind them."""
        known = [key for key in keys if key in self._names]
        wanted = [*known, *(key for key in self._names if key not in known)]
        current = self._keys[self._list.currentRow()] if self._list.currentRow() >= 0 else ""
        self._keys = wanted
        self._list.clear()
        self._list.addItems([isolated(self._names[key]) for key in wanted])
        self._list.setCurrentRow(wanted.index(current) if current in wanted else 0)
        rows = self._list.sizeHintForRow(0) * max(len(wanted), 1)
        self._list.setFixedHeight(rows + 2 * self._list.frameWidth() + 4)

    def _move(self, step: int) -> None:
        keys, here = list(self._keys), self._list.currentRow()
        there = here + step
        if 0 <= here < len(keys) and 0 <= there < len(keys):
            keys[here], keys[there] = keys[there], keys[here]
            self.chosen.emit(tuple(keys))
