from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.cli import main
from tests.unit.exchange.teams import team_project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    project = team_project(tmp_path)
    project.close()
    return project.path


def test_it_tells_every_figure_with_what_it_rests_on(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["agreement", str(path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Agreement in Team"
    assert lines[1].startswith("2 of 2 articles finished by two annotators, 4 review units; claims overlap")
    assert lines[2] == "annotators: Ada, Ben, Cy"
    assert any(line.split()[:2] == ["alpha", "0.562"] for line in lines)
    assert any(line.startswith("F1 exact") and " 0.500 " in line for line in lines)
    assert any("undefined: not everything has the same number of labels" in line for line in lines)
    assert any(line.split() == ["confirmed", "3", "2", "0", "0"] for line in lines)


def test_json_has_values_settings_and_reasons(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["agreement", str(path.with_suffix("")), "--json", "--threshold", "80"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["settings"]["overlap_threshold"] == 80
    assert found["settings"]["annotators"] == ["Ada", "Ben", "Cy"]
    assert found["units"] == 5
    fleiss = found["figures"]["fleiss"]
    assert (fleiss["value"], fleiss["reason"]) == (None, "unequal_labels")
    assert found["pairs"][0]["first"] == "Ada"
    assert found["labels"]["reliability"]["annotators"][2]["annotator"] == "Cy"


def test_it_compares_those_who_were_named(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["agreement", str(path), "--annotator", "Ada", "--annotator", "Cy", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["articles"], found["compared_articles"], len(found["pairs"])) == (2, 1, 1)
    assert main(["agreement", str(path), "--annotator", "Zoe"]) == 1
    assert "Those who do: Ada, Ben, Cy" in capsys.readouterr().err


def test_an_order_can_be_given(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    order = "confirmed,unverified,disputed"
    assert main(["agreement", str(path), "--level", "ordinal", "--order", order, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["settings"]["label_order"] == order.split(",")


def test_options_of_tables_are_refused(path: Path) -> None:
    assert main(["agreement", str(path), "--items"]) == 2
