"""A layout that sets widgets side by side and goes on below where the width ends."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Rows are as high as their highest widget; the reading direction of the parent decides the side.

    With `stacks`, either all stand in one row, or each has a row of its own as wide as the room.
    """

    def __init__(self, parent: QWidget | None = None, *, stacks: bool = False) -> None:
        super().__init__(parent)
        self._stacks = stacks
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """Kept until something changes: Qt asks for the same width many times in one go."""
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), moves=False)
        return self._heights[width]

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def sizeHint(self) -> QSize:
        """One row, if there is room for it."""
        hints = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(hint.width() for hint in hints) + self._gap() * max(len(hints) - 1, 0)
        return self._with_margins(QSize(width, max((hint.height() for hint in hints), default=0)))

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return self._with_margins(size)

    def setGeometry(self, rectangle: QRect) -> None:
        super().setGeometry(rectangle)
        self._arrange(rectangle, moves=True)

    def _arrange(self, outer: QRect, *, moves: bool) -> int:
        """Set the items into `outer` if `moves`; the height that they take."""
        margins = self.contentsMargins()
        inner = outer.marginsRemoved(margins)
        gap = self._gap() // 2
        top = inner.top()
        for row in self._broken_into_rows(max(inner.width(), 0)):
            height = max(size.height() for _, size in row)
            if moves:
                self._place(row, QRect(inner.left(), top, inner.width(), height))
            top += height + gap
        end = top - gap if top > inner.top() else top
        return end - outer.top() + margins.bottom()

    def _broken_into_rows(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        if self._stacks and self.sizeHint().width() > width:
            shown = (item for item in self._items if not item.isEmpty())
            return [[(item, QSize(width, _size_in(item, width).height()))] for item in shown]
        rows: list[list[tuple[QLayoutItem, QSize]]] = []
        left = -1
        for item in self._items:
            if item.isEmpty():
                continue
            size = _size_in(item, width)
            if left < size.width():
                rows.append([])
                left = width
            rows[-1].append((item, size))
            left -= size.width() + self._gap()
        return rows

    def _place(self, row: list[tuple[QLayoutItem, QSize]], room: QRect) -> None:
        parent = self.parentWidget()
        is_mirrored = parent is not None and parent.isRightToLeft()
        left = room.left()
        for item, size in row:
            corner = QPoint(left, room.top() + (room.height() - size.height()) // 2)
            place = QRect(corner, size)
            if is_mirrored:
                place.moveRight(room.right() - (left - room.left()))
            item.setGeometry(place)
            left += size.width() + self._gap()

    def _gap(self) -> int:
        parent = self.parentWidget()
        return parent.fontMetrics().height() // 2 if parent else 0

    def _with_margins(self, size: QSize) -> QSize:
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())


def _size_in(item: QLayoutItem, width: int) -> QSize:
    """What the item takes in a row of `width`; one that is wider gets the row and wraps."""
    size = item.sizeHint()
    if size.width() <= width:
        return size
    width = max(width, item.minimumSize().width())
    return QSize(width, item.heightForWidth(width) if item.hasHeightForWidth() else size.height())
