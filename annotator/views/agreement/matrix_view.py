"""A table of numbers that is read cell by cell; what is shaded has a pattern, too."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QHelpEvent, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from annotator.models.matrix_model import MatrixModel, MatrixRole
from annotator.views.plain import tooltip

_OPENING: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STRONGEST: Final = 0.35
"""How much of the accent a cell has at most, so that its number stays readable."""
_PATTERNS: Final = (
    Qt.BrushStyle.NoBrush,
    Qt.BrushStyle.Dense7Pattern,
    Qt.BrushStyle.Dense6Pattern,
    Qt.BrushStyle.Dense5Pattern,
    Qt.BrushStyle.Dense4Pattern,
    Qt.BrushStyle.Dense3Pattern,
)
Index = QModelIndex | QPersistentModelIndex


class _Shading(QStyledItemDelegate):
    """Shades a cell by its share, with a strip at its foot whose pattern is as dense as the shade."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        share = index.data(MatrixRole.SHARE)
        if isinstance(share, float) and share > 0 and not option.state & QStyle.StateFlag.State_Selected:
            accent = option.palette.color(QPalette.ColorRole.Accent)
            accent.setAlphaF(_STRONGEST * min(share, 1.0))
            painter.fillRect(option.rect, accent)
        super().paint(painter, option, index)
        if isinstance(share, float) and share > 0:
            strip = QRect(option.rect)
            strip.setTop(strip.bottom() - max(option.fontMetrics.height() // 5, 3))
            place = min(round(share * (len(_PATTERNS) - 1)), len(_PATTERNS) - 1)
            painter.fillRect(strip, QBrush(option.palette.color(QPalette.ColorRole.Text), _PATTERNS[place]))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        hint = super().sizeHint(option, index)
        return QSize(
            hint.width() + option.fontMetrics.height(), hint.height() + option.fontMetrics.height() // 2
        )


class MatrixView(QTableView):
    """Return or a double click on a cell asks for what is behind it: `cell_opened` carries the cell's key."""

    cell_opened = Signal(object)

    def __init__(self, model: MatrixModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setAccessibleName(name)
        self.setItemDelegate(_Shading(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
            header.setSectionsClickable(False)
            header.setHighlightSections(False)
        self.verticalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        )
        self.doubleClicked.connect(self._open)
        model.modelReset.connect(self._start)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return opens the current cell; arrows go from cell to cell."""
        if event.key() in _OPENING and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """What a number is, said as it is, also where it holds somebody's name."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            told = index.data(MatrixRole.TOLD) if index.isValid() else None
            place: QPoint = event.globalPos()
            QToolTip.showText(place, tooltip(told if isinstance(told, str) else ""), self)
            return True
        return super().viewportEvent(event)

    def _open(self, index: QModelIndex) -> None:
        key = index.data(MatrixRole.KEY)
        if isinstance(key, Hashable) and key is not None:
            self.cell_opened.emit(key)

    def _start(self) -> None:
        """Stand on the first cell, so that arrows and Return mean something."""
        if self.model().rowCount() and self.model().columnCount():
            self.setCurrentIndex(self.model().index(0, 0))
