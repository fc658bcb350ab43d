"""Tables of data that is only looked at: one line a row, ends of long words in sight."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from annotator.domain.records import Direction
from annotator.models.rows import Index
from annotator.views.article_plan import first_strong


def plain_table(model: QAbstractItemModel, name: str, *, stretched: int | None = 0) -> QTableView:
    """A table without a grid over `model`, read aloud as `name`; the column `stretched` takes the room."""
    table = _PlainTable()
    table.setItemDelegate(_Cells(table))
    table.setModel(model)
    table.setAccessibleName(name)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTextElideMode(Qt.TextElideMode.ElideRight)
    table.verticalHeader().hide()
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
    if stretched is not None:
        header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
    return table


class _Cells(QStyledItemDelegate):
    """Words run the way that they begin, so that of long ones the end is left out and not the start."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if first_strong(option.text) is Direction.RIGHT_TO_LEFT:
            option.direction = Qt.LayoutDirection.RightToLeft


class _PlainTable(QTableView):
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the current row in sight where what belongs to it takes room from the table."""
        super().resizeEvent(event)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())
