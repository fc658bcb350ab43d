"""What is chosen is one thing: list, inspector, text and keys never say different ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from annotator.views.main_window import MainWindow
from tests.views.main_windows import open_titled, press, working


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    with working(qtbot, tmp_path) as window:
        yield window


def _labels(window: MainWindow) -> list[str]:
    return [claim.label for claim in window.bench.desk.require_sheet().claims]


def _title(window: MainWindow) -> str:
    """The heading of the inspector."""
    headings = [label.text() for label in window.parts.inspector.findChildren(QLabel) if label.isVisible()]
    return next(text for text in headings if text)


def _is_one(window: MainWindow) -> bool:
    """Whether list, inspector and keys mean the same single claim."""
    (claim,) = window.bench.chosen.meant
    place = window.bench.desk.require_sheet().claims.index(claim) + 1
    return window.parts.claims.selected == [claim.id] and _title(window).startswith(f"Claim {place} of")


def _two(window: MainWindow) -> None:
    press(window, "1", "2", "Home")


@pytest.mark.parametrize(
    "keys",
    [
        ["Ctrl+Z", "Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+Shift+Z"],
        ["End", "Del", "Home", "Del", "Ctrl+Z", "Ctrl+Z"],
        ["L", "Ctrl+D"],
    ],
    ids=" ".join,
)
def test_held_keys_choose_no_second_claim(window: MainWindow, keys: list[str]) -> None:
    _two(window)
    press(window, *keys)
    assert _is_one(window)
    before = _labels(window)
    press(window, "3")
    assert sum(old != new for old, new in zip(before, _labels(window), strict=True)) == 1
    assert _is_one(window)


def test_undone_labels_are_given_anew_one_by_one(window: MainWindow) -> None:
    for key in ("1", "2"):
        press(window, "Home", key, "Home", "J", key)
    press(window, "Ctrl+Z", "Ctrl+Z", "3")
    assert sorted(_labels(window)) == ["confirmed", "unverified"]


def test_a_delete_keeps_the_sentence_in_the_text_and_the_place_in_the_list(window: MainWindow) -> None:
    _two(window)
    press(window, "Return", "Del", "3")
    sheet = window.bench.desk.require_sheet()
    assert [(claim.quote, claim.label) for claim in sheet.claims] == [
        ("The ferry sank in 1999.", "unverified"),
        ("Many remember it.", "disputed"),
    ]
    press(window, "Home", "Ctrl+3", "Del")
    assert window.parts.claims.has_keyboard
    assert _is_one(window)
    assert window.bench.desk.cursor.claim_id


def test_what_is_selected_together_is_so_in_every_pane(window: MainWindow) -> None:
    press(window, "1", "Ctrl+A")
    assert _is_one(window), "one claim that is selected is the current one"
    press(window, "2")
    assert _labels(window) == ["disputed"]
    press(window, "Ctrl+2", "End", "1", "Ctrl+A", "N")
    words = " ".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())
    assert "2 claims are selected, and a note belongs to one." in words
    press(window, "Ctrl+2")
    assert _title(window) == "2 claims selected"
    desk = window.bench.desk
    assert desk.cursor.claim_id in desk.cursor.chosen
    press(window, "J", "3")
    assert _labels(window).count("unverified") == 1, "who goes on to a sentence means that sentence"


def test_a_sentence_with_a_claim_on_a_part_is_shown_as_what_its_keys_change(window: MainWindow) -> None:
    press(window, "Home", "Shift+Left", "Shift+Left", "Shift+Left", "Shift+Left", "1", "Home")
    assert _title(window).startswith("Sentence 1 of")
    assert window.parts.claims.selected == []
    press(window, "F", "3")
    claims = window.bench.desk.require_sheet().claims
    assert [(claim.quote, claim.label, claim.flag) for claim in claims] == [
        ("The ferry", "confirmed", False),
        ("sank in 1999.", "unverified", False),
    ]
    press(window, "Home", "Shift+Down", "Esc", "L")
    assert _is_one(window)


def test_a_label_key_brings_what_is_out_of_sight_into_view_first(window: MainWindow) -> None:
    lines = "\n\n".join(f"The council said number {number} is true." for number in range(60))
    window.parts.intake.import_pasted(f"A headline\n\n{lines}")
    open_titled(window, "A headline")
    article, sheet = window.parts.article, window.bench.desk.require_sheet()
    press(window, *4 * ["PgDown"])
    assert not article.shows(sheet.units[0].span)
    press(window, "3")
    assert article.shows(sheet.units[0].span)
    assert sheet.claims == ()
    assert "out of sight" in " ".join(label.text() for label in window.findChildren(QLabel))
    press(window, "3")
    assert _labels(window) == ["unverified"]
