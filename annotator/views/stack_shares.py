"""How text and tabs share the height when the panes are stacked: most of it goes to where the keyboard is."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QSplitter, QTabWidget, QWidget

_WHILE_READING: Final = 0.7
_BESIDE_A_TAB: Final = 0.45
"""The part of the height that the text gets, as far as the tabs don't need more for a card."""
_LEAST: Final = 0.4
"""What the text keeps of the height."""
_CARD_EMS: Final = 3.55
"""How many times as high as a line a card of two lines is, with what is around it."""


class StackShares(QObject):
    """`divided` says that text and tabs have other heights now.

    A divider that somebody has moved stays where it is. A press of the mouse in a tab moves nothing, or the
    button would come up over something else.
    """

    divided = Signal()

    def __init__(self, splitter: QSplitter, text: QWidget, tabs: QTabWidget) -> None:
        super().__init__(splitter)
        self._splitter, self._text, self._tabs = splitter, text, tabs
        self._share = 0.0
        self._is_moved = False
        splitter.splitterMoved.connect(self._on_splitter_moved)
        tabs.tabBarClicked.connect(self._on_tab_bar_clicked)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def start(self) -> None:
        """The panes have just been stacked."""
        # What is in the tabs scrolls, so that the text need not give way to it.
        self._tabs.setMinimumHeight(self._tabs.tabBar().sizeHint().height())
        self._is_moved = False
        self._share = 0.0
        self._divide(_WHILE_READING)

    @property
    def _is_stacked(self) -> bool:
        return self._splitter.orientation() is Qt.Orientation.Vertical

    def _divide(self, share: float) -> None:
        if share == self._share or self._is_moved or not self._is_stacked:
            return
        self._share = share
        height = sum(self._splitter.sizes()) or self._splitter.height()
        text = round(max(min(height * share, height - self._needed(share)), height * _LEAST))
        self._splitter.setSizes([text, height - text])
        self.divided.emit()

    def _needed(self, share: float) -> float:
        """The height in which the tabs show a card, and what narrows the list while the keyboard is there."""
        bar, pane = self._tabs.tabBar().sizeHint().height(), self._tabs.currentWidget()
        if share == _BESIDE_A_TAB and pane is not None:
            return bar + pane.minimumSizeHint().height()
        return bar + self._tabs.fontMetrics().height() * _CARD_EMS

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is None:
            return
        if self._text.isAncestorOf(now):
            self._divide(_WHILE_READING)
        elif self._tabs.isAncestorOf(now) and QApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self._divide(_BESIDE_A_TAB)

    @Slot(int)
    def _on_tab_bar_clicked(self, tab: int) -> None:
        if tab >= 0:
            self._divide(_BESIDE_A_TAB)

    @Slot()
    def _on_splitter_moved(self) -> None:
        self._is_moved |= self._is_stacked
