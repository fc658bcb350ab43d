"""Which encoding a file is in, chosen by how its text would begin."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from annotator.domain.text import normalise
from annotator.exchange.outcomes import Outcome
from annotator.views.encoding_names import encoding_name
from annotator.views.flow_layout import FlowLayout
from annotator.views.plain import plain_label, visible

_ROWS_SHOWN = 5


class EncodingChoice(QWidget):
    """`read_requested` and `read_all_requested` carry Python's name of the encoding that was chosen."""

    read_requested = Signal(str)
    read_all_requested = Signal(str)
    skip_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outcome: Outcome | None = None
        self._alike = 1
        self._text = plain_label()
        self._encodings = QListWidget()
        self._beginning = QPlainTextEdit()
        self._read = QPushButton()
        self._read_all = QPushButton()
        self._skip = QPushButton(self.tr("Skip It"))
        self._build()
        self._encodings.currentRowChanged.connect(self._refresh)
        self._read.clicked.connect(lambda: self.read_requested.emit(self._encoding))
        self._read_all.clicked.connect(lambda: self.read_all_requested.emit(self._encoding))
        self._skip.clicked.connect(self.skip_requested)

    def show_file(self, outcome: Outcome, *, alike: int) -> None:
        """Offer the candidates of a file; `alike` files in all wait for an encoding."""
        self._outcome = outcome
        self._alike = alike
        best = encoding_name(outcome.candidates[0].encoding)
        self._text.setText(
            self.tr(
                "This file is not text in UTF-8. It looks like {0}. Nothing of it was imported. "
                "Choose the encoding in which its words look right."
            ).format(best)
        )
        self._encodings.blockSignals(True)
        self._encodings.clear()
        self._encodings.addItems([encoding_name(each.encoding) for each in outcome.candidates])
        self._encodings.setCurrentRow(0)
        self._encodings.blockSignals(False)
        self._fit_font()
        self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit_font()

    @property
    def _encoding(self) -> str:
        row = self._encodings.currentRow()
        return self._outcome.candidates[row].encoding if self._outcome and row >= 0 else ""

    def _build(self) -> None:
        self._encodings.setAccessibleName(self.tr("Encodings"))
        self._beginning.setAccessibleName(self.tr("How the text would begin"))
        self._beginning.setReadOnly(True)
        self._beginning.setTabChangesFocus(True)
        self._beginning.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        buttons = QWidget()
        row = FlowLayout(buttons)
        for button in (self._read, self._read_all, self._skip):
            button.setAutoDefault(False)
            row.addWidget(button)
        middle = QHBoxLayout()
        middle.addWidget(self._encodings, 2)
        middle.addWidget(self._beginning, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._text)
        column.addLayout(middle)
        column.addWidget(buttons)

    def _refresh(self) -> None:
        row = self._encodings.currentRow()
        if self._outcome is None or row < 0:
            return
        candidate = self._outcome.candidates[row]
        beginning, _ = normalise(candidate.preview)
        self._beginning.setPlainText("\n".join(map(visible, beginning.split("\n"))))
        name = encoding_name(candidate.encoding)
        self._read.setText(self.tr("Read as {0}").format(name))
        self._read_all.setText(self.tr("Read All {0} as {1}").format(self._alike, name))
        self._read_all.setVisible(self._alike > 1)

    def _fit_font(self) -> None:
        em = self.fontMetrics().height()
        for row in range(self._encodings.count()):
            self._encodings.item(row).setSizeHint(QSize(0, round(em * 1.7)))
        height = round(em * 1.7) * _ROWS_SHOWN + 6
        self._encodings.setMinimumHeight(em * 3)
        self._beginning.setMinimumHeight(em * 3)
        self._encodings.setMaximumHeight(height)
        self._beginning.setMaximumHeight(height)
