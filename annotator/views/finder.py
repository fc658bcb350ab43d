"""Finding words in the open article: the bar, the marks in the text, and going from one to the next."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from annotator.domain.changes import Changes, Kind
from annotator.domain.finding import Findable
from annotator.domain.spans import Span
from annotator.views.find_bar import FindBar
from annotator.views.parts import Parts


class Finder(QObject):
    """Keeps what was found while the bar is open.

    Typing moves nothing. The first wish for a place goes on from the current sentence, or from the place
    where the search stood last in it.
    """

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._article, self._bench = parts.article, parts.bench
        self._bar = bar = FindBar(parts.theme)
        parts.reading.put_above(bar)
        self._findable = Findable("")
        self._found: list[Span] = []
        self._current = -1
        self._ahead = 0
        self._last: Span | None = None
        self._returns = False
        bar.words_changed.connect(self._on_bar_words_changed)
        bar.next_requested.connect(lambda: self._go_from_bar(1))
        bar.previous_requested.connect(lambda: self._go_from_bar(-1))
        bar.closed.connect(self._on_bar_closed)
        parts.table.action("claim.unselect").triggered.connect(self._on_text_left)
        self._bench.desk.changed.connect(self._on_desk_changed)

    def open(self, *, returns: bool = False) -> None:
        """Show the bar; words that are selected are what is looked for.

        With `returns` the first place that is gone to has the keyboard back in the text.
        """
        self._returns = returns
        sheet, selection = self._bench.desk.sheet, self._bench.desk.cursor.selection
        self._bar.open(selection.of(sheet.text) if sheet and selection and len(selection) < 80 else "")
        self._look(self._bar.words)

    def go(self, step: int) -> None:
        """To the sentence of the next (1) or the previous (-1) place, round the ends."""
        if not self._bar.isVisible():
            self.open()
        if not self._found:
            return
        place = self._current + step
        if self._current < 0:
            place = self._ahead if step > 0 else self._ahead - 1
        self._current = place % len(self._found)
        self._last = self._found[self._current]
        # The words are not selected: a label means the sentence until somebody takes a part of it.
        self._bench.movement.to_unit(self._bench.desk.require_sheet().unit_at(self._last.start) or 0)
        self._show()

    def _go_from_bar(self, step: int) -> None:
        self.go(step)
        if self._returns and self._found:
            self._article.setFocus()

    def _look(self, words: str) -> None:
        sheet = self._bench.desk.sheet
        text = sheet.text if sheet else ""
        if text != self._findable.text:
            self._findable = Findable(text)
        self._found = self._findable.find_all(words)
        here = sheet.units[self._bench.desk.cursor.unit].span if sheet and sheet.units else Span(0, 0)
        self._ahead = sum(span.start < here.start for span in self._found)
        stood = next((i for i, span in enumerate(self._found) if span == self._last), -1)
        self._current = stood if stood >= 0 and here.overlaps(self._found[stood]) else -1
        self._show()

    def _show(self) -> None:
        self._article.set_found(self._found, self._current)
        self._bar.set_count(len(self._found), current=self._current + 1)

    @Slot(str)
    def _on_bar_words_changed(self, words: str) -> None:
        self._look(words)

    @Slot()
    def _on_text_left(self) -> None:
        """The key that leaves the bar does so from the text, too."""
        if self._bar.isVisible():
            self._bar.close_now()

    @Slot()
    def _on_bar_closed(self) -> None:
        self._found, self._current = [], -1
        self._article.set_found(())
        self._article.setFocus()

    @Slot(object)
    def _on_desk_changed(self, changes: Changes) -> None:
        if changes.has(Kind.DESK):
            self._last = None
            if self._bar.isVisible():
                self._look(self._bar.words)
