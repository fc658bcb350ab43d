from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from annotator.desk.action_records import ActionRecord
from annotator.desk.keymap import Keymap
from annotator.domain.errors import Refused


def _record(id_: str, context: str, *keys: str) -> ActionRecord:
    return ActionRecord(id=id_, text=id_, why="why", menu="claim", group=1, contexts=(context,), keys=keys)


RECORDS = (
    _record("save", "window", "Ctrl+S"),
    _record("label", "article", "1"),
    _record("label_stay", "article", "Shift+1"),
    _record("flag", "article", "F"),
    _record("expand", "article", "Ctrl+Up"),
    _record("open", "queue", "Return", "Enter"),
    _record("filter", "queue", "/"),
)


def test_a_key_is_found_in_its_own_context_only() -> None:
    keymap = Keymap(RECORDS)
    assert keymap.find("F", "article") == "flag"
    assert keymap.find("F", "queue") is None
    assert keymap.find("Ctrl+S", "window") == "save"


def test_conflicts_are_those_heard_at_the_same_time() -> None:
    keymap = Keymap(RECORDS)
    assert keymap.conflicts("label", "f") == ["flag"]
    assert keymap.conflicts("filter", "F") == []
    assert keymap.conflicts("filter", "Ctrl+S") == ["save"]
    assert keymap.conflicts("save", "Ctrl+Up") == ["expand"]
    assert keymap.conflicts("flag", "F") == []


def test_taking_a_key_takes_it_from_the_others(qtbot: QtBot) -> None:
    keymap = Keymap(RECORDS)
    with qtbot.waitSignal(keymap.changed):
        keymap.take_key("label", "F")
    assert keymap.find("F", "article") == "label"
    assert keymap.keys("flag") == ()
    assert keymap.overrides == {"flag": [], "label": ["F"]}


def test_only_differences_are_kept() -> None:
    keymap = Keymap(RECORDS)
    keymap.set_keys("open", ["o"])
    assert keymap.overrides == {"open": ["O"]}
    keymap.set_keys("open", ["Return", "Enter"])
    assert keymap.overrides == {}


def test_overrides_come_back_and_can_be_restored() -> None:
    keymap = Keymap(RECORDS, {"flag": ["Shift+F"], "label": ["2"]})
    assert keymap.find("Shift+F", "article") == "flag"
    keymap.restore("flag")
    assert keymap.keys("flag") == ("F",)
    keymap.restore_all()
    assert keymap.overrides == {}
    assert keymap.find("1", "article") == "label"


def test_overrides_that_mean_nothing_here_are_left_aside() -> None:
    keymap = Keymap(RECORDS, {"gone": ["G"], "flag": ["Foo", "Shift+F"]})
    assert keymap.overrides == {"flag": ["Shift+F"]}


def test_what_is_not_a_key_is_refused() -> None:
    with pytest.raises(ValueError, match="not a key"):
        Keymap(RECORDS).set_keys("flag", ["Foo"])


def test_without_single_keys_labels_need_alt_and_letters_are_silent() -> None:
    keymap = Keymap(RECORDS)
    keymap.single_keys = False
    assert keymap.find("1", "article") is None
    assert keymap.find("Alt+1", "article") == "label"
    assert keymap.working_keys("label_stay") == ("Alt+Shift+1",)
    assert keymap.working_keys("flag") == ()
    assert keymap.find("Ctrl+Up", "article") == "expand"
    assert keymap.find("Return", "queue") == "open"
    keymap.single_keys = True
    assert keymap.find("F", "article") == "flag"


@pytest.mark.parametrize(("id_", "key"), [("save", "S"), ("flag", "Ctrl+Alt+F")])
def test_keys_that_would_fire_while_typing_are_refused(id_: str, key: str) -> None:
    keymap = Keymap(RECORDS, {id_: [key]})
    assert keymap.overrides == {id_: []}
    keymap.restore_all()
    with pytest.raises(Refused):
        keymap.take_key(id_, key)
    assert keymap.overrides == {}
