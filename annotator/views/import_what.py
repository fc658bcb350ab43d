"""The first step of an import: which files there are, what each is, and how tables are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QHeaderView, QPushButton, QVBoxLayout, QWidget

from annotator.desk.keys import shown
from annotator.domain.text import has_words
from annotator.exchange.articles.columns import Outline
from annotator.exchange.articles.shape import Field
from annotator.exchange.finding import Source
from annotator.exchange.import_presets import ImportPreset
from annotator.exchange.look import Listed
from annotator.models.listed_model import ListedColumn, ListedModel, ListedRole
from annotator.views import count_words
from annotator.views.import_columns import ImportColumns
from annotator.views.kind_names import encodings
from annotator.views.plain import isolated, plain_label
from annotator.views.plain_table import plain_table
from annotator.views.setting_fields import ListField


class ImportWhat(QWidget):
    """`columns_requested` carries the Source of a table; the answer comes with `show_outline`.

    `annotations_meant` says that the file holds annotations, not only articles. `text_pasted` carries a text.
    """

    changed = Signal()
    columns_requested = Signal(object)
    annotations_meant = Signal()
    text_pasted = Signal(str)

    def __init__(self, listed: Sequence[Listed], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = ListedModel(listed, self)
        self._files = plain_table(self._model, self.tr("Files"))
        self._encoding = ListField({"": self.tr("found out, UTF-8 first"), **encodings()})
        self._columns = ImportColumns()
        self._trouble = plain_label()
        self._annotations = QPushButton(self.tr("It Holds Annotations…"))
        self._said, self._paste = plain_label(), QPushButton()
        self._build(listed)
        self._files.selectionModel().currentRowChanged.connect(self._on_files_current_row_changed)
        self._encoding.chosen.connect(self._on_encoding_chosen)
        self._columns.changed.connect(self.changed)
        self._columns.sheet_chosen.connect(self._on_columns_sheet_chosen)
        self._annotations.clicked.connect(self.annotations_meant)
        self._paste.clicked.connect(self._on_paste_clicked)

    @property
    def encoding(self) -> str | None:
        """Python's name of the encoding of all files; None finds it out."""
        return str(self._encoding.currentData()) or None

    @property
    def columns(self) -> dict[Field, str]:
        return self._columns.chosen

    @property
    def sheet(self) -> str:
        """The sheet of workbooks; "" is the first one with rows."""
        return self._columns.sheet

    def use(self, preset: ImportPreset) -> list[str]:
        """Read as a preset says; the answer names the columns that are not there."""
        self._encoding.show_value(preset.encoding or "")
        missing = self._columns.use(preset.columns, preset.sheet)
        self._ask()
        return missing

    def show_listed(self, listed: Sequence[Listed]) -> None:
        """Show what there is to read now."""
        self._model.show_listed(listed)
        read = sum(row.source is not None for row in listed)
        said = self.tr("{0} to read").format(count_words.files(read))
        if len(listed) > read:
            said += self.tr(", {0} left aside").format(count_words.number(len(listed) - read))
        self._said.setText(said)

    def begin(self) -> None:
        """Give the keyboard to the list, at the first table if there is one."""
        rows = self._model.rows
        first = next((place for place, row in enumerate(rows) if row.has_columns), 0)
        if not self._files.currentIndex().isValid():
            self._files.setCurrentIndex(self._model.index(first, 0))
        self._files.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Say how many articles each file holds."""
        self._model.show_counts(counts)

    def show_outline(self, outline: Outline | None) -> None:
        """Offer the columns of the table that was asked for."""
        self._columns.setVisible(outline is not None)
        self._trouble.hide()
        if outline is not None:
            self._columns.show_outline(outline)

    def show_trouble(self, text: str) -> None:
        """Say why its columns can't be told."""
        self._columns.hide()
        self._trouble.setText(text)
        self._trouble.show()

    def _build(self, listed: Sequence[Listed]) -> None:
        header = self._files.horizontalHeader()
        for part in (ListedColumn.SIZE, ListedColumn.WHAT):
            header.setSectionResizeMode(part, QHeaderView.ResizeMode.Interactive)
        self._files.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        em = self.fontMetrics().height()
        self._files.setColumnWidth(ListedColumn.SIZE, em * 5)
        self._files.setColumnWidth(ListedColumn.WHAT, em * 14)
        self._files.setMinimumHeight(em * 5)
        self._encoding.setAccessibleName(self.tr("Encoding"))
        above = QHBoxLayout()
        above.addWidget(self._said, 1)
        above.addWidget(self._paste)
        key = QKeySequence(QKeySequence.StandardKey.Paste)
        self._paste.setText(f"{self.tr('Paste Text')}  {isolated(shown(key.toString()))}")
        self._paste.setAccessibleName(self.tr("Paste Text"))
        self._paste.setShortcut(key)
        self._paste.setAutoDefault(False)
        encoding = QHBoxLayout()
        label = plain_label(self.tr("Encoding of all:"))
        label.setWordWrap(False)
        encoding.addWidget(label)
        encoding.addWidget(self._encoding)
        encoding.addStretch(1)
        encoding.addWidget(self._annotations)
        self._annotations.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(above)
        column.addWidget(self._files, 1)
        column.addLayout(encoding)
        column.addWidget(self._columns)
        column.addWidget(self._trouble)
        self._columns.hide()
        self._trouble.hide()
        self.show_listed(listed)

    def _source(self) -> Source | None:
        row = self._files.currentIndex().siblingAtColumn(0).data(ListedRole.RECORD)
        return row.source if isinstance(row, Listed) and row.has_columns else None

    def _ask(self) -> None:
        source = self._source()
        if source is not None:
            self.columns_requested.emit(source)
        else:
            self._columns.hide()
            self._trouble.hide()

    def _on_files_current_row_changed(self) -> None:
        self._ask()

    def _on_paste_clicked(self) -> None:
        text = QApplication.clipboard().text()
        if has_words(text):
            self._trouble.hide()
            self.text_pasted.emit(text)
        else:
            self._trouble.setText(self.tr("The clipboard holds no text. Copy an article, then paste again."))
            self._trouble.show()

    def _on_columns_sheet_chosen(self) -> None:
        self._ask()
        self.changed.emit()

    def _on_encoding_chosen(self) -> None:
        self._ask()
        self.changed.emit()
