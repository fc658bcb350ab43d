"""The panes of a review, laid out by how many columns of text the window has room for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QTabWidget, QVBoxLayout, QWidget

from annotator.views.review.review_words import tr

_BESIDE: Final = 135
"""Columns of average characters from which queue, text and versions stand beside each other."""

_QUEUE_COLUMNS: Final = 36
_DECISION_COLUMNS: Final = 44


class ReviewPanes(QWidget):
    """Queue, text over keys, and versions side by side; in a small window text over tabs of the others."""

    def __init__(
        self,
        queue: QWidget,
        text: QWidget,
        keys: QWidget,
        decision: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._queue, self._keys, self._decision = queue, keys, decision
        self._stops: tuple[tuple[QWidget, Callable[[], object]], ...] = ()
        self._is_stacked: bool | None = None
        self._outer = QSplitter(Qt.Orientation.Horizontal)
        self._outer.setChildrenCollapsible(False)
        self._centre = QWidget()
        self._centre_column = QVBoxLayout(self._centre)
        self._centre_column.setContentsMargins(0, 0, 0, 0)
        self._centre_column.setSpacing(0)
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.setAccessibleName(tr("Panes"))
        self._refit = QTimer(self)
        self._refit.setSingleShot(True)
        self._refit.setInterval(0)
        self._refit.timeout.connect(self._fit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._outer)
        self._centre_column.addWidget(text, 1)
        self._arrange(is_stacked=False)

    @property
    def is_stacked(self) -> bool:
        """Whether the text stands over tabs."""
        return bool(self._is_stacked)

    def bring(self, pane: QWidget) -> None:
        """Bring a pane into sight."""
        if self._is_stacked and self._tabs.indexOf(pane) >= 0:
            self._tabs.setCurrentWidget(pane)

    def walk(self, stops: Sequence[tuple[QWidget, Callable[[], object]]]) -> None:
        """Let `step` go through these panes, each with what gives it the keyboard."""
        self._stops = tuple(stops)

    def step(self, step: int) -> None:
        """Give the keyboard to the next pane, or the one before."""
        focus: QWidget | None = self.focusWidget()
        here = next(
            (
                at
                for at, (pane, _) in enumerate(self._stops)
                if focus is not None and pane.isAncestorOf(focus)
            ),
            0,
        )
        target, give = self._stops[(here + step) % len(self._stops)]
        self.bring(target)
        give()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            # Not at once: moving panes while Qt hands the font down the tree of widgets crashes it.
            self._refit.start()

    def _fit(self) -> None:
        columns = self.width() / max(1, self.fontMetrics().averageCharWidth())
        if (columns < _BESIDE) is not self._is_stacked:
            self._arrange(is_stacked=columns < _BESIDE)

    def _arrange(self, *, is_stacked: bool) -> None:
        had: QWidget | None = self.focusWidget()
        self._is_stacked = is_stacked
        character = self.fontMetrics().averageCharWidth()
        if is_stacked:
            for pane, title in (
                (self._decision, tr("Versions")),
                (self._queue, tr("Queue")),
                (self._keys, tr("Keys")),
            ):
                self._tabs.addTab(pane, title)
            self._outer.setOrientation(Qt.Orientation.Vertical)
            self._outer.insertWidget(0, self._centre)
            self._outer.insertWidget(1, self._tabs)
            self._tabs.show()
            # The text wants more than its share, as its hint is that of any list.
            for place, stretch in ((0, 3), (1, 2)):
                self._outer.setStretchFactor(place, stretch)
            self._outer.setSizes([self.height() * 3 // 5, self.height() * 2 // 5])
        else:
            self._tabs.setParent(self)
            self._tabs.hide()
            self._centre_column.addWidget(self._keys)
            self._outer.setOrientation(Qt.Orientation.Horizontal)
            for place, pane in enumerate((self._queue, self._centre, self._decision)):
                self._outer.insertWidget(place, pane)
                self._outer.setStretchFactor(place, 1 if pane is self._centre else 0)
                pane.show()
            self._keys.show()
            sides = _QUEUE_COLUMNS * character, _DECISION_COLUMNS * character
            self._outer.setSizes([sides[0], max(self.width() - sum(sides), sides[0]), sides[1]])
        if had is not None and self.isAncestorOf(had) and had.isVisibleTo(self):
            had.setFocus(Qt.FocusReason.OtherFocusReason)
