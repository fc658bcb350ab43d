"""The last step of an import: how much comes in, what does not and why, and what is still to be chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.desk.notices import Severity
from annotator.exchange.outcomes import NearDuplicates, Outcome
from annotator.exchange.survey import Survey
from annotator.models.forecast_model import ForecastModel
from annotator.models.outcome_model import OutcomeColumn, OutcomeRole
from annotator.views import count_words
from annotator.views.encoding_choice import EncodingChoice
from annotator.views.icons import Colours
from annotator.views.plain import ElidedLabel, plain_label
from annotator.views.plain_table import plain_table
from annotator.views.setting_fields import ListField
from annotator.views.severity_mark import SeverityMark


class ImportSummary(QWidget):
    """`encoding_chosen` carries names of articles and Python's name of the encoding to read them in.

    `skip_chosen` carries names of articles that are to be left out.
    """

    near_chosen = Signal()
    encoding_chosen = Signal(object, str)
    skip_chosen = Signal(object)

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = ForecastModel(self)
        self._coming: int | None = None
        self._mark = SeverityMark(colours)
        self._counts, self._more = plain_label(), plain_label()
        self._near_label = plain_label()
        self._near = ListField(
            {
                NearDuplicates.KEEP.value: self.tr("keep them"),
                NearDuplicates.SKIP.value: self.tr("leave them out"),
            }
        )
        self._near_row = QWidget()
        self._list = plain_table(self._model, self.tr("Articles that there is something to say of"))
        self._name = ElidedLabel()
        self._reason = plain_label()
        self._choice = EncodingChoice()
        self._build()
        self._connect()

    @property
    def near(self) -> NearDuplicates:
        return NearDuplicates(str(self._near.currentData()))

    @property
    def is_empty(self) -> bool:
        """Whether it is known that nothing would come in."""
        return self._coming == 0

    def begin(self) -> None:
        """Give the keyboard to the list where there is one, and nowhere else."""
        (self._list if self._model.rowCount() else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_waiting(self) -> None:
        """Say that everything is still being read."""
        self._coming = None
        self._mark.set_severity(Severity.INFO)
        self._counts.setText(
            self.tr("The files are still being read. You can import now, or wait and see what comes in.")
        )
        self._show_rows(Survey((), ()))

    def show_trouble(self, text: str) -> None:
        """Say why nothing can be said of what comes in."""
        self._coming = None
        self._mark.set_severity(Severity.WARNING)
        self._counts.setText(text)
        self._show_rows(Survey((), ()))

    def show_survey(self, survey: Survey, left_out: set[str]) -> None:
        """Count what comes in, without the articles that are in `left_out`."""
        taken = [each for each in survey.articles if each.name not in left_out]
        unsure = [each for each in taken if each.candidates]
        twins = [each for each in taken if each.twin]
        coming = [each for each in taken if not each.candidates and not each.twin]
        near = sum(bool(each.resembles) for each in coming)
        is_left = self.near is NearDuplicates.SKIP
        asked = sum(each.asked for each in coming if not (is_left and each.resembles))
        count = self._coming = len(coming) - (near if is_left else 0)
        parts = [count_words.articles(count), self.tr("{0} to decide").format(count_words.sentences(asked))]
        self._counts.setText(" · ".join(parts))
        self._mark.set_severity(Severity.SUCCESS if count and not unsure else Severity.WARNING)
        number = count_words.number
        more = (
            (len(twins), self.tr("{0} skipped, as their text is here already")),
            (len(unsure), self.tr("{0} with an encoding still to be chosen")),
            (len(survey.others), self.tr("{0} not read")),
            (len(survey.articles) - len(taken), self.tr("{0} left out by you")),
        )
        self._more.setText(" · ".join(text.format(number(each)) for each, text in more if each))
        self._more.setVisible(bool(self._more.text()))
        self._near_label.setText(self.tr("Nearly the same text as another: {0}").format(number(near)))
        self._show_rows(Survey(tuple(taken), survey.others))
        self._near_row.setVisible(bool(near))

    def _build(self) -> None:
        self._near.setAccessibleName(self.tr("Articles with nearly the same text"))
        near = QHBoxLayout(self._near_row)
        near.setContentsMargins(0, 0, 0, 0)
        near.addWidget(self._near_label, 1)
        near.addWidget(self._near)
        line = QHBoxLayout()
        line.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        self._counts.setProperty("heading", True)
        line.addWidget(self._counts, 1)
        self._list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        header = self._list.horizontalHeader()
        header.setSectionResizeMode(header.ResizeMode.Stretch)
        self._list.setMinimumHeight(self.fontMetrics().height() * 4)
        self._name.setProperty("heading", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(line)
        for part in (self._more, self._near_row):
            column.addWidget(part)
        column.addWidget(self._list, 1)
        for part in (self._name, self._reason, self._choice):
            column.addWidget(part)
        self._space = QWidget()
        column.addWidget(self._space, 1)
        self.show_waiting()

    def _connect(self) -> None:
        self._near.chosen.connect(self.near_chosen)
        self._list.selectionModel().currentRowChanged.connect(self._refresh)
        self._choice.read_requested.connect(self._on_choice_read_requested)
        self._choice.read_all_requested.connect(self._on_choice_read_all_requested)
        self._choice.skip_requested.connect(self._on_choice_skip_requested)

    def _show_rows(self, survey: Survey) -> None:
        self._near_row.hide()
        row = max(self._list.currentIndex().row(), 0)
        self._model.show_survey(survey)
        last = self._model.rowCount() - 1
        self._list.setVisible(last >= 0)
        self._space.setVisible(last < 0)
        self._list.setCurrentIndex(self._model.index(min(row, last), 0))
        self._refresh()

    def _outcome(self) -> Outcome | None:
        row = self._list.currentIndex().siblingAtColumn(OutcomeColumn.FILE).data(OutcomeRole.RECORD)
        return row if isinstance(row, Outcome) else None

    def _unsure(self) -> list[str]:
        return [row.name for row in self._model.rows if row.candidates]

    def _refresh(self) -> None:
        """Show what can be done for the article that is selected."""
        outcome = self._outcome()
        is_unsure = outcome is not None and bool(outcome.candidates)
        self._name.setVisible(outcome is not None)
        self._choice.setVisible(is_unsure)
        self._reason.setVisible(outcome is not None and not is_unsure)
        if outcome is None:
            return
        self._name.setText(outcome.name)
        if is_unsure:
            self._choice.show_file(outcome, alike=len(self._unsure()))
        else:
            self._reason.setText(outcome.reason)

    def _on_choice_read_requested(self, encoding: str) -> None:
        if outcome := self._outcome():
            self.encoding_chosen.emit((outcome.name,), encoding)

    def _on_choice_read_all_requested(self, encoding: str) -> None:
        self.encoding_chosen.emit(tuple(self._unsure()), encoding)

    def _on_choice_skip_requested(self) -> None:
        if outcome := self._outcome():
            self.skip_chosen.emit((outcome.name,))
