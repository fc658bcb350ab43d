"""`claimdesk repair` makes a damaged project anew and says what came back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.cli import main
from annotator.store.project import open_project
from tests.unit.store.samples import edited, mark, new_project


def test_a_damaged_project_comes_back_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = new_project(tmp_path / "news.claimdesk")
    claim = mark(project)
    project.close()
    edited(project.path, "UPDATE claim SET label = 'confirmed'")
    new = tmp_path / "again.claimdesk"
    assert main(["check", str(project.path)]) == 1
    assert "claimdesk repair" in capsys.readouterr().err
    assert main(["repair", str(project.path), "--out", str(new), "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert (facts["path"], facts["articles"], facts["lost_entries"]) == (str(new), 2, 0)
    assert main(["check", str(new)]) == 0
    assert open_project(new).claims.get(claim.id) == claim


def test_what_lost_its_text_is_written_beside(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = new_project(tmp_path / "news.claimdesk", articles=1)
    claim = mark(project)
    project.close()
    edited(project.path, "UPDATE article_text SET text = 'overwritten'")
    assert main(["repair", str(project.path), "--out", str(tmp_path / "again")]) == 1
    said = capsys.readouterr()
    assert "articles 0, journal entries 3" in said.out
    assert "The text of 1 article was not found anywhere: Report 0." in said.err
    (line,) = (tmp_path / "again.claimdesk.left-out.jsonl").read_text("utf-8").splitlines()
    left = json.loads(line)
    assert (left["kind"], left["id"], left["label"]) == ("claim", claim.id, "disputed")


def test_who_meets_a_damaged_project_is_told_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = new_project(tmp_path / "my news.claimdesk")
    mark(project)
    project.close()
    edited(project.path, "UPDATE claim SET label = 'confirmed'")
    new = "my news repaired.claimdesk"
    assert main(["import", str(project.path), str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert f"claimdesk repair '{project.path}' --out '{new}'" in said
    assert main(["repair", str(project.path), "--out", str(tmp_path / new)]) == 0


def test_who_takes_an_article_for_a_project_is_told_of_no_repair(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "fire.txt").write_text("It burns here.", encoding="utf-8")
    assert main(["info", str(tmp_path / "fire.txt")]) == 1
    said = capsys.readouterr().err
    assert "it looks like a text file" in said
    assert "repair" not in said
