"""The list of formats; what is not installed is greyed and says what to install."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.models.format_model import FormatModel
from annotator.models.rows import Index

_FEWEST_ROWS = 4
_ROW_EMS = 1.7


class FormatList(QListView):
    """One format is chosen at all times."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = FormatModel(self)
        self._is_tall = False
        self.setModel(self._model)
        self.setItemDelegate(_Rows(self))
        self.setAccessibleName(self.tr("Format"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fit_font()

    @property
    def format(self) -> str:
        """The name of the chosen format."""
        return self._model.name(max(self.currentIndex().row(), 0))

    def choose(self, name: str) -> None:
        self.setCurrentIndex(self._model.index(self._model.row(name)))

    def set_tall(self, tall: bool) -> None:
        """Show every row, or just a few."""
        self._is_tall = tall
        rows = self._model.rowCount() if tall else _FEWEST_ROWS
        # A hair more, or a scroll bar would come for what a frame takes away.
        self.setFixedHeight(_row_height(self) * rows + 2 * self.frameWidth() + 2)
        self.scrollTo(self.currentIndex())

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.chosen.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit_font()

    def _fit_font(self) -> None:
        metrics = self.fontMetrics()
        rows = range(self._model.rowCount())
        widest = max(metrics.horizontalAdvance(self._model.title(row)) for row in rows)
        self.setMinimumWidth(widest + metrics.height() + self.verticalScrollBar().sizeHint().width())
        self.set_tall(self._is_tall)


class _Rows(QStyledItemDelegate):
    """Gives rows the height that the list counts with."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = self.parent()
        height = _row_height(view) if isinstance(view, QWidget) else 0
        return QSize(super().sizeHint(option, index).width(), height)


def _row_height(view: QWidget) -> int:
    return round(view.fontMetrics().height() * _ROW_EMS)
