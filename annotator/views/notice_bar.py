"""A strip above the article for what needs attention and stops nobody."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.desk.notices import Answer, Notice
from annotator.views.flow_layout import FlowLayout
from annotator.views.icons import Colours, themed_icon
from annotator.views.plain import plain_label
from annotator.views.severity_mark import SeverityMark


class NoticeBar(QFrame):
    """Shows one notice until it is closed, acted on or withdrawn. Hidden while there is none.

    What is wrong, and what answers an act, is seen at once: the older ones wait, and other news waits for its
    turn. Only a question that has the keyboard stays in front, as its answer may be under way.
    `left` says that it was hidden while it had the keyboard, which has to go somewhere.
    """

    dismissed = Signal(str)
    left = Signal()

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("noticeBar")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._notices: list[Notice] = []
        self._mark = SeverityMark(colours)
        self._text = plain_label()
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._more = plain_label()
        self._buttons = FlowLayout()
        self._close = QToolButton()
        self._close.setIcon(themed_icon("close", colours))
        self._close.setAccessibleName(self.tr("Close this notice"))
        self._close.setToolTip(self.tr("Close this notice"))
        self._close.clicked.connect(self._on_close_clicked)
        words = QVBoxLayout()
        words.addWidget(self._text)
        words.addLayout(self._buttons)
        words.addWidget(self._more)
        row = QHBoxLayout(self)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        words.addStretch(1)
        row.addLayout(words, 1)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @property
    def notice(self) -> Notice | None:
        """The one that is shown."""
        return self._notices[0] if self._notices else None

    def show_notice(self, notice: Notice) -> None:
        """Show it now, or after those that stand before it. It replaces one with the same key."""
        keys = [each.key for each in self._notices]
        place = len(self._notices)
        if notice.key and notice.key in keys:
            place = keys.index(notice.key)
            del self._notices[place]
        if notice.asks:
            place = 0
        elif notice.severity.is_problem or notice.passing:
            place = 1 if self._is_being_answered else 0
        self._notices.insert(place, notice)
        self._refresh()
        if notice.asks:
            self.focus_first()

    def focus_first(self) -> None:
        """Give the keyboard to the first answer, or to the button that closes."""
        item = self._buttons.itemAt(0)
        first = item.widget() if item else None
        (first or self._close).setFocus(Qt.FocusReason.OtherFocusReason)

    def withdraw(self, key: str) -> None:
        """Take a notice away because it no longer holds."""
        kept = [notice for notice in self._notices if notice.key != key]
        if len(kept) < len(self._notices):
            self._notices = kept
            self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_cross()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._on_close_clicked()
        else:
            super().keyPressEvent(event)

    @property
    def _is_being_answered(self) -> bool:
        return self.has_keyboard and self.notice is not None and self.notice.asks

    @property
    def has_keyboard(self) -> bool:
        """Whether one of its buttons has the keyboard."""
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def _refresh(self) -> None:
        notice, has_keyboard = self.notice, self.has_keyboard
        self.setVisible(notice is not None)
        if notice is None:
            if has_keyboard:
                self.left.emit()
            return
        self._fit_cross()
        self._mark.set_severity(notice.severity)
        self._text.setText(notice.text)
        self.setAccessibleName(notice.text)
        waiting = len(self._notices) - 1
        self._more.setText(self.tr("%n more waiting", "", waiting))
        self._more.setVisible(waiting > 0)
        while item := self._buttons.takeAt(0):
            if old := item.widget():
                old.hide()
                old.deleteLater()
        for answer in notice.answers:
            button = QPushButton(answer.text)
            # Return presses it, as in a dialog.
            button.setAutoDefault(True)
            button.clicked.connect(lambda _checked=False, answer=answer: self._on_answer_clicked(answer))
            self._buttons.addWidget(button)
            # Its layout would show it later, and what is hidden takes no keyboard.
            button.show()
        self._tie_tab_order()
        if has_keyboard and notice.asks:
            self.focus_first()
        elif has_keyboard:
            self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit_cross(self) -> None:
        """As high as a line of text, at every size of it."""
        side = self.fontMetrics().height()
        self._close.setIconSize(QSize(side, side))

    def _tie_tab_order(self) -> None:
        buttons = [item.widget() for item in map(self._buttons.itemAt, range(self._buttons.count())) if item]
        chain = [button for button in buttons if button is not None] + [self._close]
        for first, second in pairwise(chain):
            QWidget.setTabOrder(first, second)

    def _on_answer_clicked(self, answer: Answer) -> None:
        if self._notices:
            del self._notices[0]
        self._refresh()
        answer.act()

    def _on_close_clicked(self) -> None:
        if self._notices:
            key = self._notices.pop(0).key
            self._refresh()
            self.dismissed.emit(key)
