"""The page on which each two annotators are followed over the weeks: as lines, as a table, and as CSV."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from annotator.exchange.agreement.measuring import PairAgreement
from annotator.models.agreement_trends import trend_figures, trend_filters, trends
from annotator.views.agreement.trend_chart import TrendChart
from annotator.views.dashboard.figures_card import FiguresCard


class TrendPage(QScrollArea):
    """`copy_requested` carries the table as CSV, `items_requested` the ItemFilter of a row."""

    copy_requested = Signal(str)
    items_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)

    def show_pairs(self, pairs: Sequence[PairAgreement], names: Mapping[str, str]) -> None:
        """Show these pairs in this order, with what their annotators are called."""
        card = FiguresCard(trend_figures(pairs, names), TrendChart(trends(pairs, names)))
        filters = trend_filters(pairs)
        card.copy_requested.connect(self.copy_requested)
        card.opened.connect(lambda row: self.items_requested.emit(filters[row]))
        self.setWidget(card)
