"""The order in which the Tab key goes round."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtWidgets import QWidget


def stand_before(stop: QWidget, late: Sequence[QWidget]) -> None:
    """Let Tab come to `late` right before `stop`: widgets that are made late would else come last of all.

    Qt's chain is not walked: of each widget that Python meets there the one before becomes the owner, and
    when that is deleted, all that were met after it can't be used any more.
    """
    if late:
        for one, other in pairwise([stop, *late, stop]):
            QWidget.setTabOrder(one, other)
