"""The order in which the Tab key goes round."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def stand_before(stop: QWidget, late: Sequence[QWidget]) -> None:
    """Let Tab come to `late` right before `stop`: widgets that are made late would else come last of all."""
    before = stop.previousInFocusChain()
    while before is not None and (before in late or not before.focusPolicy() & Qt.FocusPolicy.TabFocus):
        before = before.previousInFocusChain()
    if before is not None:
        for one, other in pairwise([before, *late]):
            QWidget.setTabOrder(one, other)


def stops_in(pane: QWidget) -> list[QWidget]:
    """Where Tab stops in `pane`, in its order."""
    stops: list[QWidget] = []
    found = pane.nextInFocusChain()
    while found is not None and found is not pane:
        if pane.isAncestorOf(found) and found.focusPolicy() & Qt.FocusPolicy.TabFocus:
            stops.append(found)
        found = found.nextInFocusChain()
    return stops
