"""The field for the file of an export says what is in the way, and it is true."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from annotator.views.export_target import ExportTarget


def test_a_place_that_nobody_may_look_into_is_named_in_the_field(qtbot: QtBot, tmp_path: Path) -> None:
    target = ExportTarget(tmp_path / ("x" * 300) / "claims.jsonl", ".jsonl")
    qtbot.addWidget(target)
    assert "can't be looked at: file name too long" in target.problem
    assert "Choose a shorter name." in target.problem
