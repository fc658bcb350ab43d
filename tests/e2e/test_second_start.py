"""Starting Claimdesk once more with a project that is open."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.application import Application
from tests.e2e.desktop import Desktop
from tests.e2e.waiting import wait_until

pytestmark = pytest.mark.window


def test_the_window_that_has_the_project_comes_back(
    desktop: Desktop, bridge: Path, tmp_path: Path, repository: Path
) -> None:
    with Application(desktop, tmp_path, bridge) as first:
        first.sit_down()
        first.wait_for("Skarn Gorge")
        desktop.ask("xdotool", "getactivewindow", "windowminimize")
        wait_until(lambda: "Skarn Gorge" not in desktop.active_title(), "no window")
        second = subprocess.run(
            [sys.executable, "-m", "annotator", bridge],
            cwd=repository,
            env=desktop.environment,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
        assert (second.returncode, second.stdout) == (0, "")
        assert second.stderr == (
            f"claimdesk: {bridge.name} is open in a window, which was asked to come forward.\n"
        )
        first.wait_for("Skarn Gorge")
        first.quit()
