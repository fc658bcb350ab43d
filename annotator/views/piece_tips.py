"""What is said under a pointer that rests on grey text, or on a sign in the margin: what it is, and why."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip, QWidget

from annotator.domain.sheet import UnitState
from annotator.views.article_scene import ArticleScene
from annotator.views.article_target import ArticleTarget
from annotator.views.article_words import piece_words
from annotator.views.gutter import Gutter
from annotator.views.plain import tooltip


class PieceTips(QObject):
    """Listens on the page of an article and on its margin. `key` of changing boilerplate is named, if any."""

    def __init__(
        self,
        page: QWidget,
        gutter: Gutter,
        scene: Callable[[], ArticleScene | None],
        target: Callable[[], ArticleTarget | None],
        key: Callable[[], str],
    ) -> None:
        super().__init__(page)
        self._gutter, self._scene, self._target, self._key = gutter, scene, target, key
        page.installEventFilter(self)
        gutter.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QHelpEvent) or event.type() is not QEvent.Type.ToolTip:
            return super().eventFilter(watched, event)
        place = event.pos().toPointF()
        told = self.on_margin(place) if watched is self._gutter else self.on_page(place)
        QToolTip.showText(event.globalPos(), tooltip(told))
        return True

    def on_margin(self, place: QPointF) -> str:
        """What the sign or the grey line at a point of the margin means; "" where there is none."""
        return self._told(self._gutter.unit_shown_at(place))

    def on_page(self, place: QPointF) -> str:
        """Why the words at a point of the page are grey; "" where they are not, or where there are none."""
        scene, target = self._scene(), self._target()
        unit = target.unit_under(place) if target else None
        if scene is None or unit is None or scene.sheet.state(unit) is not UnitState.BOILERPLATE:
            return ""
        return self._told(unit)

    def _told(self, unit: int | None) -> str:
        scene = self._scene()
        if scene is None or unit is None:
            return ""
        return "\n".join(piece_words(scene.sheet, unit, scene.look.labels, self._key()))
