"""A line to look for words in the open article."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QToolButton, QWidget

from annotator.views.icons import Colours, themed_icon
from annotator.views.plain import plain_label


class FindBar(QFrame):
    """Enter goes to the next place, Shift+Enter to the one before, Esc closes."""

    words_changed = Signal(str)
    next_requested = Signal()
    previous_requested = Signal()
    closed = Signal()

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findBar")
        self.setAccessibleName(self.tr("Find in this article"))
        self._field = QLineEdit()
        self._field.setPlaceholderText(self.tr("Find in this article"))
        self._field.setAccessibleName(self.tr("Words to find"))
        self._field.setClearButtonEnabled(True)
        self._count = plain_label()
        self._count.setWordWrap(False)
        self._previous = _tool(themed_icon("chevron_up", colours), self.tr("Previous place"))
        self._next = _tool(themed_icon("chevron_down", colours), self.tr("Next place"))
        self._close = _tool(themed_icon("close", colours), self.tr("Close the find bar"))
        row = QHBoxLayout(self)
        row.addWidget(self._field, 1)
        for part in (self._count, self._previous, self._next, self._close):
            row.addWidget(part)
        self._field.textChanged.connect(self._on_field_text_changed)
        self._previous.clicked.connect(self.previous_requested)
        self._next.clicked.connect(self.next_requested)
        self._close.clicked.connect(self.close_now)
        self.set_count(0, current=0)
        self.hide()

    @property
    def words(self) -> str:
        return self._field.text()

    def open(self, words: str = "") -> None:
        """Show it with the keyboard in its field; `words`, if any, replace those of the last time."""
        if words:
            self._field.setText(words)
        self.show()
        self._field.selectAll()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_now(self) -> None:
        self.hide()
        self.closed.emit()

    def set_count(self, total: int, *, current: int) -> None:
        """How many places were found, and which of them (from 1) is shown; 0 for none."""
        if not self._field.text():
            text = ""
        elif not total:
            text = self.tr("Not found")
        elif not current:
            text = self.tr("{0} found").format(total)
        else:
            text = self.tr("{0} of {1}").format(current, total)
        self._count.setText(text)
        self._previous.setEnabled(total > 0)
        self._next.setEnabled(total > 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape:
                self.close_now()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                backwards = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                (self.previous_requested if backwards else self.next_requested).emit()
            case _:
                super().keyPressEvent(event)

    def _on_field_text_changed(self, text: str) -> None:
        if not text:
            self.set_count(0, current=0)
        self.words_changed.emit(text)


def _tool(icon: QIcon, name: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon)
    button.setAccessibleName(name)
    button.setToolTip(name)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
