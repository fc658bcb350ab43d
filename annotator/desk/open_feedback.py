"""Keeps beside the open article what was decided in it, as far as who sits at the desk may know that."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import QObject, Slot

from annotator.desk.desk import Desk
from annotator.domain.article_feedback import ArticleFeedback
from annotator.domain.changes import Changes, Kind
from annotator.domain.errors import Unavailable
from annotator.exchange.packs.feedback import feedback_in


class OpenFeedback(QObject):
    """Made once the text is seen. What it finds is told by the desk as changed adjudications."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._is_telling = False
        desk.changed.connect(self._on_desk_changed)
        self._read()

    def _read(self) -> None:
        """Read what was decided; where that can't be read, the article stands as it would without."""
        sheet = self._desk.sheet
        if sheet is None:
            return
        before, after = sheet.feedback, None
        with suppress(Unavailable):
            found = feedback_in(self._desk.project, self._desk.annotator.id, sheet.article)
            after = ArticleFeedback(found) if found else None
        if (before.decisions if before else ()) == (after.decisions if after else ()):
            return
        sheet.feedback = after
        spans = [span for each in (before, after) if each for span in each.spans]
        changes = Changes(frozenset({Kind.ADJUDICATION}), sheet.article.id, spans=tuple(spans))
        self._is_telling = True
        self._desk.changed.emit(changes)
        self._is_telling = False

    @Slot(object)
    def _on_desk_changed(self, changes: Changes) -> None:
        sheet = self._desk.sheet
        is_here = sheet is not None and changes.concerns(sheet.article.id)
        if is_here and not self._is_telling and changes.has(Kind.DESK, Kind.ADJUDICATION):
            self._read()
