"""Has Qt keep the glyphs of an article: what it finds out when it lays a block out, and needs to paint it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QTextDocument

_PORTION: Final = 1_000
"""Blocks: more than a usual article has, and than Qt lays out of a long one before it paints."""


class KeptGlyphs(QObject):
    """Begins with the first of `blocks`, which are numbers, and goes on once they are painted.

    Qt would find them out again at each painting. A block that was laid out before its turn keeps them from
    its next painting on. Lives as long as `document`.
    """

    def __init__(self, document: QTextDocument, blocks: Sequence[int]) -> None:
        super().__init__(document)
        self._document, self._rest = document, iter(blocks)
        self._keep()
        if len(blocks) > _PORTION:
            self._turns = QTimer(self)
            self._turns.timeout.connect(self._on_turns_timeout)
            self._turns.start()

    def _keep(self) -> bool:
        """Whether there was something left to do."""
        find = self._document.findBlockByNumber
        portion = list(islice(self._rest, _PORTION))
        for number in portion:
            find(number).layout().setCacheEnabled(True)
        return bool(portion)

    @Slot()
    def _on_turns_timeout(self) -> None:
        if not self._keep():
            self._turns.stop()
