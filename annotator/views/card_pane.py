"""What the panes that list cards have in common."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QStyledItemDelegate, QVBoxLayout, QWidget

from annotator.views.card_view import CardView, MatchKey
from annotator.views.empty_state import EmptyState
from annotator.views.plain import heading_label, plain_label


class CardPane(QWidget):
    """A heading with a count, what narrows the list, and the list, or words in place of an empty one.

    The pane that it becomes adds what narrows the list to the head, which gives way where there is no room
    for it and a card. `menu_requested` carries a place on the screen; the menu is for the current card.
    """

    action_requested = Signal(str)
    menu_requested = Signal(QPoint)
    text_focus_requested = Signal()

    def __init__(self, card: QStyledItemDelegate, match_key: MatchKey, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        card.setParent(self)
        self._list = CardView(match_key, card, self)
        self._empty = EmptyState()
        self._stack = QStackedWidget()
        for page in (self._list, self._empty):
            self._stack.addWidget(page)
        self._count = plain_label()
        self._count.setWordWrap(False)
        self._count.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._title = heading_label()
        self._title.setWordWrap(False)
        self._header = QHBoxLayout()
        self._header.addWidget(self._title)
        self._header.addWidget(self._count, 1)
        self._head_place = QWidget()
        self._head = QVBoxLayout(self._head_place)
        self._head.setContentsMargins(0, 0, 0, 0)
        self._head.addLayout(self._header)
        self._column = QVBoxLayout(self)
        gap = self.fontMetrics().height() // 3
        self._column.setContentsMargins(gap, gap, gap, 0)
        self._column.addWidget(self._head_place)
        self._column.addWidget(self._stack, 1)
        self._list.action_requested.connect(self.action_requested)
        self._list.menu_requested.connect(self.menu_requested)

    @property
    def has_keyboard(self) -> bool:
        """Whether keys go to the list."""
        return self._list.hasFocus()

    def focus_list(self) -> None:
        self._list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def minimumSizeHint(self) -> QSize:
        """Room for the head and a card, whether or not the head is there."""
        margins = self._column.contentsMargins()
        edges = margins.top() + margins.bottom() + self._column.spacing()
        card = self._list.minimumHeight() or self._list.minimumSizeHint().height()
        height = self._head_place.sizeHint().height() + card + edges
        return QSize(super().minimumSizeHint().width(), height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._head_place.setVisible(self.height() >= self.minimumSizeHint().height())

    def _refresh_frame(self) -> None:
        """Show the count, and words in place of an empty list."""
        self._count.setText(self._count_words())
        is_empty = self._list.model().rowCount() == 0
        if is_empty and self._list.hasFocus():
            self._leave_list()
        self._stack.setCurrentWidget(self._empty if is_empty else self._list)
        if is_empty:
            text, button = self._empty_words()
            self._empty.show_words(text, button=button)

    def _count_words(self) -> str:
        raise NotImplementedError

    def _empty_words(self) -> tuple[str, str]:
        """Why the list is empty, and what the button under it is called, "" for none."""
        raise NotImplementedError

    def _leave_list(self) -> None:
        """Give the keyboard away, as the list goes."""
        self.text_focus_requested.emit()
