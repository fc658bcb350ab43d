"""`claimdesk import` with files of many kinds."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from annotator.cli import main
from annotator.domain.records import Article
from annotator.store.project import open_project
from tests.unit.exchange.articles.made_files import MORE, STORY, page


@pytest.fixture
def project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    path = str(tmp_path / "news.claimdesk")
    assert main(["new", path]) == 0
    capsys.readouterr()
    return path


def articles(project: str) -> list[Article]:
    with closing(open_project(Path(project), read_only=True)) as found:
        return list(found.articles.each())


def test_a_table_comes_in_by_the_columns_that_are_named(
    project: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.csv").write_text(
        "nr,what,head\n4e07,It burns.,Fire\n008,It rains.,Rain\n", encoding="utf-8"
    )
    columns = ["--column", "text=what", "--column", "title=head", "--column", "id=nr"]
    assert main(["import", project, str(tmp_path / "a.csv"), *columns, "--language", "en"]) == 0
    assert "2 added" in capsys.readouterr().out
    found = articles(project)
    assert [(each.title, each.source_path, each.language) for each in found] == [
        ("Fire", "a.csv#row 2", "en"),
        ("Rain", "a.csv#row 3", "en"),
    ]
    assert [each.metadata["record_id"] for each in found] == ["4e07", "008"]
    assert {each.source_sha256 for each in found} == {found[0].source_sha256}


def test_a_column_that_is_missing_or_mistyped_is_named(
    project: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.csv").write_text("x,y\n1,2\n", encoding="utf-8")
    assert main(["import", project, str(tmp_path / "a.csv")]) == 1
    assert "No column is called text, body or alike. Nothing was imported." in capsys.readouterr().err
    assert main(["import", project, str(tmp_path / "a.csv"), "--column", "text=z"]) == 1
    assert "There is no column “z”" in capsys.readouterr().err
    assert main(["import", project, str(tmp_path / "a.csv"), "--column", "words=x"]) == 2
    assert "“words=x” is not like text=body." in capsys.readouterr().err


def test_near_duplicates_are_kept_and_told_or_left_out(
    project: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, day in (("a", "Monday"), ("b", "Friday"), ("c", "Sunday")):
        body = f"<h1>Fire</h1><p>{STORY}</p><p>{MORE}</p>".replace("Monday", day)
        (tmp_path / f"{name}.html").write_bytes(page(body))
    assert main(["import", project, str(tmp_path / "a.html"), str(tmp_path / "b.html")]) == 0
    said = capsys.readouterr().out
    assert "b.html: It is much like “Fire”" in said
    assert "1 of those added are much like another." in said
    more = ["--near-duplicates", "skip"]
    assert main(["import", project, str(tmp_path / "c.html"), *more]) == 0
    assert "0 added, 1 there already" in capsys.readouterr().out
    assert [each.media_type for each in articles(project)] == ["text/html", "text/html"]


def test_a_language_that_is_no_tag_is_refused(
    project: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("He left.", encoding="utf-8")
    arguments = ["import", project, str(tmp_path / "a.txt"), "--language"]
    assert main([*arguments, "not a tag!!"]) == 2
    assert "“not a tag!!” is no BCP 47 tag of a language" in capsys.readouterr().err
    assert main([*arguments, "zh_Hant"]) == 0
    assert [article.language for article in articles(project)] == ["zh-Hant"]
