"""The actions as the command palette offers them."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction

from annotator.desk.action_records import ActionKind, ActionRecord
from annotator.desk.keys import shown
from annotator.models.palette_model import Entry, EntryKind
from annotator.views.actions import ActionTable


def action_entries(table: ActionTable, context: str) -> Iterator[Entry]:
    """An entry for each action, and for each choice of a submenu; those of `context` fit where one is."""
    for record in table.records.actions:
        if not table.action(record.id).isVisible():
            continue
        if record.kind is ActionKind.SUBMENU:
            yield from _choices(table, record)
        elif record.kind is not ActionKind.HOLD:
            action = table.action(record.id)
            keys = table.keymap.working_keys(record.id)
            yield Entry(
                title=table.name(record.id),
                detail="",
                key=shown(keys[0]) if keys else "",
                kind=EntryKind.ACTION,
                run=action.trigger,
                reason=_reason(action, table.reason(record.id)),
                id=record.id,
                fits=context in record.contexts,
            )


def _choices(table: ActionTable, record: ActionRecord) -> Iterator[Entry]:
    for choice in table.submenu(record.id).actions():
        if choice.isSeparator() or not choice.isVisible():
            continue
        name = choice.iconText()
        yield Entry(
            title=f"{table.name(record.id)}: {name}",
            detail="",
            key="",
            kind=EntryKind.ACTION,
            run=choice.trigger,
            reason=_reason(choice, table.reason(record.id)),
            id=f"{record.id}:{name}",
        )


def _reason(action: QAction, reason: str) -> str:
    if action.isEnabled():
        return ""
    return reason or QCoreApplication.translate("Actions", "not possible here")
