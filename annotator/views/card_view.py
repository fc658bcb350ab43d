"""A list of cards of one height, worked with the keyboard as the article is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from annotator.domain.spans import runs

_WAYS = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)
_ENDS = (QAbstractItemView.CursorAction.MoveHome, QAbstractItemView.CursorAction.MoveEnd)
_OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

MatchKey = Callable[[QKeyEvent], str | None]


class CardView(QTableView):
    """One column whose rows are as high as the delegate's hint. Single keys are wishes, never a search.

    `rows_picked` says that somebody made rows current or selected, by key or mouse; what the program lights
    says nothing.
    """

    action_requested = Signal(str)
    row_chosen = Signal(QModelIndex)
    rows_picked = Signal()
    row_opened = Signal(QModelIndex)
    menu_requested = Signal(QPoint)

    def __init__(
        self, match_key: MatchKey, delegate: QStyledItemDelegate, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._match_key = match_key
        self.setItemDelegate(delegate)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().hide()
        self.horizontalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._fit_font()

    def bring_into_sight(self, index: QModelIndex) -> None:
        # Rows that came just now are not in the scroll bar's range yet.
        self.updateGeometries()
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    def mark(self, index: QModelIndex) -> None:
        """Make a row current; one that is out of sight comes to the middle, so that those after it stay."""
        self.updateGeometries()
        if not self.viewport().rect().contains(self.visualRect(index)):
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        self.setCurrentIndex(index)

    @property
    def selected_rows(self) -> list[int]:
        """The numbers of the selected rows, from the top."""
        selection = self.selectionModel().selection()
        parts = [selection.at(place) for place in range(selection.count())]
        return sorted(row for part in parts for row in range(part.top(), part.bottom() + 1))

    def light(self, rows: Sequence[int], current: int) -> None:
        """Select these rows, which ascend, and no other, whatever keys are held; `current` is -1 for none."""
        model, index = self.model(), self.model().index(current, 0)
        is_news = index != self.currentIndex() or (current >= 0 and current not in self.selected_rows)
        if list(rows) != self.selected_rows:
            selection = QItemSelection()
            for part in runs(rows):
                selection.select(model.index(part.start, 0), model.index(part.end - 1, 0))
            self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if is_news:
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.bring_into_sight(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Going through the list and opening come first; every other key is looked up in the table."""
        is_plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() in _WAYS or event.matches(QKeySequence.StandardKey.SelectAll):
            self._go(event)
        elif event.key() in _OPENING and is_plain:
            if self.currentIndex().isValid():
                self.row_opened.emit(self.currentIndex())
        elif (action_id := self._match_key(event)) is not None:
            event.accept()
            self.action_requested.emit(action_id)
        else:
            super().keyPressEvent(event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home and End go to the ends of the list: without Ctrl, Qt means those of the row, a single card."""
        if action in _ENDS:
            modifiers |= Qt.KeyboardModifier.ControlModifier
        return super().moveCursor(action, modifiers)

    def keyboardSearch(self, search: str) -> None:
        """Search nothing: a printable key is a label or another action, or nothing at all."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        before = self.selected_rows
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() or self.selected_rows != before:
            self.rows_picked.emit()
        if index.isValid() and event.button() is Qt.MouseButton.LeftButton:
            self.row_chosen.emit(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        before = self.selected_rows
        super().mouseMoveEvent(event)
        if self.selected_rows != before:
            self.rows_picked.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        before = self.selected_rows
        super().mouseReleaseEvent(event)
        if self.selected_rows != before:
            self.rows_picked.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() is Qt.MouseButton.LeftButton:
            self.row_opened.emit(index)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the row under the mouse, or for the key of the current one."""
        place = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        elif not self.indexAt(event.pos()).isValid():
            return
        if self.currentIndex().isValid():
            self.menu_requested.emit(place)

    def minimumSizeHint(self) -> QSize:
        """A whole card."""
        height = self.verticalHeader().defaultSectionSize() + 2 * self.frameWidth()
        return QSize(super().minimumSizeHint().width(), height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the current card in sight where there is less room."""
        super().resizeEvent(event)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_font()

    def _go(self, event: QKeyEvent) -> None:
        before = QPersistentModelIndex(self.currentIndex())
        super().keyPressEvent(event)
        if self.currentIndex().isValid() and before != self.currentIndex():
            self.row_chosen.emit(self.currentIndex())
        self.rows_picked.emit()

    def _fit_font(self) -> None:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        height = self.itemDelegate().sizeHint(option, QModelIndex()).height()
        self.verticalHeader().setDefaultSectionSize(height)
        self.verticalScrollBar().setSingleStep(max(height // 3, 1))
