"""How far annotators agree: the figures, annotators and labels beside each other, and who is how reliable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QPushButton,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.records import Label
from annotator.domain.review.items import ItemFilter
from annotator.exchange.agreement.measuring import PairAgreement, ProjectAgreement
from annotator.exchange.agreement.naming import terms_words
from annotator.exchange.agreement.telling import pairs_by_name, told
from annotator.models.agreement_matrices import (
    PairMeasure,
    annotator_matrix,
    figure_matrix,
    label_matrix,
    reliability_matrix,
)
from annotator.models.matrix_model import MatrixModel, MatrixRole
from annotator.views.agreement.agreement_words import bounds, headline, nothing
from annotator.views.agreement.matrix_view import MatrixView
from annotator.views.agreement.trend_page import TrendPage
from annotator.views.empty_state import EmptyState
from annotator.views.flow_layout import FlowLayout
from annotator.views.plain import isolated, plain_label
from annotator.views.thin_bar import ThinBar

_WIDTH_EMS: Final = 44
_HEIGHT_EMS: Final = 32


class AgreementDialog(QDialog):
    """Shows what stands for annotators, and their names once these were asked for.

    `items_requested` carries the ItemFilter behind a cell that was opened, `again_requested` says that the
    project is to be compared once more, `reveal_requested` that names are to be shown.
    """

    items_requested = Signal(object)
    again_requested = Signal()
    reveal_requested = Signal()

    def __init__(self, labels: Sequence[Label], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("agreementDialog")
        self.setWindowTitle(self.tr("Agreement"))
        self._label_names = {label.key: label.name for label in labels}
        self._agreement: ProjectAgreement | None = None
        self._letters: Mapping[str, str] = {}
        self._names: dict[str, str] = {}
        self._pairs: list[PairAgreement] = []
        self._is_revealed = False
        self._head, self._terms, self._told = plain_label(), plain_label(), plain_label()
        self._models = {
            name: MatrixModel(self) for name in ("figures", "annotators", "labels", "reliability")
        }
        self._views = {name: MatrixView(model, title) for (name, model), title in self._titled()}
        self._trend = TrendPage()
        self._measure, self._pair = QComboBox(), QComboBox()
        self._tabs, self._empty, self._bar = (
            QTabWidget(),
            EmptyState(),
            ThinBar(self.tr("Comparing annotators")),
        )
        self._body = QStackedWidget()
        self._copy, self._reveal = (
            QPushButton(self.tr("&Copy as Text")),
            QPushButton(self.tr("Re&veal Names")),
        )
        self._again = QPushButton(self.tr("Compare A&gain"))
        self._build()
        self._connect()
        self.show_waiting()

    def show_waiting(self) -> None:
        """Say that the project is being compared."""
        self._empty.show_words(self.tr("Comparing what annotators finished…"))
        self._body.setCurrentWidget(self._empty)
        self._bar.setVisible(True)
        self._refresh_buttons()

    def show_progress(self, done: int, total: int) -> None:
        """Say how far the work is."""
        self._bar.show_part(done, total=total)

    def show_trouble(self, words: str) -> None:
        """Say why there is nothing to show."""
        self._agreement = None
        self._show_nothing(words)

    def show_agreement(self, agreement: ProjectAgreement, letters: Mapping[str, str]) -> None:
        """Show the figures, with `letters` for the ids of those who take part, while names are hidden."""
        self._agreement, self._letters = agreement, letters
        if not agreement.articles:
            self._show_nothing(nothing(agreement))
            return
        self._show_names()
        self._bar.setVisible(False)
        self._body.setCurrentWidget(self._tabs)
        self._refresh_buttons()
        self._views["figures"].setFocus()
        self._tell_current()

    @Slot()
    def reveal(self) -> None:
        """Show names from now on."""
        self._is_revealed = True
        self._reveal.setVisible(False)
        if self._agreement and self._names:
            self._show_names()

    def _show_names(self) -> None:
        """Call the annotators by letter or by name."""
        agreement = self._agreement
        if agreement is None:
            return
        called = agreement.terms.names if self._is_revealed else self._letters
        self._names = names = {id_: name for id_, name in called.items() if id_ in self._letters}
        self._pairs = pairs_by_name(agreement, names)
        self._head.setText(headline(agreement))
        self._terms.setText(terms_words(agreement))
        pair = self._pair.currentIndex()
        self._pair.blockSignals(True)
        self._pair.clear()
        self._pair.addItem(self.tr("All pairs of annotators"))
        for each in self._pairs:
            first, second = names[each.first], names[each.second]
            self._pair.addItem(f"{isolated(first)} × {isolated(second)}")
        self._pair.setCurrentIndex(max(pair, 0) if pair < self._pair.count() else 0)
        self._pair.blockSignals(False)
        self._models["figures"].set_matrix(figure_matrix(agreement, self._label_names))
        self._models["reliability"].set_matrix(reliability_matrix(agreement, names, self._label_names))
        self._trend.show_pairs(self._pairs, names)
        self._refresh_annotators()
        self._refresh_labels()

    def _titled(self) -> list[tuple[tuple[str, MatrixModel], str]]:
        titles = (
            self.tr("Figures of agreement"),
            self.tr("Annotators beside each other"),
            self.tr("Labels beside each other"),
            self.tr("Reliability of annotators, estimated"),
        )
        return list(zip(self._models.items(), titles, strict=True))

    def _build(self) -> None:
        self._measure.setAccessibleName(self.tr("What is compared"))
        self._measure.addItem(self.tr("Cohen’s kappa of labels"), PairMeasure.KAPPA)
        self._measure.addItem(self.tr("F1 of claims"), PairMeasure.F1)
        self._pair.setAccessibleName(self.tr("Whose labels"))
        views = self._views
        self._tabs.addTab(_stacked(self._head, views["figures"]), self.tr("&Figures"))
        self._tabs.addTab(_stacked(self._measure, views["annotators"]), self.tr("&Annotators"))
        self._tabs.addTab(_stacked(self._pair, views["labels"]), self.tr("&Labels"))
        self._tabs.addTab(_stacked(self._trend), self.tr("&Trend"))
        advice = plain_label(self.tr("How often a label is given where it is true: an estimate, never gold."))
        self._tabs.addTab(_stacked(advice, views["reliability"]), self.tr("&Reliability"))
        self._tabs.addTab(_stacked(self._terms, plain_label(bounds()), QWidget()), self.tr("&Settings"))
        views["figures"].horizontalHeader().setStretchLastSection(True)
        self._body.addWidget(self._empty)
        self._body.addWidget(self._tabs)
        self._told.setMinimumHeight(2 * self.fontMetrics().height())
        column = QVBoxLayout(self)
        column.addWidget(self._bar)
        column.addWidget(self._body, 1)
        column.addWidget(self._told)
        column.addWidget(self._buttons())
        em = self.fontMetrics().height()
        self.resize(em * _WIDTH_EMS, em * _HEIGHT_EMS)

    def _buttons(self) -> QWidget:
        buttons = QWidget()
        row = FlowLayout(buttons)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        close.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        for button in (self._copy, self._reveal, self._again):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addWidget(close)
        return buttons

    def _connect(self) -> None:
        self._copy.clicked.connect(self._on_copy_clicked)
        self._reveal.clicked.connect(self.reveal_requested)
        self._again.clicked.connect(self.again_requested)
        self._measure.currentIndexChanged.connect(self._refresh_annotators)
        self._pair.currentIndexChanged.connect(self._refresh_labels)
        self._tabs.currentChanged.connect(self._tell_current)
        self._trend.copy_requested.connect(self._on_trend_copy_requested)
        self._trend.items_requested.connect(self.items_requested)
        for view in self._views.values():
            view.cell_opened.connect(self._on_view_cell_opened)
            view.selectionModel().currentChanged.connect(self._on_view_current_changed)

    def _show_nothing(self, words: str) -> None:
        self._told.setText(terms_words(self._agreement) if self._agreement else "")
        self._bar.setVisible(False)
        self._empty.show_words(words)
        self._body.setCurrentWidget(self._empty)
        self._refresh_buttons()

    def _refresh_buttons(self) -> None:
        is_shown = self._body.currentWidget() is self._tabs
        self._copy.setEnabled(is_shown)
        self._reveal.setEnabled(is_shown)

    @Slot()
    def _refresh_annotators(self) -> None:
        if self._agreement:
            measure = PairMeasure(self._measure.currentData())
            self._models["annotators"].set_matrix(annotator_matrix(self._agreement, self._names, measure))

    @Slot()
    def _refresh_labels(self) -> None:
        agreement, place = self._agreement, self._pair.currentIndex()
        if agreement:
            pair = self._pairs[place - 1] if place > 0 else None
            self._models["labels"].set_matrix(label_matrix(agreement, self._names, self._label_names, pair))

    @Slot()
    def _on_copy_clicked(self) -> None:
        if self._agreement:
            QApplication.clipboard().setText(told(self._agreement, self._names))
            self._told.setText(self.tr("Copied, with what it was computed on."))

    @Slot(str)
    def _on_trend_copy_requested(self, text: str) -> None:
        QApplication.clipboard().setText(text)
        self._told.setText(self.tr("The table was copied as CSV."))

    @Slot(object)
    def _on_view_cell_opened(self, key: object) -> None:
        if isinstance(key, ItemFilter):
            self.items_requested.emit(key)

    @Slot(QModelIndex)
    def _on_view_current_changed(self, index: QModelIndex) -> None:
        """Say under the table what a pointer over the cell would be told."""
        told_ = index.data(MatrixRole.TOLD)
        self._told.setText(told_.replace("\n", "   ") if isinstance(told_, str) else "")

    @Slot()
    def _tell_current(self) -> None:
        view = self._tabs.currentWidget().findChild(MatrixView)
        self._on_view_current_changed(view.currentIndex() if view is not None else QModelIndex())


def _stacked(*parts: QWidget) -> QWidget:
    """A page on which the last part takes the room."""
    page = QWidget()
    column = QVBoxLayout(page)
    for part in parts:
        column.addWidget(part, int(part is parts[-1]))
    return page
