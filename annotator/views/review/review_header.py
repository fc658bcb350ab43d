"""The line above a review: how far it is, how far annotators agree, and whether names are hidden."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, Signal, Slot
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from annotator.desk.review_figures import ReviewFigures
from annotator.domain.agreement.figure import Figure
from annotator.domain.review.items import Counts
from annotator.views.flow_layout import FlowLayout
from annotator.views.plain import plain_label, tooltip
from annotator.views.review.review_words import tr
from annotator.views.thin_bar import ThinBar


class ReviewHeader(QWidget):
    """No annotator is named here before the reveal."""

    reveal_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reviewHeader")
        self._done = plain_label()
        self._bar = ThinBar(tr("Resolved items"))
        self._rest = plain_label()
        self._figures = plain_label()
        self._names = plain_label(tr("Names hidden"))
        for label in (self._done, self._rest, self._figures, self._names):
            label.setWordWrap(False)
        self._rest.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._reveal = QPushButton()
        self._reveal.setAutoDefault(False)
        self._reveal.clicked.connect(self.reveal_requested)
        row = QHBoxLayout(self)
        gap = self.fontMetrics().height() // 3
        row.setContentsMargins(2 * gap, gap, 2 * gap, gap)
        told = QWidget()
        flow = FlowLayout(told)
        for part in (self._done, self._bar, self._rest, self._figures):
            flow.addWidget(part)
        row.addWidget(told, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._names)
        row.addWidget(self._reveal)
        self.show_counts(Counts(), is_reading=False)
        self.show_revealed(revealed=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The bar says what the counts say, and gives way before the words need a second line."""
        words = (self._done, self._rest, self._figures, self._names, self._reveal)
        gap = self.fontMetrics().height()
        needed = sum(part.sizeHint().width() + gap for part in words if not part.isHidden())
        self._bar.setVisible(self.width() >= needed + self._bar.sizeHint().width() + gap)

    def show_counts(self, counts: Counts, *, is_reading: bool) -> None:
        """Show how many items are resolved, and how many wait, are parked or no longer fit."""
        said = tr("%1 of %2 resolved")
        said = said.replace("%1", _number(counts.resolved)).replace("%2", _number(counts.total))
        self._done.setText(said)
        self._bar.show_part(counts.resolved, total=max(counts.total, 1))
        rest = [
            words.replace("%1", _number(count))
            for words, count in (
                (tr("waiting %1"), counts.waiting),
                (tr("parked %1"), counts.parked),
                (tr("changed since %1"), counts.stale),
            )
            if count
        ]
        if is_reading:
            rest.append(tr("still reading…"))
        self._rest.setText(" · ".join(rest))
        self._rest.setVisible(bool(rest))
        self._fit()

    def set_figures(self, text: str, *, why: str = "") -> None:
        """Say how far annotators agree, such as "α 0.71"; `why` says what that means."""
        self._figures.setText(text)
        self._figures.setToolTip(tooltip(why))
        self._figures.setVisible(bool(text))
        self._fit()

    def follow(self, figures: ReviewFigures) -> None:
        """Say how far annotators agree on labels, each time that it is found out."""
        figures.found.connect(self._on_figures_found)
        figures.failed.connect(lambda why: self.set_figures(tr("α of labels not known"), why=why))

    def set_reveal(self, name: str, key: str) -> None:
        """What the button is called, and its key."""
        self._reveal.setText(f"{tr('Reveal')} {key}".strip())
        self._reveal.setAccessibleName(name)

    def show_revealed(self, *, revealed: bool) -> None:
        """Say whether names are hidden."""
        self._names.setText(tr("Names shown") if revealed else tr("Names hidden"))
        self._reveal.setVisible(not revealed)

    @Slot(object)
    def _on_figures_found(self, figure: Figure) -> None:
        # What words a figure is loaded here, as opening a review does not wait for it.
        from annotator.views.review.figure_words import figure_words

        text, why = figure_words(figure)
        self.set_figures(text, why=why)


def _number(count: int) -> str:
    return QLocale().toString(count)
