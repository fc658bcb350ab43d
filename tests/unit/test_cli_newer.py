"""The command line and a project that a later version made."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.cli import main
from tests.newer_projects import make_newer
from tests.unit.store.samples import closed_project


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    path = closed_project(tmp_path / "newer.claimdesk")
    make_newer(path)
    return path


@pytest.mark.parametrize(
    "arguments", [("info",), ("check",), ("export", "--all", "--format", "jsonl", "--out", "out.jsonl")]
)
def test_s20_what_may_be_read_is_read_and_told(
    arguments: tuple[str, ...],
    newer: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    before = newer.read_bytes()
    assert main([arguments[0], str(newer), *arguments[1:]]) == 0
    assert "A newer version made this project (schema 9)" in capsys.readouterr().err
    assert newer.read_bytes() == before


def test_s20_nothing_is_written_to_it(newer: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, article = newer.read_bytes(), newer.with_name("article.txt")
    article.write_text("The bridge is closed.", encoding="utf-8")
    assert main(["import", str(newer), str(article)]) != 0
    assert "made by a newer version of Claimdesk (schema 9" in capsys.readouterr().err
    assert newer.read_bytes() == before
