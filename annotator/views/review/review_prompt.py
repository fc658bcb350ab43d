"""A line above the keys that asks for words or for a yes, without stopping the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.views.plain import plain_label
from annotator.views.review.review_words import tr


class ReviewPrompt(QFrame):
    """Enter answers, Esc gives up; afterwards the keyboard is where it was. Hidden while nothing is asked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reviewPrompt")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self._act: Callable[[str], object] = lambda _text: None
        self._came_from: QWidget | None = None
        self._words = plain_label()
        self._whom = QComboBox()
        self._whom.setAccessibleName(tr("Whom to ask"))
        self._field = QLineEdit()
        self._yes = QPushButton()
        self._no = QPushButton(tr("Cancel"))
        for button in (self._yes, self._no):
            button.setAutoDefault(False)
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.addWidget(self._words)
        column.addLayout(row)
        row.addWidget(self._whom)
        row.addWidget(self._field, 1)
        row.addWidget(self._yes)
        row.addWidget(self._no)
        row.addStretch(0)
        self._field.returnPressed.connect(self._answer)
        self._yes.clicked.connect(self._answer)
        self._no.clicked.connect(self.give_up)
        self.hide()

    def ask(self, words: str, act: Callable[[str], object], *, text: str = "") -> None:
        """Ask for a line of text, with `text` in it already."""
        self._open(words, tr("Keep"), act)
        self._field.setAccessibleName(words)
        self._field.setText(text)
        self._field.show()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def ask_one_of(
        self, words: str, act: Callable[[str, str], object], whom: Sequence[tuple[str, str]]
    ) -> None:
        """Ask for a line of text to one of `whom`, each a key and what it is called; the first until chosen.

        Up and Down choose another one while the text is written. `act` is given the text and the key.
        """
        self.ask(words, lambda text: act(text, str(self._whom.currentData())))
        self._whom.clear()
        for key, name in whom:
            self._whom.addItem(name, key)
        self._whom.setVisible(len(whom) > 1)

    def confirm(self, words: str, yes: str, act: Callable[[], object]) -> None:
        """Ask for a yes, on a button that is called `yes`."""
        self._open(words, yes, lambda _text: act())
        self._field.clear()
        self._field.hide()
        self._yes.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def give_up(self) -> None:
        """Ask no more."""
        self._close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape:
                self.give_up()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self._yes.hasFocus() or self._whom.hasFocus():
                self._answer()
            case Qt.Key.Key_Up | Qt.Key.Key_Down if self._whom.isVisible():
                place = self._whom.currentIndex() + (1 if event.key() == Qt.Key.Key_Down else -1)
                self._whom.setCurrentIndex(min(max(place, 0), self._whom.count() - 1))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self._no.hasFocus():
                self.give_up()
            case _:
                # What is pressed here is meant for nothing else in the window.
                event.accept()

    def _open(self, words: str, yes: str, act: Callable[[str], object]) -> None:
        if self.isHidden():
            self._came_from = QApplication.focusWidget()
        self._act = act
        self._whom.hide()
        self._words.setText(words)
        self.setAccessibleName(words)
        self._yes.setText(yes)
        self.show()

    def _answer(self) -> None:
        text, act = self._field.text(), self._act
        self._close()
        act(text)

    def _close(self) -> None:
        came_from, self._came_from = self._came_from, None
        if came_from is not None:
            came_from.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()
