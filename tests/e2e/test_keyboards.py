"""Other keyboards, and keys that are meant for a field."""

from __future__ import annotations

import string
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.e2e.application import Application
from tests.e2e.desktop import Desktop
from tests.e2e.recorded import Recorded
from tests.e2e.waiting import wait_until

pytestmark = pytest.mark.window

TITLE = "Skarn Gorge"
DIGIT_ROW = {"1": "10", "2": "11", "3": "12", "0": "19"}
"""The keys of the digit row by their codes, which no layout changes."""


@pytest.fixture
def layouts(desktop: Desktop) -> Iterator[Callable[[str], None]]:
    """Changes the keyboard, as somebody does who writes in two languages; in the end it is a US one again."""
    yield desktop.set_layout
    desktop.set_layout("us")


def test_the_digit_row_labels_without_shift_on_every_keyboard(
    desktop: Desktop, tmp_path: Path, bridge: Path, layouts: Callable[[str], None]
) -> None:
    recorded = Recorded(bridge)
    sentences = recorded.asked(TITLE)
    names = ("fr", "de", "cz", "ara", "us")
    layouts(names[0])
    with Application(desktop, tmp_path, bridge) as window:
        window.sit_down()
        window.wait_for(TITLE)
        for place, name in enumerate(names, start=1):
            layouts(name)
            window.press(*(DIGIT_ROW[digit] for digit in "210"))
            left = len(sentences) - 3 * place
            wait_until(partial(_has_left, recorded, left), f"three decisions on {name}")
        window.quit()
    labels = ("disputed", "confirmed", "") * len(names)
    decided = list(zip(sentences, labels, strict=False))
    assert recorded.marks(TITLE) == [(words, label) for words, label in decided if label]
    assert recorded.without_claim(TITLE) == [words for words, label in decided if not label]


def _has_left(recorded: Recorded, count: int) -> bool:
    return recorded.undecided(TITLE) == count


@pytest.mark.parametrize("field", ["note", "filter"])
def test_typing_changes_no_claim(desktop: Desktop, tmp_path: Path, bridge: Path, field: str) -> None:
    recorded = Recorded(bridge)
    printable = "".join(sorted(set(string.printable) - set(string.whitespace))) + " "
    with Application(desktop, tmp_path, bridge) as window:
        window.sit_down()
        window.wait_for(TITLE)
        window.press("1", "2", "Up")
        wait_until(lambda: len(recorded.claims()) == 2, "two claims")
        before = [(id_, label) for id_, label, _ in recorded.claims()]
        window.press("n" if field == "note" else "ctrl+1")
        if field == "filter":
            window.press("slash")
        window.type(printable)
        window.press("Escape")
        if field == "note":
            wait_until(lambda: recorded.claims()[1][2], "the note")
        window.quit()
    assert [(id_, label) for id_, label, _ in recorded.claims()] == before
    notes = [note for *_, note in recorded.claims()]
    assert notes == ["", printable.strip()] if field == "note" else not any(notes)
