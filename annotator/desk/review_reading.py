"""Reads the articles of a review beside the window, a few at first and then more at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from annotator.desk.workbench import Workbench
from annotator.domain.errors import Cancelled, ClaimdeskError
from annotator.domain.review.cases import Case
from annotator.domain.review.entries import Entry, entry_of
from annotator.domain.work import Job
from annotator.store.case_reader import CaseReader
from annotator.store.project import Project
from annotator.store.troubles import Damaged

FIRST: Final = 16
"""So many articles are read before a review is shown; the others come in pieces that grow up to MOST."""
_MOST: Final = 512

Piece = list[tuple[str, list[Entry]]]
"""Articles by id, each with its entries."""


class ReviewReading(QObject):
    """`piece_read` carries a Piece. `ended` carries how many articles could not be read, -1 if it stopped."""

    piece_read = Signal(object)
    ended = Signal(int)
    _sent = Signal(int, object)

    def __init__(self, bench: Workbench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self._number = 0
        self._sent.connect(self._on_sent)

    def begin(self, project: Project, article_ids: Sequence[str]) -> None:
        """Read these articles, and let go what was being read."""
        self.stop()
        number = self._number

        def work(job: Job) -> int:
            companion = project.companion(read_only=True)
            try:
                return self._read(CaseReader(companion), article_ids, number, job)
            finally:
                companion.close()

        self._bench.runner.start(
            self.tr("Reading for Review"),
            work,
            done=lambda damaged: self._on_done(number, damaged),
            failed=lambda error: self._on_failed(number, error),
        )

    def stop(self) -> None:
        """Let go what is being read; nothing of it comes any more."""
        self._number += 1

    def _read(self, reader: CaseReader, article_ids: Sequence[str], number: int, job: Job) -> int:
        """Send pieces until all is read; returns how many articles are damaged. Runs beside the window."""
        damaged = done = 0
        for ids in _pieces(article_ids):
            piece: Piece = []
            for article_id in ids:
                job.check()
                if number != self._number:
                    raise Cancelled
                try:
                    found = reader.cases(article_id)
                    piece.append((article_id, entries_of(found, reader.settings.seed)))
                except Damaged:
                    damaged += 1
            done += len(ids)
            job.step(done, len(article_ids))
            self._sent.emit(number, piece)
        return damaged

    @Slot(int, object)
    def _on_sent(self, number: int, piece: Piece) -> None:
        if number == self._number:
            self.piece_read.emit(piece)

    def _on_done(self, number: int, damaged: int) -> None:
        if number == self._number:
            self.ended.emit(damaged)

    def _on_failed(self, number: int, error: Exception) -> None:
        if not isinstance(error, ClaimdeskError):
            raise error
        if number == self._number:
            self.ended.emit(-1)


def entries_of(cases: Iterable[Case], seed: int) -> list[Entry]:
    """What the queue of a review has of an article with these cases; `seed` draws the letters."""
    return [entry for case in cases if (entry := entry_of(case, seed=seed)) is not None]


def _pieces(article_ids: Sequence[str]) -> Iterator[Sequence[str]]:
    start, size = 0, FIRST
    while start < len(article_ids):
        yield article_ids[start : start + size]
        start, size = start + size, min(2 * size, _MOST)
