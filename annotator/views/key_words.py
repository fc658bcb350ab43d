"""Sentences that name keys: always the keys of now, never those that an action once came with."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from annotator.desk.keys import shown
from annotator.views.actions import ActionTable
from annotator.views.plain import isolated


def lost_words(table: ActionTable, id_: str) -> str:
    """Which of the action's own keys other actions have; "" while it has all of them."""
    told = _translate("{0} is “{1}” by your choice, and not “{2}”.")
    return " ".join(
        told.format(isolated(shown(lost.key)), isolated(table.name(lost.to)), isolated(table.name(id_)))
        for lost in table.keymap.lost(id_)
    )


def _translate(text: str) -> str:
    return QCoreApplication.translate("Keys", text)
