"""How far everybody is: the whole project for a lead, one's own day for everybody."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.desk.dashboard import Dashboard, Period, Shown
from annotator.exchange.dashboard.overview import NO_CLAIM, Overview
from annotator.models.dashboard_tables import Figures, as_csv, figures_of, label_name
from annotator.views.alpha_scale import FEWEST_UNITS_TO_TRUST
from annotator.views.dashboard.bar_chart import Bar, BarChart
from annotator.views.dashboard.figures_card import FiguresCard
from annotator.views.dashboard.line_chart import LineChart, Point
from annotator.views.plain import plain_label
from annotator.views.theme import Theme

_TWO_COLUMNS = 52
"""From this width on, in heights of a line, two cards stand side by side."""


class DashboardDialog(QDialog):
    """`review_requested` asks for the disagreements that wait; `copied` carries words for the person."""

    review_requested = Signal()
    reveal_requested = Signal()
    copied = Signal(str)

    def __init__(self, dashboard: Dashboard, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("dashboardDialog")
        self.setWindowTitle(self.tr("Dashboard"))
        self._dashboard = dashboard
        self._theme = theme
        self._shown: Shown | None = None
        self._cards: list[FiguresCard] = []
        self._columns = 0
        self._scope, self._period = QComboBox(), QComboBox()
        self._words = plain_label(self.tr("Counting…"))
        self._review = QPushButton(self.tr("Review Them"))
        self._reveal = QPushButton(self.tr("Re&veal Names"))
        self._is_revealed = False
        self._copy_all = QPushButton(self.tr("Copy All as CSV"))
        self._area = QScrollArea()
        self._fill_choices()
        self._build()
        self._scope.currentIndexChanged.connect(self._ask)
        self._period.currentIndexChanged.connect(self._ask)
        self._review.clicked.connect(self.review_requested)
        self._reveal.clicked.connect(self.reveal_requested)
        self._copy_all.clicked.connect(self._copy_everything)
        dashboard.shown.connect(self._on_dashboard_shown)
        dashboard.failed.connect(self._words.setText)
        self._ask()

    @property
    def cards(self) -> tuple[FiguresCard, ...]:
        return tuple(self._cards)

    @Slot()
    def reveal(self) -> None:
        """Say by name from now on who gave which labels; before, letters stand for them."""
        self._is_revealed = True
        if self._shown is not None:
            self._on_dashboard_shown(self._shown)

    def _fill_choices(self) -> None:
        if self._dashboard.may_see_everybody:
            self._scope.addItem(self.tr("Project"), True)
        if self._dashboard.me is not None:
            self._scope.addItem(self.tr("My Day"), False)
        self._period.addItem(self.tr("Since the beginning"), Period.ALL.value)
        self._period.addItem(self.tr("Last 7 days"), Period.WEEK.value)
        self._period.addItem(self.tr("Last 30 days"), Period.MONTH.value)
        self._scope.setAccessibleName(self.tr("Whose work"))
        self._period.setAccessibleName(self.tr("Since when"))

    def _build(self) -> None:
        choices = QHBoxLayout()
        choices.addWidget(self._scope)
        choices.addWidget(self._period)
        choices.addStretch(1)
        for button in (self._review, self._reveal, self._copy_all):
            button.setAutoDefault(False)
        self._review.hide()
        self._reveal.hide()
        self._copy_all.setEnabled(False)
        said = QHBoxLayout()
        said.addWidget(self._words, 1)
        said.addWidget(self._review, 0, Qt.AlignmentFlag.AlignTop)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.addButton(self._reveal, QDialogButtonBox.ButtonRole.ActionRole)
        close.addButton(self._copy_all, QDialogButtonBox.ButtonRole.ActionRole)
        close.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(choices)
        column.addLayout(said)
        column.addWidget(self._area, 1)
        column.addWidget(close)
        em = self.fontMetrics().height()
        screen = self.screen().availableSize()
        self.resize(min(em * 56, screen.width()), min(em * 40, screen.height()))

    def _ask(self) -> None:
        self._words.setText(self.tr("Counting…"))
        period = Period(self._period.currentData())
        self._dashboard.ask(everybody=bool(self._scope.currentData()), period=period)

    def _on_dashboard_shown(self, shown: Shown) -> None:
        self._shown = shown
        self._words.setText(self._summary(shown.overview, is_everybody=shown.is_everybody))
        self._review.setVisible(shown.is_everybody and shown.overview.to_review > 0)
        self._reveal.setVisible(shown.is_everybody and not self._is_revealed)
        self._copy_all.setEnabled(True)
        tables = figures_of(shown, is_revealed=self._is_revealed)
        self._cards = [FiguresCard(table, self._chart(table)) for table in tables]
        for card in self._cards:
            card.copy_requested.connect(self._copy)
            if card.figures.key == "confusions":
                card.opened.connect(lambda _row: self.review_requested.emit())
        self._arrange()

    def _summary(self, found: Overview, *, is_everybody: bool) -> str:
        finished = sum(one.finished for one in found.progress)
        total = sum(one.articles for one in found.progress)
        begun = sum(one.begun for one in found.progress)
        flags = sum(one.flags for one in found.progress)
        words = self.tr("%1 of %2 finished · %3 in work · %4 flagged")
        for number, count in enumerate((finished, total, begun, flags), start=1):
            words = words.replace(f"%{number}", str(count))
        if is_everybody:
            words += " · " + self.tr("%1 to review").replace("%1", str(found.to_review))
            if found.all_differ:
                words += ", " + self.tr("in %1 all differ").replace("%1", str(found.all_differ))
        return words

    def _chart(self, table: Figures) -> QWidget | None:
        assert self._shown is not None
        if table.key == "labels":
            return BarChart(self._bars(self._shown), self._theme)
        if table.key == "agreement":
            return LineChart(self._points(self._shown.overview), self._theme)
        return None

    def _bars(self, shown: Shown) -> list[Bar]:
        counts = shown.overview.labels
        most = max(1, *counts.values())
        labels = {label.key: label for label in shown.labels}
        return [
            Bar(label_name(shown, key), str(count), count / most, labels.get(key))
            for key, count in counts.items()
            if key == NO_CLAIM or key in labels
        ]

    def _points(self, found: Overview) -> list[Point]:
        return [
            Point(
                week.name.partition("-")[2],
                week.alpha.value,
                week.alpha.units < FEWEST_UNITS_TO_TRUST,
                bool(week.guidelines),
            )
            for week in found.weeks
        ]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._cards and self._columns != self._columns_that_fit():
            self._arrange()

    def _columns_that_fit(self) -> int:
        return 2 if self.width() >= _TWO_COLUMNS * self.fontMetrics().height() else 1

    def _arrange(self) -> None:
        """Two columns where there is room, one below the other where there is not."""
        self._columns = self._columns_that_fit()
        columns = [QVBoxLayout() for _ in range(self._columns)]
        for number, card in enumerate(self._cards):
            columns[number % len(columns)].addWidget(card)
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        for column in columns:
            column.addStretch(1)
            row.addLayout(column, 1)
        old = self._area.takeWidget()
        self._area.setWidget(inside)
        if old is not None:
            old.deleteLater()

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.copied.emit(self.tr("The table was copied as CSV."))

    def _copy_everything(self) -> None:
        self._copy("".join(as_csv(tuple(card.figures for card in self._cards))))
