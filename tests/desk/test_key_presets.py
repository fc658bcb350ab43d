"""The presets as they are shipped: no two actions share a key, now or when later ones come."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from annotator.desk.action_records import ActionRecord, load_action_records
from annotator.desk.key_presets import KeyPreset, load_key_presets
from annotator.desk.key_shares import share_out
from annotator.desk.keymap import Keymap
from annotator.desk.keys import canonical, is_alt_graph, is_single
from annotator.desk.setting_values import CHOICES
from annotator.resources import resource

PRESETS = load_key_presets(resource("key_presets.json"))
RECORDS = load_action_records(resource("actions.json"))
ONE_BY_ONE = pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.id)


def _all_actions() -> list[ActionRecord]:
    """Those that come later too."""
    rows = json.loads(resource("actions.json").read_text(encoding="utf-8"))["actions"]
    return [
        ActionRecord(
            id=row["id"],
            text=row["text"],
            why=row["why"],
            menu=row["menu"],
            group=row["group"],
            contexts=tuple(row["contexts"]),
            keys=tuple(map(canonical, row["keys"])),
        )
        for row in rows
    ]


def _keymap(preset: KeyPreset) -> Keymap:
    return Keymap(RECORDS.actions, presets=PRESETS, preset=preset.id)


def test_the_settings_know_every_preset_and_begin_with_the_first() -> None:
    assert tuple(preset.id for preset in PRESETS) == CHOICES["key_preset"]
    assert PRESETS[0].keys == {}


@ONE_BY_ONE
def test_no_two_actions_share_a_key(preset: KeyPreset) -> None:
    keys = {id_: [canonical(key) for key in found] for id_, found in preset.keys.items()}
    actions = [replace(action, keys=tuple(keys.get(action.id, action.keys))) for action in _all_actions()]
    assert share_out(actions, [{action.id: action.keys for action in actions}]).lost == {}


@ONE_BY_ONE
def test_it_names_actions_of_the_table_and_safe_keys(preset: KeyPreset) -> None:
    contexts = {action.id: action.contexts for action in _all_actions()}
    for id_, keys in preset.keys.items():
        assert "window" not in contexts[id_]
        assert keys
        assert not any(is_alt_graph(key) for key in keys)


@ONE_BY_ONE
def test_every_action_that_has_a_key_keeps_one(preset: KeyPreset) -> None:
    keymap = _keymap(preset)
    assert [record.id for record in RECORDS.actions if record.keys and not keymap.keys(record.id)] == []


@ONE_BY_ONE
def test_with_single_keys_off_none_acts_and_alt_and_a_digit_does(preset: KeyPreset) -> None:
    keymap = _keymap(preset)
    keymap.single_keys = False
    working = [key for record in RECORDS.actions for key in keymap.working_keys(record.id)]
    assert [key for key in working if is_single(key)] == []
    for digit, id_ in {"1": "claim.label.1", "2": "claim.label.2", "3": "claim.label.3"}.items():
        assert keymap.find(f"Alt+{digit}", "article") == id_
        assert keymap.find(f"Alt+Shift+{digit}", "article") == f"claim.label_stay.{digit}"
    assert keymap.find("Alt+0", "article") == "claim.none"


def test_with_modifiers_only_no_single_key_acts_and_none_hides_a_menu() -> None:
    keymap = Keymap(RECORDS.actions, presets=PRESETS, preset="modifiers")
    keys = [key for record in RECORDS.actions for key in keymap.keys(record.id)]
    assert [key for key in keys if is_single(key)] == []
    menus = {menu.text[menu.text.index("&") + 1].upper() for menu in RECORDS.menus if menu.parent is None}
    assert {f"Alt+{letter}" for letter in menus}.isdisjoint(keys)


def test_home_row_labels_from_where_the_hand_rests() -> None:
    keymap = Keymap(RECORDS.actions, presets=PRESETS, preset="home_row")
    found = {key: keymap.find(key, "article") for key in ("F", "D", "S", "A", "J", "K", "Shift+F", "2")}
    assert found == {
        "F": "claim.label.1",
        "D": "claim.label.2",
        "S": "claim.label.3",
        "A": "claim.none",
        "J": "go.next_unit",
        "K": "go.prev_unit",
        "Shift+F": "claim.flag",
        "2": "claim.label.2",
    }


def test_the_numpad_needs_one_hand() -> None:
    keymap = Keymap(RECORDS.actions, presets=PRESETS, preset="numpad")
    found = {key: keymap.find(key, "article") for key in ("1", "0", "+", "-", ".", "Enter", ">", "<")}
    assert found == {
        "1": "claim.label.1",
        "0": "claim.none",
        "+": "go.next_unit",
        "-": "go.prev_unit",
        ".": "claim.skip",
        "Enter": "claim.accept",
        ">": "claim.more_sure",
        "<": "claim.less_sure",
    }
