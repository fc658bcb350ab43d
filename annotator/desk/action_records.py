"""The one table of everything a person can do: what it is called, where it stands, which keys it has."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import fields
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from annotator.domain.immutable import immutable

WINDOW = "window"
CONTEXTS = frozenset({WINDOW, "article", "queue", "pick", "review"})


class ActionKind(StrEnum):
    """How an action is offered: as a command, a switch, a menu of choices, or a key to hold down."""

    COMMAND = "command"
    TOGGLE = "toggle"
    SUBMENU = "submenu"
    HOLD = "hold"


@immutable
class MenuRecord:
    """A menu of the menu bar, or of the menu `parent`. `text` holds the mnemonic after an ampersand."""

    id: str
    text: str
    parent: str | None = None


@immutable
class ActionRecord:
    """One action. `keys` act in `contexts`: in the whole window, or while a pane of that name has the focus.

    `text` holds the mnemonic after an ampersand. `why` is one line for people. `group` numbers the
    parts of a menu, between which a line is drawn. `repeats` says whether holding a key down acts again.
    `since` is "later" for an action whose feature is not there yet: it is neither shown nor bound. An
    `optional` one is both only where it has a meaning, as a fourth label has in some projects.
    """

    id: str
    text: str
    why: str
    menu: str
    group: int
    contexts: tuple[str, ...]
    keys: tuple[str, ...]
    kind: ActionKind = ActionKind.COMMAND
    repeats: bool = False
    optional: bool = False
    since: str = ""

    @property
    def name(self) -> str:
        """The text without its mnemonic."""
        return self.text.replace("&&", "\0").replace("&", "").replace("\0", "&")

    @property
    def is_window_wide(self) -> bool:
        return WINDOW in self.contexts


_Record = TypeVar("_Record", MenuRecord, ActionRecord)


@immutable
class ActionRecords:
    """Menus and actions in the order in which they are shown. Actions that come later are left out."""

    menus: tuple[MenuRecord, ...]
    actions: tuple[ActionRecord, ...]


def load_action_records(path: Path) -> ActionRecords:
    """Read the table at `path`, an own file: what does not fit raises ValueError, as it is a bug."""
    table = json.loads(path.read_text(encoding="utf-8"))
    menus = tuple(_record(MenuRecord, row) for row in table["menus"])
    actions = tuple(_action(row) for row in table["actions"])
    _refuse_repeated([menu.id for menu in menus])
    _refuse_repeated([action.id for action in actions])
    _refuse_unknown({action.menu for action in actions} - {menu.id for menu in menus})
    _refuse_unknown({menu.parent for menu in menus if menu.parent} - {menu.id for menu in menus})
    _refuse_unknown({context for action in actions for context in action.contexts} - CONTEXTS)
    return ActionRecords(menus, tuple(action for action in actions if not action.since))


def _action(row: dict[str, Any]) -> ActionRecord:
    shaped = row | {
        "contexts": tuple(row["contexts"]),
        "keys": tuple(row["keys"]),
        "kind": ActionKind(row.get("kind", ActionKind.COMMAND)),
    }
    action = _record(ActionRecord, shaped)
    if action.since not in ("", "later"):
        raise ValueError(f"{action.id}: since {action.since!r}")
    return action


def _record(kind: type[_Record], row: dict[str, Any]) -> _Record:
    if unknown := row.keys() - {field.name for field in fields(kind)}:
        raise ValueError(f"{row.get('id')}: unknown fields {sorted(unknown)}")
    return kind(**row)


def _refuse_repeated(ids: Sequence[str]) -> None:
    repeated = [id_ for id_, count in Counter(ids).items() if count > 1]
    if repeated:
        raise ValueError(f"not unique: {repeated}")


def _refuse_unknown(names: set[str] | set[str | None]) -> None:
    if names:
        raise ValueError(f"unknown names: {sorted(map(str, names))}")
