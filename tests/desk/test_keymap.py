from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from annotator.desk.action_records import ActionRecord
from annotator.desk.key_presets import KeyPreset
from annotator.desk.key_shares import Lost
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

PRESETS = (
    KeyPreset("usual", "Usual", "why", {}),
    KeyPreset("letters", "Letters", "why", {"label": ("F", "1"), "flag": ("Shift+F",), "gone": ("G",)}),
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
    assert keymap.overrides == {"label": ["F"]}
    assert keymap.lost("flag") == (Lost("F", "label"),)


def test_only_differences_are_kept() -> None:
    keymap = Keymap(RECORDS)
    keymap.take_key("flag", "x")
    assert keymap.overrides == {"flag": ["X"]}
    keymap.take_key("flag", "f")
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
        Keymap(RECORDS).take_key("flag", "Foo")


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
    assert keymap.overrides == {}
    assert keymap.keys(id_) == Keymap(RECORDS).keys(id_)
    with pytest.raises(Refused):
        keymap.take_key(id_, key)
    assert keymap.overrides == {}


def test_a_preset_lies_over_the_table(qtbot: QtBot) -> None:
    keymap = Keymap(RECORDS, presets=PRESETS)
    assert keymap.preset == "usual"
    with qtbot.waitSignal(keymap.changed):
        keymap.preset = "letters"
    assert keymap.keys("label") == ("F", "1")
    assert keymap.find("F", "article") == "label"
    assert keymap.find("Shift+F", "article") == "flag"
    assert keymap.keys("filter") == ("/",)
    assert keymap.overrides == {}
    with pytest.raises(ValueError, match="no preset"):
        keymap.preset = "gone"


def test_what_a_person_chose_lies_over_any_preset() -> None:
    keymap = Keymap(RECORDS, {"expand": ["F"]}, presets=PRESETS)
    assert keymap.lost("flag") == (Lost("F", "expand"),)
    keymap.preset = "letters"
    assert keymap.find("F", "article") == "expand"
    assert keymap.keys("label") == ("1",)
    assert keymap.lost("label") == (Lost("F", "expand"),)
    assert keymap.lost("flag") == ()
    assert keymap.overrides == {"expand": ["F"]}


def test_a_choice_that_is_the_table_s_own_outlives_a_restart_under_a_preset() -> None:
    keymap = Keymap(RECORDS, presets=PRESETS, preset="letters")
    keymap.take_key("label", "1")
    again = Keymap(RECORDS, keymap.overrides, presets=PRESETS, preset="letters")
    assert again.keys("label") == ("1",)
    again.restore("label")
    assert again.keys("label") == ("F", "1")


def test_a_kept_choice_wins_over_the_default_of_a_newer_version() -> None:
    newer = (
        *RECORDS,
        _record("brand_new", "article", "Z", "Alt+Z"),
        _record("new_save", "window", "Ctrl+F5"),
    )
    keymap = Keymap(newer, {"flag": ["Z"], "label": ["Ctrl+F5"]})
    assert keymap.find("Z", "article") == "flag"
    assert keymap.keys("brand_new") == ("Alt+Z",)
    assert keymap.lost("brand_new") == (Lost("Z", "flag"),)
    assert keymap.find("Ctrl+F5", "article") == "label"
    assert keymap.find("Ctrl+F5", "window") is None
    assert keymap.overrides == {"flag": ["Z"], "label": ["Ctrl+F5"]}


def test_lost_keys_are_given_back_together() -> None:
    keymap = Keymap(RECORDS, {"expand": ["F", "X"], "filter": ["Return"]}, presets=PRESETS)
    keymap.give_back()
    assert keymap.keys("flag") == ("F",)
    assert keymap.keys("open") == ("Return", "Enter")
    assert keymap.overrides == {"expand": ["X"]}


def test_a_key_that_was_chosen_twice_belongs_to_the_first_of_the_table() -> None:
    keymap = Keymap(RECORDS, {"expand": ["X"], "flag": ["X"]})
    assert keymap.find("X", "article") == "flag"
    assert keymap.lost("expand") == (Lost("X", "flag"),)


def test_an_action_that_is_left_without_its_chosen_key_has_its_own_again() -> None:
    keymap = Keymap(RECORDS, {"flag": ["X"]})
    keymap.take_key("expand", "X")
    assert keymap.keys("flag") == ("F",)


def test_restoring_does_not_take_a_key_from_what_was_chosen() -> None:
    keymap = Keymap(RECORDS, {"expand": ["F"], "flag": ["Z"]})
    keymap.restore("flag")
    assert keymap.find("F", "article") == "expand"
    assert keymap.keys("flag") == ()


def test_without_single_keys_a_label_has_alt_and_its_digit_whatever_key_it_has() -> None:
    keymap = Keymap(RECORDS, {"label": ["Z"]})
    keymap.single_keys = False
    assert keymap.working_keys("label") == ("Alt+1",)
    assert keymap.keys("label") == ("Z",)


def test_a_chosen_key_is_not_covered_by_one_that_stands_in() -> None:
    keymap = Keymap(RECORDS, {"flag": ["Alt+1"]})
    keymap.single_keys = False
    assert keymap.find("Alt+1", "article") == "flag"
    assert keymap.working_keys("label") == ()
