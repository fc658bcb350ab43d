"""A review by keyboard: three annotators differ, a lead decides, and gold stands in the file afterwards."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from tests.e2e.application import Application
from tests.e2e.desktop import Desktop
from tests.e2e.waiting import wait_until
from tests.seed_team import seed_team

pytestmark = pytest.mark.window

DISAGREEMENTS, AGREED = 12, 4
"""Of what three annotators marked in the article."""
MOST_KEYS = 1.3
"""Presses for each disagreement, on the average of a whole review."""


def test_a_review_takes_few_keys_and_no_mouse(desktop: Desktop, tmp_path: Path) -> None:
    path = tmp_path / "team.claimdesk"
    seed_team(path, articles=("03",)).close()
    annotated = _claims(path)
    with Application(desktop, tmp_path, path) as window:
        window.sit_down()
        window.wait_for("Skarn Gorge")
        window.press("ctrl+r")
        window.wait_for("Review")
        window.presses = 0
        for decided in range(1, DISAGREEMENTS + 1):
            # Mostly what two of three say, now and then a label of one's own with a reason.
            window.press(*(["2", "alt+1"] if decided == DISAGREEMENTS // 2 else ["m"]))
            wait_until(partial(_has_decided, path, decided), f"decision {decided}")
        assert window.presses <= MOST_KEYS * DISAGREEMENTS
        window.press("ctrl+z")
        wait_until(lambda: "open" in _outcomes(path), "a decision taken back")
        window.press("ctrl+y")
        wait_until(lambda: "open" not in _outcomes(path), "a decision given again")
        window.press("ctrl+shift+Return")
        window.press("Return")
        wait_until(lambda: "unanimous" in _methods(path), "what everybody agrees on")
        window.quit()
    assert _claims(path) == annotated
    assert Counter(_outcomes(path)) == {"claim": DISAGREEMENTS + AGREED}
    assert desktop.is_pointer_parked


def _has_decided(path: Path, count: int) -> bool:
    return len(_outcomes(path)) == count


def _outcomes(path: Path) -> list[str]:
    return [str(outcome) for (outcome,) in _rows(path, "SELECT outcome FROM adjudication")]


def _methods(path: Path) -> list[str]:
    return [str(method) for (method,) in _rows(path, "SELECT method FROM adjudication")]


def _claims(path: Path) -> list[tuple[object, ...]]:
    """Every claim of the annotators, whatever became gold."""
    return _rows(
        path,
        "SELECT id, label, note, version FROM claim WHERE origin != 'adjudicated' ORDER BY id",
    )


def _rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=5)) as connection:
        return connection.execute(query).fetchall()
