"""The labels from one end of a scale to the other, moved by buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from annotator.domain.records import Label
from annotator.views.plain import isolated


class LabelOrderField(QWidget):
    """`chosen` carries the keys of all labels in their new order."""

    chosen = Signal(object)

    def __init__(self, labels: Sequence[Label], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = {label.key: label.name for label in labels}
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
        here = self._list.currentIndex()
        current = here.data(Qt.ItemDataRole.UserRole) if here.isValid() else None
        self._list.clear()
        for key in wanted:
            item = QListWidgetItem(isolated(self._names[key]))
            item.setData(Qt.ItemDataRole.UserRole, key)
            self._list.addItem(item)
        self._list.setCurrentRow(wanted.index(current) if current in wanted else 0)
        rows = self._list.sizeHintForRow(0) * max(len(wanted), 1)
        self._list.setFixedHeight(rows + 2 * self._list.frameWidth() + 4)

    def _move(self, step: int) -> None:
        keys = [self._list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self._list.count())]
        here = self._list.currentRow()
        there = here + step
        if 0 <= here < len(keys) and 0 <= there < len(keys):
            keys[here], keys[there] = keys[there], keys[here]
            self.chosen.emit(tuple(keys))
