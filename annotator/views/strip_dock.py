"""Where the label strip stands while the panes are stacked: beside their tabs, where it covers no words."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot

from annotator.views.article_view import ArticleView
from annotator.views.bay import Bay
from annotator.views.workspace import Arrangement, Workspace

_MOVES: Final = (QEvent.Type.Resize, QEvent.Type.FontChange, QEvent.Type.StyleChange)


class StripDock(QObject):
    """Takes the strip out of the article where all of it fits beside the tabs, and gives it back otherwise.

    Letters are large where panes are stacked, and sentences leave little room between them.
    """

    def __init__(self, article: ArticleView, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._article, self._workspace = article, workspace
        self._corner = Bay()
        workspace.tabs.setCornerWidget(self._corner, Qt.Corner.TopRightCorner)
        # Not at once: moving a widget while Qt hands the font down the tree of widgets crashes it.
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(0)
        self._clock.timeout.connect(self._fit)
        workspace.tabs.installEventFilter(self)
        workspace.rearranged.connect(self._clock.start)
        article.strip.refilled.connect(self._clock.start)
        self._clock.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES:
            self._clock.start()
        return super().eventFilter(watched, event)

    @Slot()
    def _fit(self) -> None:
        tabs, strip = self._workspace.tabs, self._article.strip
        room = tabs.width() - tabs.tabBar().sizeHint().width()
        is_stacked = self._workspace.arrangement is Arrangement.STACKED
        is_docked = is_stacked and strip.size_of(strip.row).width() <= room
        was_docked = strip.parentWidget() is not self._article
        if is_docked:
            strip.lay_out(strip.row)
        if is_docked and not was_docked:
            self._corner.fill(strip)
            self._corner.show()
        elif was_docked and not is_docked:
            strip.setParent(self._article)
        self._article.place_strip()
