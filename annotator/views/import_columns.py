"""Which sheet of a workbook, and which column of a table or field of records holds what: over first rows."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from annotator.exchange.articles.columns import Outline
from annotator.exchange.articles.shape import Field
from annotator.models.outline_model import OutlineModel
from annotator.views.flow_layout import FlowLayout
from annotator.views.plain import plain_label
from annotator.views.plain_table import plain_table
from annotator.views.setting_fields import ListField


class ImportColumns(QWidget):
    """`changed` follows a choice. What was not chosen by hand is guessed again for the next table.

    After `sheet_chosen` the columns are others, and are to be shown anew.
    """

    changed = Signal()
    sheet_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outline: Outline | None = None
        self._chosen: dict[Field, str] = {}
        self._chosen_sheet = ""
        self._names = _field_names(self)
        self._note = plain_label()
        self._sheets = ListField({})
        self._sheet = self._titled(self._sheets, self.tr("Sheet"))
        self._combos = {field: ListField({"": self.tr("none")}) for field in Field}
        self._model = OutlineModel()
        self._rows = plain_table(self._model, self.tr("First rows"), stretched=None)
        self._build()

    @property
    def chosen(self) -> dict[Field, str]:
        """The columns that a person chose; "" where a field is to have none."""
        return dict(self._chosen)

    @property
    def sheet(self) -> str:
        """The name of the sheet that a person chose; "" is the first one with rows."""
        return self._chosen_sheet

    def use(self, columns: Mapping[Field, str], sheet: str) -> list[str]:
        """Take the columns of a preset; the answer names those that the table on show does not have."""
        names = self._outline.names if self._outline else columns.values()
        self._chosen = {field: name for field, name in columns.items() if not name or name in names}
        self._chosen_sheet = sheet if self._outline is None or sheet in self._outline.sheets else ""
        return [name for name in columns.values() if name and name not in names]

    def show_outline(self, outline: Outline) -> None:
        """Offer the columns of a table, and of a workbook its sheets."""
        self._outline = outline
        with QSignalBlocker(self._sheets):
            self._sheets.clear()
            for name in outline.sheets:
                self._sheets.addItem(name, name)
            self._sheets.setCurrentIndex(self._sheets.findData(outline.sheet))
        self._sheet.setVisible(len(outline.sheets) > 1)
        for field, combo in self._combos.items():
            with QSignalBlocker(combo):
                combo.clear()
                combo.addItem(self.tr("none"), "")
                for name in outline.names:
                    combo.addItem(name, name)
                combo.setCurrentIndex(max(combo.findData(outline.mapping.get(field, "")), 0))
        self._refresh()

    def _build(self) -> None:
        fields = QWidget()
        flow = FlowLayout(fields)
        flow.addWidget(self._sheet)
        self._sheets.chosen.connect(lambda name: self._on_sheets_chosen(str(name)))
        for field, combo in self._combos.items():
            flow.addWidget(self._titled(combo, self._names[field]))
            combo.chosen.connect(lambda name, field=field: self._on_combo_chosen(field, str(name)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self._note, fields, self._rows):
            column.addWidget(part)

    def _titled(self, combo: QComboBox, name: str) -> QWidget:
        combo.setAccessibleName(name)
        combo.setMinimumContentsLength(10)
        label = plain_label(name)
        label.setWordWrap(False)
        place = QWidget()
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(label)
        column.addWidget(combo)
        return place

    def _refresh(self) -> None:
        if self._outline is None:
            return
        columns = {field: str(combo.currentData()) for field, combo in self._combos.items()}
        meanings = {name: self._names[field] for field, name in columns.items() if name}
        self._model.show_outline(self._outline, meanings)
        em = self.fontMetrics().height()
        for column in range(self._model.columnCount()):
            self._rows.setColumnWidth(column, em * 9)
        self._rows.setFixedHeight(round(em * 9.5))
        if columns[Field.TEXT]:
            self._note.setText(self.tr("Each row becomes an article. Which column holds what?"))
        else:
            self._note.setText(self.tr("Choose the column that holds the text; without it no row comes in."))

    def _on_sheets_chosen(self, name: str) -> None:
        self._chosen_sheet = name
        self._chosen.clear()
        self.sheet_chosen.emit()

    def _on_combo_chosen(self, field: Field, name: str) -> None:
        self._chosen[field] = name
        self._refresh()
        self.changed.emit()


def _field_names(owner: QWidget) -> dict[Field, str]:
    return {
        Field.TEXT: owner.tr("Text"),
        Field.TITLE: owner.tr("Title"),
        Field.URL: owner.tr("Web address"),
        Field.OUTLET: owner.tr("Outlet"),
        Field.BYLINE: owner.tr("Author"),
        Field.DATE: owner.tr("Date"),
        Field.LANGUAGE: owner.tr("Language"),
        Field.ID: owner.tr("Id"),
    }
