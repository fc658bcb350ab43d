"""pack, merge and new --pack."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.cli import main
from tests.packs import claims_of, do, lead_project, marking, rewritten


@pytest.fixture
def lead(tmp_path: Path) -> Path:
    return lead_project(tmp_path)


@pytest.fixture
def work(lead: Path, tmp_path: Path) -> Path:
    return worked(lead, tmp_path)


def worked(lead: Path, folder: Path) -> Path:
    """Anna's work on the lead's articles, all of it done by commands but for one claim."""
    task, hers, pack = (folder / name for name in ("task.annpack", "hers.claimdesk", "anna.annpack"))
    assert main(["pack", str(lead), "--annotator", "Anna", "--out", str(task)]) == 0
    assert main(["new", str(hers), "--pack", str(task)]) == 0
    do(hers, marking(1))
    assert main(["pack", str(hers), "--out", str(pack)]) == 0
    return pack


def test_the_whole_round_needs_no_window(
    lead: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    work = worked(lead, tmp_path)
    said = capsys.readouterr().out
    assert "To label by Anna: 2 articles, 0 claims, 0 decisions on sentences." in said
    assert "Done by Anna: 1 article, 1 claim, 0 decisions on sentences." in said
    assert main(["merge", str(lead), str(work)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "anna.annpack, Anna: 1 row merged.",
        "  claims: 1 new",
        "  decisions on sentences: none",
        "  articles' states: none",
    ]
    assert len(claims_of(lead)) == 1
    assert main(["check", str(lead)]) == 0
    assert main(["merge", str(lead), str(work)]) == 0
    assert "anna.annpack, Anna: nothing new merged." in capsys.readouterr().out


def test_a_dry_run_says_the_same_and_writes_nothing(
    lead: Path, work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = lead.read_bytes()
    capsys.readouterr()
    assert main(["merge", str(lead), str(work), "--dry-run", "--json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert lead.read_bytes() == before
    assert found["claims"] == {"new": 1, "newer": 0, "same": 0, "older": 0}
    assert (found["annotator"]["name"], found["left_out"], found["findings"]) == ("Anna", 0, [])


def test_what_is_left_out_is_told_by_the_exit_code(
    lead: Path, work: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.claimdesk"
    assert main(["new", str(other)]) == 0
    assert main(["merge", str(other), str(work)]) == 1
    assert "belongs to another project, “Bridges”" in capsys.readouterr().err
    broken = rewritten(work, "claims.jsonl", lambda data: data + b"\n", to=tmp_path / "broken.annpack")
    assert main(["merge", str(lead), str(broken)]) == 1
    assert "broken.annpack is not as it was written" in capsys.readouterr().err


def test_a_pack_that_can_not_be_merged_stops_none_of_the_others(
    lead: Path, work: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = rewritten(work, "claims.jsonl", lambda data: data + b"\n", to=tmp_path / "broken.annpack")
    missing = tmp_path / "missing.annpack"
    capsys.readouterr()
    assert main(["merge", str(lead), str(broken), str(missing), str(work), "--json"]) == 1
    said = capsys.readouterr()
    first, second, third = json.loads(said.out)
    assert (first["pack"], second["pack"]) == ("broken.annpack", "missing.annpack")
    assert "is not as it was written" in first["trouble"]
    assert third["claims"]["new"] == len(claims_of(lead)) == 1
    assert "claimdesk: 2 of 3 packs left out: broken.annpack, missing.annpack." in said.err
    assert main(["merge", str(lead), str(broken), str(work)]) == 1
    assert "anna.annpack, Anna: nothing new merged." in capsys.readouterr().out


def test_a_pack_that_is_there_is_not_written_over_unless_somebody_says_so(
    lead: Path, work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sent = work.read_bytes()
    assert main(["pack", str(lead), "--annotator", "Anna", "--out", str(work)]) == 1
    assert "is there already. It was not touched" in capsys.readouterr().err
    assert work.read_bytes() == sent
    assert main(["pack", str(lead), "--annotator", "Anna", "--out", str(work), "--replace"]) == 0
    assert work.read_bytes() != sent


def test_what_can_not_be_meant_is_not_understood(lead: Path, work: Path, tmp_path: Path) -> None:
    assert main(["merge", str(lead), str(work), str(work), "--as", "Anna B."]) == 2
    assert main(["merge", str(lead)]) == 2
    assert main(["pack", str(lead), "--annotator", "Nobody", "--out", str(tmp_path / "x.annpack")]) == 1
    assert main(["pack", str(lead), "--annotator", "Anna", "--out", str(tmp_path / "x.zip")]) == 1
    assert main(["new", str(tmp_path / "y"), "--pack", str(work)]) == 1
    assert main(["new", str(tmp_path / "y"), "--pack", str(work), "--title", "Y"]) == 2
    assert not (tmp_path / "y.claimdesk").exists()
