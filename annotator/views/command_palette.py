"""The command palette: everything that can be done or gone to, found by a few letters."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.models.palette_model import Entry, EntryKind, PaletteModel, PaletteRole, Provider
from annotator.views.icons import Colours
from annotator.views.plain import plain_label

_ROWS_MOST = 10
_COLUMNS = 72
_LIST_KEYS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


class CommandPalette(QFrame):
    """An overlay at the top of `window`. It gives the focus back before it does what was chosen."""

    recent_changed = Signal(list)

    def __init__(self, window: QWidget, colours: Colours) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("command_palette")
        self.setFrameShape(QFrame.Shape.Box)
        self.setAutoFillBackground(True)
        self.setAccessibleName(self.tr("Command palette"))
        self._came_from: QWidget | None = None
        self._only: EntryKind | None = None
        self._model = PaletteModel(self)
        self._field = _Field(self)
        self._list = QListView(self)
        self._list.setModel(self._model)
        self._list.setItemDelegate(_EntryDelegate(colours, self._list))
        self._list.setUniformItemSizes(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._nothing = plain_label(self.tr("Nothing fits. Fewer letters find more."), self)
        self._nothing.setWordWrap(False)
        layout = QVBoxLayout(self)
        for widget in (self._field, self._list, self._nothing):
            layout.addWidget(widget)
        self._field.textChanged.connect(self._on_field_text_changed)
        self._field.key_pressed.connect(self._on_field_key_pressed)
        self._field.left.connect(self._on_field_left)
        self._list.clicked.connect(self._on_list_clicked)
        self._list.selectionModel().currentChanged.connect(self._on_list_current_changed)
        window.installEventFilter(self)
        self.hide()

    def provide(self, kind: EntryKind, provider: Provider) -> None:
        """Let `provider` give entries of this kind; it is asked each time the palette opens."""
        self._model.provide(kind, provider)

    def set_recent(self, ids: Sequence[str]) -> None:
        """Take over which entries were used last, as `recent_changed` told."""
        self._model.set_recent(ids)

    def open(self) -> None:
        """Show the palette with nothing typed."""
        self.ask("")

    def ask(self, query: str, only: EntryKind | None = None) -> None:
        """Show the palette with `query` typed already, such as "#" for sentences; `only` lists one kind."""
        if not self.isVisible():
            self._came_from = QApplication.focusWidget()
        self._only = only
        self._say_what_is_found()
        self._model.forget_entries()
        self._field.setText(query)
        self._search(query)
        self.show()
        self.raise_()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def dismiss(self) -> None:
        """Hide the palette and put the focus back where it was."""
        self.hide()
        self._model.forget_entries()
        if self._came_from is not None:
            self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)
            self._came_from = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.isVisible():
            self._place()

    def _on_field_text_changed(self, query: str) -> None:
        if self.isVisible():
            self._search(query)

    def _on_field_key_pressed(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape:
                self.dismiss()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._run(self._list.currentIndex())
            case _:
                QApplication.sendEvent(self._list, event)

    def _on_field_left(self) -> None:
        # The person went elsewhere with the mouse: the focus stays there.
        self._came_from = None
        self.dismiss()

    def _on_list_clicked(self, index: QModelIndex) -> None:
        self._run(index)

    def _on_list_current_changed(self, index: QModelIndex) -> None:
        # The focus stays in the field, so a screen reader has to be told which entry is meant.
        spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
        if spoken and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._field, spoken))

    def _say_what_is_found(self) -> None:
        if self._only is EntryKind.ARTICLE:
            self._field.setPlaceholderText(self.tr("Type letters of a title"))
            self._field.setAccessibleName(self.tr("Find an article"))
        else:
            hint = self.tr("Type a command or title. > commands, # sentence, @ claim")
            self._field.setPlaceholderText(hint)
            self._field.setAccessibleName(self.tr("Find a command, article, sentence or claim"))

    def _search(self, query: str) -> None:
        self._model.search(query, self._only)
        self._list.setCurrentIndex(self._model.index(0))
        self._nothing.setVisible(self._model.rowCount() == 0)
        self._list.setVisible(self._model.rowCount() > 0)
        self._place()

    def _run(self, index: QModelIndex) -> None:
        if not index.isValid() or self._model.entry(index.row()).reason:
            return
        entry = self._model.entry(index.row())
        self._model.remember(entry)
        self.recent_changed.emit(list(self._model.recent))
        self.dismiss()
        entry.run()

    def _place(self) -> None:
        line, top = self.fontMetrics().height(), self.fontMetrics().height() * 2
        row = max(self._list.sizeHintForRow(0), line)
        room = self._window.height() - top - self._field.sizeHint().height() - 2 * line
        rows = max(1, min(self._model.rowCount(), _ROWS_MOST, room // row))
        self._list.setFixedHeight(rows * row + 2 * self._list.frameWidth() + 2)
        width = min(self.fontMetrics().averageCharWidth() * _COLUMNS, self._window.width() - line)
        self.setGeometry((self._window.width() - width) // 2, top, width, self.sizeHint().height())


class _Field(QLineEdit):
    """Passes on the keys that are meant for the list, and says when the focus leaves."""

    key_pressed = Signal(QKeyEvent)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _LIST_KEYS or event.key() in (
            Qt.Key.Key_Escape,
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
        ):
            self.key_pressed.emit(event)
            event.accept()
        elif event.key() not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() == Qt.FocusReason.MouseFocusReason:
            self.left.emit()

    def focusNextPrevChild(self, _forwards: bool) -> bool:
        # Tab stays in the palette; Esc leaves it.
        return True


class _EntryDelegate(QStyledItemDelegate):
    """One line: the title, why it cannot be done or what it is, and its key at the far end."""

    def __init__(self, colours: Colours, parent: QObject) -> None:
        super().__init__(parent)
        self._colours = colours

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, round(option.fontMetrics.height() * 1.6))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry = index.data(PaletteRole.ENTRY)
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if is_current:
            painter.fillRect(option.rect, self._colours.color("accent"))
        margin = option.fontMetrics.height() // 2
        line = option.rect.adjusted(margin, 0, -margin, 0)
        painter.setFont(option.font)
        self._paint_line(painter, option, line, entry=entry, is_current=is_current)
        painter.restore()

    def _paint_line(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        line: QRect,
        *,
        entry: Entry,
        is_current: bool,
    ) -> None:
        metrics = option.fontMetrics
        strong, weak = (
            ("accent.on", "accent.on")
            if is_current
            else ("text.disabled" if entry.reason else "text.primary", "text.secondary")
        )
        aside = entry.key or entry.detail
        # Two pixels more, as widths are fractions and a key must not be elided for rounding.
        aside_width = min(metrics.horizontalAdvance(aside) + 2, line.width() // 2)
        title = f"{entry.title}: {entry.reason}" if entry.reason else entry.title
        room = line.width() - aside_width - (metrics.height() if aside else 0)
        start = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft)
        end = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignRight)
        flags = Qt.TextFlag.TextSingleLine
        painter.setPen(self._colours.color(strong))
        place = QStyle.alignedRect(option.direction, start, QSize(room, line.height()), line)
        elided = metrics.elidedText(title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | start) | flags, elided)
        painter.setPen(self._colours.color(weak))
        elided = metrics.elidedText(aside, Qt.TextElideMode.ElideRight, aside_width)
        painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter | end) | flags, elided)
