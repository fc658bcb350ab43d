"""The very first start, and a project of one's own, by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.application import Application
from tests.e2e.desktop import Desktop
from tests.e2e.recorded import Recorded
from tests.e2e.waiting import wait_until

pytestmark = pytest.mark.window


def test_return_opens_the_sample_and_takes_the_name(desktop: Desktop, tmp_path: Path, home: Path) -> None:
    with Application(desktop, tmp_path) as window:
        window.wait_for("Claimdesk")
        window.press("Return")
        window.sit_down()
        window.wait_for("Harbour blaze")
        (sample,) = home.rglob("samples/*.claimdesk")
        recorded = Recorded(sample)
        before = len(recorded.claims())
        window.press("1", "2")
        wait_until(lambda: len(recorded.claims()) == before + 2, "two labels")
        window.quit()


def test_a_new_project_is_made_and_filled_by_keyboard(
    desktop: Desktop, tmp_path: Path, repository: Path
) -> None:
    article = repository / "seeds" / "articles" / "03-bridge-closure.txt"
    path = tmp_path / "mine.claimdesk"
    with Application(desktop, tmp_path) as window:
        window.wait_for("Claimdesk")
        window.press("ctrl+n")
        window.wait_for("New Project")
        window.press("ctrl+a")
        window.type(str(path.with_suffix("")))
        window.press("Return")
        window.sit_down()
        window.wait_for("mine")
        window.press("ctrl+i")
        window.wait_for("Import Articles")
        window.type(str(article))
        window.press("Return")
        window.wait_for("Skarn Gorge")
        window.press("1")
        wait_until(lambda: Recorded(path).claims(), "a label")
        window.quit()
    assert Recorded(path).marks("Skarn Gorge") == [(Recorded(path).asked("Skarn Gorge")[0], "confirmed")]
