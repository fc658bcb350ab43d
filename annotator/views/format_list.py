"""The formats that a data set can be written in; what is not installed is greyed and says what to install."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from annotator.exchange.formats import format_named, writers
from annotator.exchange.formats.extras import is_installed
from annotator.views.plain import tooltip

_FEWEST_ROWS = 5
_ROW_EMS = 1.7


class FormatList(QListWidget):
    """One format is chosen at all times, unless the one that was is not installed any more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Format"))
        self._is_tall = False
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for name in writers():
            self.addItem(self._item(name))
        self._fit_font()

    @property
    def format(self) -> str:
        return str(self.item(max(self.currentRow(), 0)).data(Qt.ItemDataRole.UserRole))

    def choose(self, name: str) -> None:
        for row in range(self.count()):
            if self.item(row).data(Qt.ItemDataRole.UserRole) == name:
                self.setCurrentRow(row)

    def set_tall(self, tall: bool) -> None:
        """Show every row, or just a few."""
        self._is_tall = tall
        rows = self.count() if tall else _FEWEST_ROWS
        # A hair more, or a scroll bar would come for what a frame takes away.
        self.setFixedHeight(self._row_height() * rows + 2 * self.frameWidth() + 2)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit_font()

    def _item(self, name: str) -> QListWidgetItem:
        found = format_named(name)
        item = QListWidgetItem(found.title)
        item.setData(Qt.ItemDataRole.UserRole, name)
        if found.extra and is_installed(found.extra) is False:
            hint = self.tr("To write it, install: pip install 'claimdesk[{0}]'").format(found.extra)
            item.setText(self.tr("{0} (not installed)").format(found.title))
            item.setToolTip(tooltip(hint))
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, hint)
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        return item

    def _row_height(self) -> int:
        return round(self.fontMetrics().height() * _ROW_EMS)

    def _fit_font(self) -> None:
        metrics = self.fontMetrics()
        widest = max(metrics.horizontalAdvance(format_named(name).title) for name in writers())
        scroll_bar = self.verticalScrollBar().sizeHint().width()
        self.setMinimumWidth(widest + metrics.height() + scroll_bar)
        for row in range(self.count()):
            self.item(row).setSizeHint(QSize(0, self._row_height()))
        self.set_tall(self._is_tall)
