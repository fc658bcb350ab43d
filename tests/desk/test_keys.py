from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from annotator.desk.keys import canonical, is_single, physical_character, presses, recorded, with_alt

_NONE = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier


def _press(
    key: int,
    text: str = "",
    *,
    held: Qt.KeyboardModifier = _NONE,
    scan_code: int = 0,
    virtual_key: int = 0,
) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, held, scan_code, virtual_key, 0, text)


@pytest.mark.parametrize(
    ("platform", "scan_code", "virtual_key", "character"),
    [
        ("xcb", 10, 0, "1"),
        ("wayland", 19, 0, "0"),
        ("xcb", 24, 0, "q"),
        ("windows", 0x02, 0, "1"),
        ("windows", 0x0B, 0, "0"),
        ("windows", 0x2C, 0, "z"),
        ("cocoa", 0, 18, "1"),
        ("cocoa", 0, 23, "5"),
        ("cocoa", 0, 22, "6"),
        ("cocoa", 0, 29, "0"),
        ("xcb", 9, 18, None),
        ("windows", 0x0C, 18, None),
        ("cocoa", 10, 24, None),
    ],
)
def test_each_platform_numbers_its_keys_in_its_own_way(
    platform: str, scan_code: int, virtual_key: int, character: str | None
) -> None:
    assert physical_character(platform, scan_code=scan_code, virtual_key=virtual_key) == character


def test_a_french_digit_row_gives_digits_without_shift() -> None:
    assert presses(_press(Qt.Key.Key_Eacute, "é", scan_code=11), "xcb") == ["É", "2"]
    assert presses(_press(Qt.Key.Key_Ampersand, "&", scan_code=10), "xcb") == ["&", "1"]


def test_a_french_digit_with_shift_is_a_shifted_digit() -> None:
    assert presses(_press(Qt.Key.Key_2, "2", held=_SHIFT, scan_code=11), "xcb")[0] == "Shift+2"


def test_a_shifted_digit_of_a_us_keyboard_is_known_by_its_place() -> None:
    found = presses(_press(Qt.Key.Key_At, "@", held=_SHIFT, scan_code=11), "xcb")
    assert found == ["Shift+@", "@", "Shift+2"]


def test_a_symbol_is_itself_whatever_it_takes_to_type_it() -> None:
    german_slash = _press(Qt.Key.Key_Slash, "/", held=_SHIFT, scan_code=16)
    assert "/" in presses(german_slash, "xcb")
    altgr_bracket = _press(Qt.Key.Key_BracketLeft, "[", held=_CONTROL | _ALT, scan_code=9)
    assert presses(altgr_bracket, "windows")[0] == "["


def test_letters_of_another_alphabet_are_known_by_their_place() -> None:
    assert "J" in presses(_press(0x041E, "о", scan_code=44), "xcb")
    assert "J" in presses(_press(0x062A, "ت", scan_code=44), "xcb")


def test_letters_that_a_latin_keyboard_moved_stay_where_they_are_printed() -> None:
    azerty_a = _press(Qt.Key.Key_A, "a", scan_code=24)
    assert presses(azerty_a, "xcb") == ["A"]


def test_the_numpad_gives_digits() -> None:
    numpad = _press(Qt.Key.Key_1, "1", held=Qt.KeyboardModifier.KeypadModifier, scan_code=87)
    assert presses(numpad, "xcb") == ["1"]


def test_a_modifier_alone_and_an_unknown_key_mean_nothing() -> None:
    assert presses(_press(Qt.Key.Key_unknown), "xcb") == []


@pytest.mark.parametrize("key", ["", "Foo", "Ctrl+K, Ctrl+S"])
def test_what_is_not_one_key_press_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="not a key"):
        canonical(key)


def test_single_keys_are_those_that_type_a_character() -> None:
    assert all(is_single(key) for key in ("J", "Shift+M", "1", "Shift+1", "?", ";"))
    others = ("Space", "Ctrl+J", "Alt+1", "Down", "F6", "Esc", "Return", "Del")
    assert not any(is_single(key) for key in others)


def test_digits_have_a_stand_in_while_single_keys_are_off() -> None:
    assert with_alt("1") == "Alt+1"
    assert with_alt("Shift+1") == canonical("Alt+Shift+1")
    assert with_alt("J") is None


@pytest.mark.parametrize(
    ("event", "key"),
    [
        (_press(Qt.Key.Key_F, "F", held=_SHIFT), "Shift+F"),
        (_press(Qt.Key.Key_Question, "?", held=_SHIFT), "?"),
        (_press(0x041E, "о", scan_code=44), "J"),
        (_press(Qt.Key.Key_F5), "F5"),
        (_press(Qt.Key.Key_Shift, held=_SHIFT), None),
        (_press(Qt.Key.Key_unknown), None),
    ],
)
def test_a_recorded_key_is_the_one_that_was_meant(event: QKeyEvent, key: str | None) -> None:
    assert recorded(event, "xcb") == key
