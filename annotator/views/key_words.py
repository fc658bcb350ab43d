"""Sentences that name keys: always the keys of now, never those that an action once came with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from annotator.desk.keys import shown
from annotator.desk.notices import Notice
from annotator.domain.records import Label
from annotator.views.actions import ActionTable
from annotator.views.plain import isolated


def lost_words(table: ActionTable, id_: str) -> str:
    """Which of the action's own keys other actions have; "" while it has all of them."""
    told = _translate("{0} is “{1}” by your choice, and not “{2}”.")
    return " ".join(
        told.format(isolated(shown(lost.key)), isolated(table.name(lost.to)), isolated(table.name(id_)))
        for lost in table.keymap.lost(id_)
    )


def with_ways(table: ActionTable, notice: Notice) -> Notice:
    """The notice with the actions that lead on named in its text, each with its key."""
    ways = [_way(table, id_) for id_ in notice.ways]
    return replace(notice, text=f"{notice.text} {'; '.join(ways)}.") if ways else notice


def no_claims_words(labels: Iterable[Label], keys: Mapping[str, str]) -> str:
    """What an article without claims says: which of `keys`, by action id, make the first one."""
    labelling = " ".join(filter(None, (keys.get(f"claim.label.{label.digit}") for label in labels)))
    none = keys.get("claim.none", "")
    if not labelling:
        return _translate("No claims yet.")
    if not none:
        return _translate("No claims yet. {0} label the lit sentence.").format(labelling)
    said = _translate("No claims yet. {0} label the lit sentence, {1} if it states nothing.")
    return said.format(labelling, none)


def _way(table: ActionTable, id_: str) -> str:
    name, key = isolated(table.name(id_).removesuffix("…")), table.shown_key(id_)
    return _translate("{0}: {1}").format(name, key) if key else name


def _translate(text: str) -> str:
    return QCoreApplication.translate("Keys", text)
