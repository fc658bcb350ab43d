"""The process is killed in the middle of the work: whatever was painted is in the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.application import Application
from tests.e2e.desktop import Desktop
from tests.e2e.recorded import Recorded
from tests.e2e.waiting import wait_until

pytestmark = pytest.mark.window

TITLE = "Skarn Gorge"


def test_s01_what_was_painted_outlives_a_kill(desktop: Desktop, tmp_path: Path, bridge: Path) -> None:
    """Each window is killed at the first pixel that its last key changed, and the next one goes on."""
    recorded = Recorded(bridge)
    sentences = recorded.asked(TITLE)
    deals = ["1", "2", "0"]
    for place, key in enumerate(deals):
        with Application(desktop, tmp_path, bridge) as window:
            if place == 0:
                window.sit_down()
            window.wait_for(TITLE)
            window.press_and_see(key)
            window.kill()
        assert recorded.undecided(TITLE) == len(sentences) - place - 1
    labels = ["confirmed", "disputed", ""]
    decided = list(zip(sentences, labels, strict=False))
    assert recorded.marks(TITLE) == [(words, label) for words, label in decided if label]
    assert recorded.without_claim(TITLE) == [words for words, label in decided if not label]


def test_a_killed_window_comes_back_at_the_same_words_and_undoes_what_it_did(
    desktop: Desktop, tmp_path: Path, bridge: Path
) -> None:
    recorded = Recorded(bridge)
    sentences = recorded.asked(TITLE)
    with Application(desktop, tmp_path, bridge) as window:
        window.sit_down()
        window.wait_for(TITLE)
        window.press("1", "2")
        wait_until(lambda: len(recorded.marks(TITLE)) == 2, "two labels")
        window.press(*["Down"] * 3, "ctrl+shift+Left")
        window.press_and_see("2")
        window.kill()
    part, rest = recorded.marks(TITLE)[-1][0], sentences[5]
    assert part.startswith("The crack is 2.3 metres long")
    with Application(desktop, tmp_path, bridge) as window:
        window.wait_for(TITLE)
        window.press("3")
        wait_until(lambda: len(recorded.marks(TITLE)) == 4, "the label of the rest")
        assert recorded.marks(TITLE)[-1] == (rest.removeprefix(part).lstrip(" ,"), "unverified")
        window.press("ctrl+z", "ctrl+z", "ctrl+z")
        wait_until(lambda: recorded.marks(TITLE) == [(sentences[0], "confirmed")], "three steps undone")
        window.press("ctrl+shift+z")
        wait_until(lambda: recorded.marks(TITLE)[-1] == (sentences[1], "disputed"), "one step redone")
        window.quit()
