"""Key presses as the table of actions writes them: "J", "Shift+1", "Ctrl+Shift+Z", "?".

A character counts as it is typed, whatever had to be held for it: "?" is "?" and never "Shift+?".
Where what is typed means nothing here, the place of the key on the keyboard decides: the digit row is 1 to 0
on a French keyboard too, and J is J while the keyboard types Cyrillic or Arabic.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import cast

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

_NONE = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_META = Qt.KeyboardModifier.MetaModifier
_HELD = _SHIFT | _ALT | _CONTROL | _META

_MODIFIERS = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_Super_L,
        Qt.Key.Key_Super_R,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock,
    }
)

_DIGITS = "1234567890"
_ROWS = ("qwertyuiop[]", "asdfghjkl;", "zxcvbnm,./")

# Where each row of keys starts: X11 and Wayland key codes, then Windows scan codes.
_KEY_CODES = {10: _DIGITS, 24: _ROWS[0], 38: _ROWS[1], 52: _ROWS[2]}
_SCAN_CODES = {0x02: _DIGITS, 0x10: _ROWS[0], 0x1E: _ROWS[1], 0x2C: _ROWS[2]}
# macOS numbers its virtual keys in no order.
_VIRTUAL_KEYS = {
    "1234567890": (18, 19, 20, 21, 23, 22, 26, 28, 25, 29),
    _ROWS[0]: (12, 13, 14, 15, 17, 16, 32, 34, 31, 35, 33, 30),
    _ROWS[1]: (0, 1, 2, 3, 5, 4, 38, 40, 37, 41),
    _ROWS[2]: (6, 7, 8, 9, 11, 45, 46, 43, 47, 44),
}


def _by_row(starts: dict[int, str]) -> dict[int, str]:
    return {start + step: character for start, row in starts.items() for step, character in enumerate(row)}


_XKB = _by_row(_KEY_CODES)
_WINDOWS = _by_row(_SCAN_CODES)
_MACOS = {
    code: character
    for row, codes in _VIRTUAL_KEYS.items()
    for code, character in zip(codes, row, strict=True)
}


def physical_character(platform: str, *, scan_code: int, virtual_key: int) -> str | None:
    """The character that the key at this place gives on a US keyboard, for keys that matter here.

    `platform` is `QGuiApplication.platformName()`.
    """
    if platform == "windows":
        return _WINDOWS.get(scan_code)
    if platform == "cocoa":
        return _MACOS.get(virtual_key)
    return _XKB.get(scan_code)


def canonical(key: str) -> str:
    """`key` in the one spelling by which keys are compared. ValueError if it is not a single key press."""
    sequence = QKeySequence.fromString(key, QKeySequence.SequenceFormat.PortableText)
    if sequence.count() != 1 or _first(sequence).key() in (Qt.Key.Key_unknown, Qt.Key(0)):
        raise ValueError(f"not a key: {key!r}")
    return sequence.toString(QKeySequence.SequenceFormat.PortableText)


@cache
def shown(key: str) -> str:
    """`key` as this platform writes it."""
    return QKeySequence.fromString(key).toString(QKeySequence.SequenceFormat.NativeText)


def is_single(key: str) -> bool:
    """Whether `key` types a character, so that it must act only on focus (WCAG 2.1.4)."""
    combination = _combination(key)
    held = combination.keyboardModifiers() & ~_SHIFT
    return held == _NONE and Qt.Key.Key_Space < combination.key() < Qt.Key.Key_Escape


def is_alt_graph(key: str) -> bool:
    """Whether `key` holds both Ctrl and Alt, which is AltGr and types characters on many keyboards."""
    held = _combination(key).keyboardModifiers()
    return bool(held & _CONTROL) and bool(held & _ALT)


def with_alt(key: str) -> str | None:
    """What stands for the single key `key` while single keys are off: Alt and the digit, or nothing."""
    return canonical(f"Alt+{key}") if key[-1].isdigit() else None


def presses(event: QKeyEvent, platform: str) -> list[str]:
    """All that `event` may mean, the likeliest first."""
    if event.key() in (Qt.Key.Key_unknown, Qt.Key(0)):
        return []
    held = event.modifiers() & _HELD
    if held & _CONTROL and held & _ALT and event.text().isprintable() and event.text():
        held &= ~(_CONTROL | _ALT)  # Windows reports AltGr so.
    found = [_spelled(event.key(), held)]
    if _is_symbol(event.key()) and held & _SHIFT:
        found.append(_spelled(event.key(), held & ~_SHIFT))
    if event.modifiers() & Qt.KeyboardModifier.GroupSwitchModifier:
        return found
    place = physical_character(
        platform, scan_code=event.nativeScanCode(), virtual_key=event.nativeVirtualKey()
    )
    if place is not None and (place.isdigit() or _is_foreign(event.key())):
        found.append(_spelled(_combination(place).key(), held))
    return found


def recorded(event: QKeyEvent, platform: str) -> str | None:
    """The key to keep when a person presses what an action shall have; None for modifiers alone."""
    if event.key() in _MODIFIERS:
        return None
    found = presses(event, platform)
    if not found:
        return None
    if _is_foreign(event.key()):
        return found[-1]
    is_shifted_symbol = _is_symbol(event.key()) and event.modifiers() & _SHIFT
    return found[1] if is_shifted_symbol else found[0]


def _combination(key: str) -> QKeyCombination:
    return _first(QKeySequence.fromString(key))


def _first(sequence: QKeySequence) -> QKeyCombination:
    # PySide's stubs do not know that a sequence can be indexed.
    return cast("Sequence[QKeyCombination]", sequence)[0]


def _is_symbol(key: int) -> bool:
    """A character that is neither a letter nor a digit, so that Shift is only a way to type it."""
    return Qt.Key.Key_Space < key < Qt.Key.Key_Escape and not chr(key).isalnum()


def _is_foreign(key: int) -> bool:
    """A character that a US keyboard does not have."""
    return 0x7F < key < Qt.Key.Key_Escape


def _spelled(key: int, held: Qt.KeyboardModifier) -> str:
    return QKeySequence(QKeyCombination(held, Qt.Key(key))).toString(QKeySequence.SequenceFormat.PortableText)
