from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from annotator.desk.action_records import load_action_records
from annotator.desk.keymap import Keymap
from annotator.models.shortcut_model import ShortcutColumn, ShortcutModel, ShortcutRole
from annotator.resources import resource

RECORDS = load_action_records(resource("actions.json"))
NAMES = {record.id: record.name for record in RECORDS.actions}
MENUS = {menu.id: menu.text.replace("&", "") for menu in RECORDS.menus}


def _row(model: ShortcutModel, id_: str) -> list[object]:
    return [model.index(model.row_of(id_), column).data() for column in ShortcutColumn]


def test_every_action_has_a_row_with_its_keys() -> None:
    model = ShortcutModel(Keymap(RECORDS.actions), NAMES, MENUS)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    assert model.rowCount() == len(RECORDS.actions)
    assert _row(model, "go.next_unit") == ["Next Sentence", "Go", "Article and claims", "J, Down"]
    assert _row(model, "help.keys_quick")[2] == "Article and claims, Queue, Review"
    assert _row(model, "claim.edge_start")[1] == "Edges and Selection"
    index = model.index(model.row_of("claim.flag"), 0)
    assert index.data(ShortcutRole.ID) == "claim.flag"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Flag for the Lead, F"


def test_a_new_key_is_shown_at_once(qtbot: QtBot) -> None:
    keymap = Keymap(RECORDS.actions)
    model = ShortcutModel(keymap, NAMES, MENUS)
    with qtbot.waitSignal(model.dataChanged):
        keymap.take_key("claim.flag", "Shift+F")
    assert _row(model, "claim.flag")[3] == "Shift+F"


def test_a_lost_key_names_the_action_that_has_it_by_choice() -> None:
    model = ShortcutModel(Keymap(RECORDS.actions, {"claim.note": ["F"]}), NAMES, MENUS)
    assert _row(model, "claim.flag")[3] == "F (now “Note…”)"
    assert _row(model, "claim.note")[3] == "F"


def test_keys_that_are_switched_off_are_marked() -> None:
    keymap = Keymap(RECORDS.actions)
    model = ShortcutModel(keymap, NAMES, MENUS)
    keymap.single_keys = False
    assert _row(model, "go.next_unit")[3] == "Down, J (off)"
    assert _row(model, "claim.label.1")[3] == "Alt+1, 1 (off)"


def test_only_actions_with_a_name_have_a_row() -> None:
    model = ShortcutModel(Keymap(RECORDS.actions, {"claim.note": ["F"]}), {"claim.flag": "Ask"}, MENUS)
    assert model.rowCount() == 1
    assert _row(model, "claim.flag") == ["Ask", "Claim", "Article and claims", "F (now “Note…”)"]
