from __future__ import annotations

import hashlib
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.errors import Cancelled, Refused
from annotator.domain.work import Unwatched
from annotator.exchange.choices import Annotations, ExportChoices, SplitBy
from annotator.exchange.exporting import ExportReport
from annotator.exchange.manifest import manifest_of
from annotator.exchange.release.publishing import publish
from annotator.store.project import Project
from tests.unit.exchange.made import add_article, damage_text, decide_rest, label, sheet_of

RELEASE = ExportChoices(shares=(60, 20, 20), licence="CC-BY-4.0")
LONG = " ".join(f"word{number}" for number in range(80))


@pytest.fixture
def many(project: Project) -> Project:
    """Ten finished articles of Ada's, with one claim each; the last two are alike.

    Ben finished the first one, too, and agrees in half.
    """
    for number in range(10):
        words = f"{LONG} and ship {min(number, 8)} sank." if number > 7 else f"Ship {number} sank."
        article = add_article(project, [words, f"Nobody saw {number}."], title=f"Ship {number}")
        for name in ("Ada", "Ben")[: 2 if number == 0 else 1]:
            sheet = sheet_of(project, article, name)
            label(project, sheet, words, "confirmed" if name == "Ada" else "disputed")
            decide_rest(project, sheet)
    return project


def write(project: Project, path: Path, choices: ExportChoices = RELEASE) -> ExportReport:
    return publish(Unwatched(), project, choices, path)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def head(path: Path) -> str:
    return (path / "README.md").read_text("utf-8").split("---\n")[1]


def test_a_release_holds_its_parts_and_what_explains_them(many: Project, tmp_path: Path) -> None:
    report = write(many, tmp_path / "out")
    found = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.*")}
    assert found == {
        "data/train.jsonl",
        "data/validation.jsonl",
        "data/test.jsonl",
        "README.md",
        "croissant.json",
        "claimdesk.schema.json",
        "claimdesk.export.json",
        "checksums.sha256",
    }
    assert [(part.name, part.articles) for part in report.parts] == [
        ("train", 6),
        ("validation", 2),
        ("test", 2),
    ]
    assert sum(part.records for part in report.parts) == report.records == 22


def test_no_article_is_in_two_parts_and_none_is_lost(many: Project, tmp_path: Path) -> None:
    write(many, tmp_path / "out")
    parts = [
        {record["article_id"] for record in lines(tmp_path / "out" / "data" / f"{part}.jsonl")}
        for part in ("train", "validation", "test")
    ]
    assert sum(map(len, parts)) == len(set.union(*parts)) == 10
    alike = {article.id for article in many.articles.each() if article.title in {"Ship 8", "Ship 9"}}
    assert any(alike <= part for part in parts)


@pytest.mark.parametrize("format_name", ["jsonl", "articles-jsonl", "csv", "doccano", "label-studio"])
@pytest.mark.parametrize("name", ["out", "out.zip"])
def test_the_same_choices_give_the_same_bytes(
    many: Project, tmp_path: Path, format_name: str, name: str
) -> None:
    contents = []
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        for _ in range(1 if folder == "one" else 2):
            write(many, tmp_path / folder / name, replace(RELEASE, format=format_name))
        root = tmp_path / folder
        contents.append(
            {path.relative_to(root): path.read_bytes() for path in root.rglob("*.*") if path.is_file()}
        )
    assert contents[0] == contents[1]
    assert contents[0]


def test_checksums_and_the_manifest_tell_of_any_change(many: Project, tmp_path: Path) -> None:
    write(many, tmp_path / "out")
    for line in (tmp_path / "out" / "checksums.sha256").read_text().splitlines():
        digest, _, name = line.partition("  ")
        assert hashlib.sha256((tmp_path / "out" / name).read_bytes()).hexdigest() == digest
    assert manifest_of(tmp_path / "out").choices == RELEASE
    with (tmp_path / "out" / "README.md").open("a") as file:
        file.write("x")
    with pytest.raises(Refused, match=r"README.md is not the file"):
        manifest_of(tmp_path / "out")


def test_a_zip_holds_the_same_files_and_has_a_manifest_beside(many: Project, tmp_path: Path) -> None:
    write(many, tmp_path / "out")
    write(many, tmp_path / "out.zip")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        for name in archive.namelist():
            if name != "claimdesk.export.json":
                assert archive.read(name) == (tmp_path / "out" / name).read_bytes()
        assert len(archive.namelist()) == 8
    assert manifest_of(tmp_path / "out.zip").parts == manifest_of(tmp_path / "out").parts


def test_the_card_says_what_is_in_it(many: Project, tmp_path: Path) -> None:
    write(many, tmp_path / "out")
    card = (tmp_path / "out" / "README.md").read_text("utf-8")
    assert 'license: "cc-by-4.0"' in head(tmp_path / "out")
    assert '  - split: validation\n    path: "data/validation.jsonl"' in head(tmp_path / "out")
    assert "| claims | 7 | 2 | 2 | 11 |" in card or "| claims | 6 | " in card
    assert "| label disputed |" in card
    # Of two sentences that both decided they agree on one.
    assert "Agreement: 50.0% of the pairs" in card
    assert "n = 2 sentences" in card
    assert "articles that resemble an earlier one: 1." in card
    assert "Unicode code points" in card
    assert "Guideline version: not recorded" in card


def test_one_annotator_is_told_as_one(project: Project, tmp_path: Path) -> None:
    sheet = sheet_of(project, add_article(project))
    label(project, sheet, "Nobody")
    decide_rest(project, sheet)
    write(project, tmp_path / "out", ExportChoices(release=True, no_claims=False))
    card = (tmp_path / "out" / "README.md").read_text("utf-8")
    assert "Agreement: one annotator" in card
    assert "license: unknown" in head(tmp_path / "out")
    assert "Not stated" in card
    assert "sentences without a claim: 2 (sentences without a claim were not chosen)" in card
    assert len(lines(tmp_path / "out" / "data" / "full.jsonl")) == 1


def test_the_rule_of_votes_stands_in_the_card(many: Project, tmp_path: Path) -> None:
    write(many, tmp_path / "out", replace(RELEASE, annotations=Annotations.MAJORITY))
    card = (tmp_path / "out" / "README.md").read_text("utf-8")
    assert "more than half marked the same words" in card
    assert "claims: 1 (annotators are divided evenly)" in card
    assert "Agreement: 50.0%" in card


def test_a_title_is_no_markup_and_no_yaml(project: Project, tmp_path: Path) -> None:
    with project.database.write():
        project.database.execute("UPDATE meta SET value = ? WHERE key = 'title'", ('a: "b"\n# <b>|c*',))
    sheet = sheet_of(project, add_article(project))
    decide_rest(project, sheet)
    write(project, tmp_path / "out", ExportChoices(release=True, licence='Ask "us": now'))
    assert head(tmp_path / "out").splitlines()[0] == 'pretty_name: "a: \\"b\\"\\n# <b>|c*"'
    assert 'license_name: "Ask \\"us\\": now"' in head(tmp_path / "out")
    card = (tmp_path / "out" / "README.md").read_text("utf-8")
    assert '# a: "b" \\# \\<b\\>\\|c\\*' in card


def test_croissant_names_every_file_and_field(many: Project, tmp_path: Path) -> None:
    write(many, tmp_path / "out", replace(RELEASE, notes=True))
    about = json.loads((tmp_path / "out" / "croissant.json").read_text("utf-8"))
    assert about["conformsTo"] == "http://mlcommons.org/croissant/1.0"
    for file in about["distribution"]:
        data = (tmp_path / "out" / file["contentUrl"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == file["sha256"]
        assert file["contentSize"] == f"{len(data)} B"
    assert [each["@id"] for each in about["recordSet"]] == ["train", "validation", "test"]
    files = {file["@id"] for file in about["distribution"]}
    record = lines(tmp_path / "out" / "data" / "train.jsonl")[0]
    for field in about["recordSet"][0]["field"]:
        assert field["source"]["fileObject"]["@id"] in files
        assert field["source"]["extract"]["column"] in record
    names = {field["name"] for field in about["recordSet"][0]["field"]}
    assert {"id", "label", "start", "note", "flag"} <= names
    plain = {name for name, value in record.items() if not isinstance(value, list | dict)}
    assert names == plain


def test_croissant_has_every_property_that_its_format_requires(many: Project, tmp_path: Path) -> None:
    """Those of the first table of http://mlcommons.org/croissant/1.0."""
    write(many, tmp_path / "out")
    about = json.loads((tmp_path / "out" / "croissant.json").read_text("utf-8"))
    required = {"@context", "@type", "conformsTo", "description", "license", "name", "url", "creator"}
    assert {*required, "datePublished", "distribution"} <= {name for name, value in about.items() if value}
    assert (tmp_path / "out" / about["url"]).is_file()
    assert about["creator"] == {"@type": "sc:Organization", "name": "Annotators of News"}
    parts = ("train", "validation", "test")
    records = [each for part in parts for each in lines(tmp_path / "out" / "data" / f"{part}.jsonl")]
    assert about["datePublished"] == max(record["updated_at"] for record in records)[:10]
    assert "inLanguage" not in about


def test_croissant_of_data_without_claims_is_of_the_day_of_the_project(
    project: Project, tmp_path: Path
) -> None:
    decide_rest(project, sheet_of(project, add_article(project, language="de-AT")))
    write(project, tmp_path / "out", ExportChoices(release=True, format="articles-jsonl"))
    about = json.loads((tmp_path / "out" / "croissant.json").read_text("utf-8"))
    assert about["datePublished"] == project.fact("created_at")[:10]
    assert about["inLanguage"] == ["de-AT"]


def test_a_folder_format_gets_a_folder_for_each_part(many: Project, tmp_path: Path) -> None:
    write(many, tmp_path / "out", replace(RELEASE, format="doccano"))
    assert (tmp_path / "out" / "data" / "train" / "A.jsonl").is_file()
    assert (tmp_path / "out" / "data" / "test" / "A.jsonl").is_file()
    assert "configs:" not in head(tmp_path / "out")


def test_a_card_says_where_the_splits_of_hugging_face_lie_and_what_their_columns_are(
    many: Project, tmp_path: Path
) -> None:
    write(many, tmp_path / "out", replace(RELEASE, format="huggingface"))
    said = head(tmp_path / "out")
    for part in ("train", "test"):
        assert f"  - split: {part}\n    path: data/{part}/data/train.jsonl\n" in said
        assert (tmp_path / "out" / "data" / part / "data" / "train.jsonl").is_file()
    assert "class_label:" in said


@pytest.mark.parametrize("by", SplitBy)
def test_every_way_to_split_takes_every_article(many: Project, tmp_path: Path, by: SplitBy) -> None:
    report = write(many, tmp_path / "out", replace(RELEASE, split_by=by))
    assert report.articles == 10
    assert all(part.articles for part in report.parts)


class _StoppedAtSecond(Unwatched):
    def __init__(self) -> None:
        self.looks = 0

    def check(self) -> None:
        self.looks += 1
        if self.looks > 15:
            raise Cancelled("Stopped.")


def test_what_was_there_stays_when_writing_stops(many: Project, tmp_path: Path) -> None:
    write(many, tmp_path / "out", ExportChoices(release=True))
    before = sorted(path.name for path in (tmp_path / "out").rglob("*"))
    with pytest.raises(Cancelled):
        publish(_StoppedAtSecond(), many, RELEASE, tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").rglob("*")) == before
    assert [path.name for path in tmp_path.iterdir() if ".part" in path.name] == []


def test_what_cannot_be_is_refused_before_anything_is_written(many: Project, tmp_path: Path) -> None:
    for choices in (
        replace(RELEASE, licence="x\n" * 200),
        replace(RELEASE, shares=(1, 2, 3, 4)),
        replace(RELEASE, shares=(100, 0)),
        replace(RELEASE, articles=tuple(article.id for article in many.articles.each())[:2]),
    ):
        with pytest.raises(Refused, match="Nothing was written"):
            write(many, tmp_path / "out", choices)
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "thesis.txt").write_text("mine")
    with pytest.raises(Refused, match=r"holds thesis\.txt"):
        write(many, tmp_path / "kept")
    assert not (tmp_path / "out").exists()


def test_a_release_without_a_damaged_article_names_it(many: Project, tmp_path: Path) -> None:
    *_, last = many.articles.each()
    damage_text(many, last.id)
    report = write(many, tmp_path / "out")
    assert report.broken[0].id == last.id
    assert report.articles == 9
