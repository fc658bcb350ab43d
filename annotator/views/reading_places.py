"""Where an article was scrolled to when it was left, so that it is found again as it was."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Slot

from annotator.desk.desk import Desk
from annotator.desk.session import Session
from annotator.desk.workbench import Workbench
from annotator.domain.changes import Changes
from annotator.views.article_view import ArticleView

_MOST_KEPT: Final = 200


class ReadingPlaces(QObject):
    """Opens an article at the line that was the first in sight, if its current sentence is still the same.

    A sentence that was in sight is so again, also in a smaller window or in larger letters.

    To be made after what shows another article, as it scrolls what is shown then. The places are kept among
    the settings when a project is closed: they say how a window looked, not what anybody decided.
    """

    def __init__(self, article: ArticleView, bench: Workbench, session: Session) -> None:
        super().__init__(article)
        self._article = article
        self._desk = bench.desk
        self._settings = bench.settings
        self._places = dict(bench.settings.values.reading_places)
        self._is_coming = False
        bench.desk.leaving.connect(self._on_desk_leaving)
        bench.desk.changed.connect(self._on_desk_changed)
        session.closed.connect(self._on_session_closed)

    @Slot()
    def _on_desk_leaving(self) -> None:
        self._is_coming = True
        sheet = self._desk.sheet
        if sheet is not None:
            # The newest last.
            self._places.pop(sheet.article.id, None)
            in_sight = int(self._article.has_current_in_sight)
            place = self._article.scroll_position(), _unit_start(self._desk), in_sight
            self._places[sheet.article.id] = place

    @Slot(object)
    def _on_desk_changed(self, _changes: Changes) -> None:
        is_coming, self._is_coming = self._is_coming, False
        sheet = self._desk.sheet
        if not is_coming or sheet is None:
            return
        line, unit_start, in_sight = self._places.get(sheet.article.id, (0, -1, 1))
        if unit_start == _unit_start(self._desk):
            self._article.set_scroll_position(line)
            self._article.hold_current(in_sight=bool(in_sight))

    @Slot()
    def _on_session_closed(self) -> None:
        self._settings.change(reading_places=dict(list(self._places.items())[-_MOST_KEPT:]))


def _unit_start(desk: Desk) -> int:
    """Where the current sentence starts, 0 in an article without any."""
    sheet = desk.sheet
    if sheet is None or not 0 <= desk.cursor.unit < len(sheet.units):
        return 0
    return sheet.units[desk.cursor.unit].start
