"""The table as it is shipped keeps the rules that make keys safe, and a broken one is refused."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

from annotator.desk.action_records import ActionKind, ActionRecord, ActionRecords, load_action_records
from annotator.desk.keys import canonical, is_alt_graph, is_single
from annotator.resources import resource


@pytest.fixture(scope="module")
def records() -> ActionRecords:
    return load_action_records(resource("actions.json"))


def _table() -> dict[str, Any]:
    table: dict[str, Any] = json.loads(resource("actions.json").read_text(encoding="utf-8"))
    return table


def _all_actions() -> list[dict[str, Any]]:
    actions: list[dict[str, Any]] = _table()["actions"]
    return actions


def test_later_actions_are_in_the_table_and_not_shown(records: ActionRecords) -> None:
    later = {row["id"] for row in _all_actions() if "since" in row}
    assert {"pick.accept", "claim.source", "edit.find_all"} <= later
    assert later.isdisjoint(action.id for action in records.actions)
    assert len(later) + len(records.actions) == len(_all_actions())


@pytest.mark.parametrize("later", [False, True])
def test_no_key_twice_in_a_context_and_none_shadowed_by_the_window(later: bool) -> None:
    keys: dict[str, list[str]] = defaultdict(list)
    for row in _all_actions():
        if later or "since" not in row:
            for context in row["contexts"]:
                keys[context].extend(map(canonical, row["keys"]))
    for context, heard in keys.items():
        assert [key for key, count in Counter(heard).items() if count > 1] == [], context
        if context != "window":
            assert set(heard).isdisjoint(keys["window"]), context


def test_no_single_key_is_window_wide() -> None:
    window_wide = [key for row in _all_actions() if "window" in row["contexts"] for key in row["keys"]]
    assert [key for key in window_wide if is_single(key)] == []


def test_no_key_is_alt_graph() -> None:
    assert [key for row in _all_actions() for key in row["keys"] if is_alt_graph(key)] == []


def test_mnemonics_are_there_and_differ_inside_a_menu(records: ActionRecords) -> None:
    mnemonics: dict[str | None, list[str]] = defaultdict(list)
    shown_menus = {action.menu for action in records.actions}
    for menu in records.menus:
        if menu.id in shown_menus:
            mnemonics[menu.parent].append(_mnemonic(menu.text))
    for action in records.actions:
        # Optional ones are called as a project calls them.
        if action.kind is not ActionKind.HOLD and not action.optional:
            mnemonics[action.menu].append(_mnemonic(action.text))
    for parent, letters in mnemonics.items():
        assert len(set(letters)) == len(letters), (parent, sorted(letters))


def test_every_action_says_why_in_one_line(records: ActionRecords) -> None:
    for action in records.actions:
        assert action.why.endswith("."), action.id
        assert "\n" not in action.why, action.id
        assert len(action.why) <= 80, action.id


def test_groups_of_a_menu_stand_together_and_in_order(records: ActionRecords) -> None:
    groups: dict[str, list[int]] = defaultdict(list)
    for action in records.actions:
        groups[action.menu].append(action.group)
    assert all(numbers == sorted(numbers) for numbers in groups.values())


@pytest.mark.parametrize(
    "change",
    [
        {"id": "file.quit"},
        {"menu": "nowhere"},
        {"contexts": ["nowhere"]},
        {"kind": "nothing"},
        {"since": "soon"},
        {"colour": "red"},
    ],
)
def test_a_table_that_does_not_fit_is_refused(tmp_path: Path, change: dict[str, object]) -> None:
    table = _table()
    table["actions"][0].update(change)
    path = tmp_path / "actions.json"
    path.write_text(json.dumps(table), encoding="utf-8")
    with pytest.raises(ValueError):  # noqa: PT011 - each change has its own words
        load_action_records(path)


def test_names_are_texts_without_their_mnemonic() -> None:
    action = ActionRecord(
        id="a", text="&Cut && Paste", why="", menu="edit", group=1, contexts=("window",), keys=()
    )
    assert action.name == "Cut & Paste"


def _mnemonic(text: str) -> str:
    assert text.count("&") == 1, text
    return text[text.index("&") + 1].casefold()
