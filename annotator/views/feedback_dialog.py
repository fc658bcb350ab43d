"""What changed in my work: decisions of a review about one annotator's claims, and why."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHeaderView,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.desk.feedback_reading import FeedbackRead, FeedbackReading, Told
from annotator.domain.adjudication import Outcome
from annotator.models.feedback_model import (
    FeedbackColumn,
    FeedbackModel,
    FeedbackRole,
    decided_words,
    said_words,
)
from annotator.views.decision_lines import why_lines
from annotator.views.flow_layout import FlowLayout
from annotator.views.plain import isolated, plain_label
from annotator.views.plain_table import plain_table

_MEASURED: Final = 50
"""Rows that columns are fitted to: among thousands the words of the first ones are typical."""


class FeedbackDialog(QDialog):
    """Can stay open beside the work. Opening it counts as reading; what was new stays bold meanwhile."""

    sentence_requested = Signal(object)

    def __init__(self, reading: FeedbackReading, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("feedbackDialog")
        self.setWindowTitle(self.tr("What Changed in My Work"))
        self._reading = reading
        self._changed: tuple[Told, ...] | None = None
        self._confirmed: tuple[Told, ...] | None = None
        self._model = FeedbackModel(self)
        self._state = plain_label()
        self._all = QCheckBox(self.tr("Also what was decided as I had it"))
        self._table = plain_table(self._model, self.tr("Decisions, newest first"))
        self._details = plain_label()
        self._go = QPushButton(self.tr("Go to the Sentence"))
        self._build()
        self._all.toggled.connect(self._on_all_toggled)
        self._table.selectionModel().currentRowChanged.connect(self._show_details)
        self._table.activated.connect(self._on_go_clicked)
        self._go.clicked.connect(self._on_go_clicked)
        reading.read.connect(self._on_reading_read)
        reading.failed.connect(self._state.setText)
        self._all.setEnabled(False)
        self._show_details()
        self._ask(confirms=False)

    def _build(self) -> None:
        header = self._table.horizontalHeader()
        header.setSectionResizeMode(FeedbackColumn.WORDS, QHeaderView.ResizeMode.Stretch)
        header.setResizeContentsPrecision(_MEASURED)
        self._details.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self._details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(self._details)
        area.setAccessibleName(self.tr("Why"))
        em = self.fontMetrics().height()
        area.setMinimumHeight(3 * em)
        self._go.setAutoDefault(False)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        tools = QWidget()
        row = FlowLayout(tools)
        row.addWidget(self._go)
        row.addWidget(self._all)
        column = QVBoxLayout(self)
        column.addWidget(self._state)
        column.addWidget(self._table, 3)
        column.addWidget(area, 2)
        column.addWidget(tools)
        column.addWidget(close)
        room = self.screen().availableGeometry().size()
        self.resize(min(em * 50, room.width()), min(em * 30, room.height()))

    def _told(self) -> Told | None:
        row = self._table.currentIndex().data(FeedbackRole.RECORD)
        return row if isinstance(row, Told) else None

    def _ask(self, *, confirms: bool) -> None:
        self._state.setText(self.tr("Reading…"))
        self._reading.ask(confirms=confirms)

    @Slot(object)
    def _on_reading_read(self, found: FeedbackRead) -> None:
        if found.confirms:
            self._confirmed = found.told
        else:
            self._changed = found.told
        self._all.setEnabled(True)
        self._fill()

    @Slot(bool)
    def _on_all_toggled(self, wanted: bool) -> None:
        """What confirmed her may be many and is read when it is asked for."""
        if wanted and self._confirmed is None:
            self._ask(confirms=True)
        else:
            self._fill()

    def _fill(self) -> None:
        told, changed = self._told(), self._changed or ()
        self._model.set_rows(self._every() if self._all.isChecked() else changed)
        narrow = 18 * self.fontMetrics().averageCharWidth()
        # What was decided is what this is about: it may have as much room as a quarter of the table.
        wide = max(narrow, self._table.viewport().width() // 4)
        columns = {FeedbackColumn.SAID: wide, FeedbackColumn.DECIDED: wide, FeedbackColumn.ARTICLE: narrow}
        for column, widest in columns.items():
            title = self._table.horizontalHeader().sectionSizeHint(column)
            words = self._table.sizeHintForColumn(column)
            self._table.setColumnWidth(column, max(title, min(widest, words)))
        new = sum(row.is_new for row in changed)
        if not changed:
            said = self.tr("Nothing was decided otherwise than you had it, as far as it was given out.")
            self._state.setText(said)
        else:
            said = self.tr("Decided otherwise than you had it, or asked: {0}, new to you: {1}.")
            self._state.setText(said.format(len(changed), new))
        place = self._model.row_of(told.feedback.id) if told else 0
        self._table.setCurrentIndex(self._model.index(max(place, 0), 0))
        self._show_details()

    def _every(self) -> list[Told]:
        rows = [*(self._changed or ()), *(self._confirmed or ())]
        return sorted(rows, key=lambda row: row.feedback.decided_at, reverse=True)

    @Slot()
    def _show_details(self) -> None:
        told = self._told()
        self._go.setEnabled(told is not None)
        self._details.setText("\n".join(_lines(self, told)) if told else "")

    @Slot()
    def _on_go_clicked(self) -> None:
        if (told := self._told()) is not None:
            self.sentence_requested.emit(told)


def _lines(dialog: QDialog, told: Told) -> list[str]:
    """A decision in full sentences, a line each."""
    said = [dialog.tr("You had: {0}, {1}").format(label, isolated(words)) for label, words in told.said]
    decided = [dialog.tr("Decided: {0}, {1}").format(label, isolated(words)) for label, words in told.decided]
    lines = said or [isolated(told.words), dialog.tr("You had: {0}").format(said_words(told))]
    if told.feedback.outcome is Outcome.ASKED_BACK:
        answer = dialog.tr("To answer, change your claim or its note, or finish the article anew.")
        return [*lines, *why_lines(told.feedback, told.reasons), answer]
    lines += decided or [dialog.tr("Decided: {0}").format(decided_words(told))]
    return [*lines, *why_lines(told.feedback, told.reasons)]
