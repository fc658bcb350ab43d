"""The three panes of annotating, laid out by how many columns of text the window has room for."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QTabWidget, QVBoxLayout, QWidget

from annotator.views.stack_shares import StackShares

_THREE_PANES: Final = 150
_TWO_PANES: Final = 100
"""Columns of average characters from which that many panes stand beside each other."""

_SIZES: Final = 5


class Arrangement(Enum):
    """How the panes stand: all three side by side, the queue on call, or text over tabs."""

    THREE = "three"
    TWO = "two"
    STACKED = "stacked"


class Workspace(QWidget):
    """Holds queue, reading column, claim panel and inspector; moves them as the width asks for it.

    `shown_changed` says that other panes may be in sight now.
    """

    rearranged = Signal()
    shown_changed = Signal()

    def __init__(
        self,
        queue: QWidget,
        reading: QWidget,
        claims: QWidget,
        inspector: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("workspace")
        self._queue, self._reading, self._claims, self._inspector = queue, reading, claims, inspector
        self._wanted = {"queue": True, "claims": True, "inspector": True}
        self._arrangement = Arrangement.THREE
        self._kept_sizes: tuple[int, ...] = ()
        self._was_seen = False
        self._outer = QSplitter(Qt.Orientation.Horizontal)
        self._side = QSplitter(Qt.Orientation.Vertical)
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.setObjectName("paneTabs")
        self._tabs.setAccessibleName(self.tr("Panes"))
        for splitter in (self._outer, self._side):
            splitter.setChildrenCollapsible(False)
        self._shares = StackShares(self._outer, reading, self._tabs)
        self._shares.divided.connect(self.rearranged)
        self._tabs.currentChanged.connect(self.shown_changed)
        self._refit = QTimer(self)
        self._refit.setSingleShot(True)
        self._refit.setInterval(0)
        self._refit.timeout.connect(self._fit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._outer)
        self._arrange(Arrangement.THREE)

    @property
    def tabs(self) -> QTabWidget:
        """What holds the panes beside the text while they are stacked."""
        return self._tabs

    @property
    def arrangement(self) -> Arrangement:
        return self._arrangement

    @property
    def sizes(self) -> tuple[int, ...]:
        """The widths of queue, text and side column, then the heights of claims and inspector, in pixels.

        Empty while the panes are stacked, as their sizes mean something else then, and before they were seen,
        as they have not got theirs.
        """
        if self._arrangement is Arrangement.STACKED or not self._was_seen:
            return ()
        return (*self._outer.sizes(), *self._side.sizes())

    @property
    def put_away(self) -> tuple[str, ...]:
        """The panes that a person put away."""
        return tuple(name for name, wanted in self._wanted.items() if not wanted)

    def restore(self, sizes: Sequence[int], put_away: Sequence[str]) -> None:
        """Take over what `sizes` and `put_away` said when the window was closed; nonsense is left aside."""
        self._kept_sizes = tuple(sizes) if len(sizes) == _SIZES and all(size >= 0 for size in sizes) else ()
        self._wanted = {name: name not in put_away for name in self._wanted}
        self._arrange(self._arrangement)

    def is_shown(self, name: str) -> bool:
        """Whether the pane "queue", "claims" or "inspector" is in sight."""
        pane = self._pane(name)
        if self.arrangement is Arrangement.STACKED:
            return self._tabs.currentWidget() is pane
        return not pane.isHidden()

    def show_pane(self, name: str, *, shown: bool = True) -> None:
        """Bring a pane into sight or put it away; when stacked, its tab comes to the front."""
        if self.arrangement is Arrangement.STACKED:
            if shown:
                self._tabs.setCurrentWidget(self._pane(name))
        else:
            self._wanted[name] = shown
            self._pane(name).setVisible(shown)
            self._side.setVisible(not (self._claims.isHidden() and self._inspector.isHidden()))
        self.shown_changed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        self._was_seen = True
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            # Not at once: moving panes while Qt hands the font down the tree of widgets crashes it.
            self._refit.start()

    def _pane(self, name: str) -> QWidget:
        return {"queue": self._queue, "claims": self._claims, "inspector": self._inspector}[name]

    def _fit(self) -> None:
        columns = self.width() / max(1, self.fontMetrics().averageCharWidth())
        if columns >= _THREE_PANES:
            wanted = Arrangement.THREE
        else:
            wanted = Arrangement.TWO if columns >= _TWO_PANES else Arrangement.STACKED
        if wanted is not self._arrangement:
            self._arrange(wanted)

    def _arrange(self, wanted: Arrangement) -> None:
        had: QWidget | None = self.focusWidget()
        self._arrangement = wanted
        if wanted is Arrangement.STACKED:
            self._stack()
        else:
            self._stand(wanted)
        if had is not None and self.isAncestorOf(had) and had.isVisibleTo(self):
            had.setFocus(Qt.FocusReason.OtherFocusReason)
        self.shown_changed.emit()
        self.rearranged.emit()

    def _stand(self, wanted: Arrangement) -> None:
        self._outer.setOrientation(Qt.Orientation.Horizontal)
        self._put_away(self._tabs)
        for pane in (self._claims, self._inspector):
            self._side.addWidget(pane)
        for place, pane in enumerate((self._queue, self._reading, self._side)):
            self._outer.insertWidget(place, pane)
            self._outer.setStretchFactor(place, 1 if pane is self._reading else 0)
        self._side.show()
        for name in ("queue", "claims", "inspector"):
            self._pane(name).setVisible(
                self._wanted[name] and not (name == "queue" and wanted is Arrangement.TWO)
            )
        character = self.fontMetrics().averageCharWidth()
        side = 46 * character
        if self._kept_sizes:
            self._outer.setSizes(self._kept_sizes[:3])
            self._side.setSizes(self._kept_sizes[3:])
            return
        self._outer.setSizes([34 * character, max(self.width() - side - 34 * character, side), side])
        self._side.setSizes([max(self.height() * 35 // 100, 1), max(self.height() * 65 // 100, 1)])

    def _stack(self) -> None:
        self._outer.setOrientation(Qt.Orientation.Vertical)
        names = (
            (self._claims, self.tr("Claims")),
            (self._inspector, self.tr("This claim")),
            (self._queue, self.tr("Queue")),
        )
        for pane, title in names:
            self._tabs.addTab(pane, title)
        self._put_away(self._side)
        self._outer.insertWidget(0, self._reading)
        self._outer.insertWidget(1, self._tabs)
        self._tabs.show()
        self._outer.setStretchFactor(0, 1)
        self._outer.setStretchFactor(1, 0)
        self._shares.start()

    def _put_away(self, holder: QWidget) -> None:
        """Keep what holds no pane now out of sight, and not as a window of its own."""
        holder.setParent(self)
        holder.hide()
