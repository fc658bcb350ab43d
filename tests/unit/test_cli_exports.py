from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from annotator.cli import main
from annotator.store.project import open_project
from tests.projects import closed_project
from tests.unit.exchange.made import damage_text


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The path of a project with claims, closed."""
    return closed_project(tmp_path)


def export(project: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> int:
    code = main(["export", str(project), "--format", "articles-jsonl", "--out", str(out)])
    capsys.readouterr()
    return code


def test_only_an_earlier_export_of_the_same_kind_is_replaced_without_a_word(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "articles.txt"
    out.write_text("my notes", "utf-8")
    assert export(project, out, capsys) == 1
    assert out.read_text("utf-8") == "my notes"
    assert not (tmp_path / "articles.txt.export.json").exists()
    assert main(["export", str(project), "--format", "csv", "--out", str(out), "--replace"]) == 0
    assert main(["export", str(project), "--format", "csv", "--out", str(out)]) == 0
    first = out.read_bytes()
    assert export(project, out, capsys) == 1
    assert out.read_bytes() == first
    out.write_bytes(first + b"one row more")
    assert main(["export", str(project), "--format", "csv", "--out", str(out)]) == 1
    assert "add --replace" in capsys.readouterr().err
    assert out.read_bytes() == first + b"one row more"


@pytest.mark.parametrize("option", ["--empty-sentences", "--no-claims"])
def test_sentences_without_a_claim_are_asked_for_by_a_name_that_says_so(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    out = tmp_path / "claims.csv"
    assert main(["export", str(project), "--format", "csv", "--out", str(out), "--all", option]) == 0
    assert "sentences without a claim 1," in capsys.readouterr().out
    assert main(["export", "--help"]) == 0
    said = capsys.readouterr().out
    assert "--empty-sentences" in said
    assert "--no-claims" not in said


def test_force_replaces_no_project_and_no_folder_of_other_things(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "mine.txt").write_text("mine", "utf-8")
    for out, name in ((folder, "brat"), (project, "csv")):
        assert main(["export", str(project), "--format", name, "--out", str(out), "--all", "--force"]) == 1
    assert (folder / "mine.txt").read_text("utf-8") == "mine"
    assert main(["info", str(project)]) == 0


def test_an_exported_file_is_tested_against_what_lies_beside_it(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "articles.txt"
    assert export(project, out, capsys) == 0
    assert main(["check", str(out)]) == 0
    assert capsys.readouterr().out == "articles.txt is whole: records 2.\n"
    out.write_bytes(out.read_bytes().replace(b"disputed", b"confirmed"))
    assert main(["check", str(out)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "articles.txt is not the file that articles.txt.export.json describes" in said.err


def test_an_exported_file_without_its_damaged_rows_is_not_called_whole(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(project)) as connection, connection:
        (claim,) = connection.execute("SELECT min(claim_id) FROM fragment").fetchone()
        connection.execute("UPDATE fragment SET quote = upper(quote) WHERE claim_id = ?", (claim,))
    out = tmp_path / "articles.jsonl"
    assert export(project, out, capsys) == 1
    assert main(["check", str(out)]) == 1
    assert "articles.jsonl is as it was written, but without 1 damaged row. " in capsys.readouterr().err


def test_an_exported_file_that_lost_its_manifest_is_told(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "articles.jsonl"
    assert export(project, out, capsys) == 0
    (tmp_path / "articles.jsonl.export.json").unlink()
    assert main(["check", str(out)]) == 1
    assert "articles.jsonl.export.json is missing" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "unit"), [((), "UTF-16 units"), (("--offsets", "code_point"), "code points")]
)
def test_offsets_count_what_the_format_asks_for_unless_somebody_says_otherwise(
    options: tuple[str, ...], unit: str, project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = str(tmp_path / "data.zip")
    assert main(["export", str(project), "--format", "doccano", "--out", target, "--all", *options]) == 0
    assert f"offsets count {unit}" in capsys.readouterr().out


def test_a_release_is_made_with_its_parts(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "release"
    options = ("--split", "50/50", "--seed", "7", "--licence", "CC0-1.0", "--annotations", "majority")
    assert main(["export", str(project), "--format", "csv", "--out", str(out), *options]) == 0
    said = capsys.readouterr().out
    assert "train: articles 1, records " in said
    assert "test: articles 1, records " in said
    assert (out / "data" / "train.csv").is_file()
    assert 'license: "cc0-1.0"' in (out / "README.md").read_text("utf-8")
    assert main(["check", str(out)]) == 0


def test_an_article_is_chosen_by_the_start_of_its_id(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "one.jsonl")
    with closing(sqlite3.connect(project)) as connection:
        (id_,) = connection.execute("SELECT id FROM article ORDER BY position").fetchone()
    command = ["export", str(project), "--format", "jsonl", "--out", out]
    assert main([*command, "--article", id_[:30]]) == 0
    assert "articles 1" in capsys.readouterr().out
    assert main([*command, "--article", "nothing"]) == 1
    assert "no article whose id starts with “nothing”" in capsys.readouterr().err
    assert main([*command, "--article", ""]) == 1
    assert "3 articles whose id starts with" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--split", "80/10"), ""),
        (("--split", "80"), "is no split"),
        (("--seed", "3"), "are for a --split"),
        (("--licence", "CC0-1.0"), "stands in a release"),
        (("--no-text",), "leaves no choice about text"),
        (("--annotations", "gold"), "no claim of these articles is adjudicated"),
    ],
)
def test_what_does_not_go_together_is_told(
    options: tuple[str, ...], said: str, project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    code = main(["export", str(project), "--format", "jsonl", "--out", str(out), *options])
    assert said in capsys.readouterr().err
    assert out.exists() == (code == 0) == (not said)


def test_units_of_unfinished_articles_are_not_asked_for_with_all(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(project)) as connection, connection:
        connection.execute("UPDATE assignment SET finished_at = NULL")
    command = ["export", str(project), "--format", "units-csv", "--all", "--out", str(tmp_path / "a.csv")]
    assert main(command) == 1
    said = capsys.readouterr().err
    assert "only what was finished makes review units" in said
    assert "--all" not in said


def test_claims_that_a_format_does_not_take_are_not_counted_as_written(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "reviews.jsonld"
    assert main(["export", str(project), "--format", "claimreview", "--all", "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert "records 0, claims 0, sentences without a claim 0, articles 0;" in said
    assert "not kept: 5 × claims that were not adjudicated" in said
    assert json.loads(out.read_text("utf-8"))["@graph"] == []


def test_an_article_with_another_text_is_named(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(open_project(project)) as found:
        article = next(found.articles.each())
        damage_text(found, article.id)
    out = tmp_path / "articles.jsonl"
    assert main(["export", str(project), "--format", "articles-jsonl", "--out", str(out)]) == 1
    said = capsys.readouterr().err
    assert f"claimdesk: {article.id}: the text of the article “The bridge is closed 🚧.” is damaged" in said
    assert "The file is incomplete" in said
    assert len(out.read_text("utf-8").splitlines()) == 1


def test_only_formats_that_can_be_written_are_offered(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["export", str(project), "--out", str(tmp_path / "out"), "--format"]
    assert main([*command, "foo"]) == 2
    said = capsys.readouterr().err
    assert "There is no format “foo”. Nothing was written. Choose one of jsonl, " in said
    assert "averitec" not in said
    assert main([*command, "averitec"]) == 2
    assert "can only be read. Nothing was written." in capsys.readouterr().err
