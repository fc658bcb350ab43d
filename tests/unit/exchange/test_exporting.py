from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.claiming import fragment_of
from annotator.domain.errors import Cancelled, Refused, Unavailable
from annotator.domain.identity import new_id
from annotator.domain.records import Fragment
from annotator.domain.spans import Span
from annotator.domain.steps import Edit, Step, Verb
from annotator.domain.work import Unwatched
from annotator.exchange.choices import Annotations, ExportChoices, OffsetUnit
from annotator.exchange.dossier import Broken
from annotator.exchange.excerpts import excerpt
from annotator.exchange.exporting import ExportReport, export
from annotator.exchange.formats.csv_table import guarded, unguarded
from annotator.exchange.holdings import survey
from annotator.exchange.manifest import manifest_of
from annotator.exchange.planning import plan
from annotator.exchange.ruler import Ruler
from annotator.exchange.schema import RECORDS, schema_of
from annotator.exchange.sheets import commit
from annotator.store.project import Project
from tests.unit.exchange.made import add_article, damage_text, decide_rest, label, sheet_of
from tests.unit.store.samples import findings

SLICES = {
    OffsetUnit.CODE_POINT: lambda text, start, end: text[start:end],
    OffsetUnit.UTF16: lambda text, start, end: text.encode("utf-16-le")[2 * start : 2 * end].decode(
        "utf-16-le"
    ),
    OffsetUnit.UTF8: lambda text, start, end: text.encode()[start:end].decode(),
}
each_format = pytest.mark.parametrize("format_name", ["jsonl", "articles-jsonl", "csv"])
each_unit = pytest.mark.parametrize("unit", OffsetUnit)


@pytest.fixture
def labelled(project: Project) -> Project:
    """Two articles, the first with two people's finished work."""
    first = add_article(project)
    add_article(project, ["فتح الجسر.", "=1+1 e\u0301", "a\u2028b \u0085."], title="@Bridge")
    for name in ("Ada", "Ben"):
        sheet = sheet_of(project, first, name)
        label(
            project, sheet, "in the port", "confirmed" if name == "Ada" else "disputed", note='=note,\r\n"x"'
        )
        label(project, sheet, "🔥 in")
        label(project, sheet, "Fire 🔥 in the port.")
        decide_rest(project, sheet)
    return project


def write(project: Project, path: Path, choices: ExportChoices, *, apart: bool = False) -> ExportReport:
    return export(Unwatched(), project, choices, path, apart=apart)


def records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().split(b"\n")[:-1]]


@each_unit
@each_format
def test_t20_offsets_cut_the_quote_out_of_the_text(
    labelled: Project, tmp_path: Path, format_name: str, unit: OffsetUnit
) -> None:
    write(labelled, tmp_path / "out", ExportChoices(format_name, offset_unit=unit))
    text = labelled.articles.text(next(labelled.articles.each()).id)
    found: list[dict[str, Any]]
    if format_name == "csv":
        rows = csv.DictReader(io.StringIO((tmp_path / "out").read_text("utf-8"), newline=""))
        found = [row | {"fragments": json.loads(row["fragments"])} for row in rows]
    else:
        found = records(tmp_path / "out")
        assert {record["offset_unit"] for record in found} == {unit}
    if format_name == "articles-jsonl":
        (article,) = found
        assert [SLICES[unit](text, piece["start"], piece["end"]) for piece in article["units"]] == text.split(
            "\n"
        )[:3]
        found = article["claims"] + article["no_claims"]
    assert len(found) == 10
    for record in found:
        parts = record.get("fragments", [record])
        for part in parts:
            assert SLICES[unit](text, int(part["start"]), int(part["end"])) == part["quote"]
        assert (int(record["start"]), int(record["end"])) == (parts[0]["start"], parts[-1]["end"])


TEXTS = st.text(
    st.characters(codec="utf-8") | st.sampled_from("a\u05d0\u0301\U0001f600\u200d\n\u2028"), min_size=1
)


@given(text=TEXTS, data=st.data())
def test_t20_every_ruler_measures_what_it_says(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    for unit in OffsetUnit:
        ruler = Ruler(text, unit)
        assert SLICES[unit](text, ruler.at(start), ruler.at(end)) == text[start:end]
        assert ruler.fits(Fragment(start, end, text[start:end]))
        assert not ruler.fits(Fragment(start, end, text[start:end] + "x"))
        assert not ruler.fits(Fragment(start, len(text) + 1, text[start:]))


@each_format
def test_the_preview_is_the_file(labelled: Project, tmp_path: Path, format_name: str) -> None:
    choices = ExportChoices(format_name, finished_only=False, notes=True, boilerplate=True)
    write(labelled, tmp_path / "out", choices)
    wanted = plan(survey(labelled), choices)
    shown = excerpt(labelled, wanted, count=100)
    end = "\r\n" if format_name == "csv" else "\n"
    first = shown.head + end if shown.head else ""
    assert (tmp_path / "out").read_bytes().decode() == first + "".join(
        record + end for record in shown.records
    )
    assert len(shown.records) == wanted.records
    assert excerpt(labelled, wanted, first=1, count=1).records == shown.records[1:2]


@each_format
def test_the_same_choices_give_the_same_bytes(labelled: Project, tmp_path: Path, format_name: str) -> None:
    choices = ExportChoices(format_name, names=True, notes=True, finished_only=False)
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        write(labelled, tmp_path / folder / "out", choices, apart=folder == "two")
    for name in ("out", "out.schema.json", "out.export.json"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_the_manifest_makes_the_file_again(labelled: Project, tmp_path: Path) -> None:
    report = write(labelled, tmp_path / "a", ExportChoices(offset_unit=OffsetUnit.UTF8, annotators=None))
    manifest = manifest_of(tmp_path / "a")
    assert (manifest.file, manifest.sha256, manifest.size) == (
        "a",
        report.sha256,
        (tmp_path / "a").stat().st_size,
    )
    assert manifest.complete
    assert write(labelled, tmp_path / "b", manifest.choices).sha256 == manifest.sha256


@each_format
def test_every_record_is_as_the_dictionary_says(labelled: Project, tmp_path: Path, format_name: str) -> None:
    for notes in (True, False):
        choices = ExportChoices(format_name, notes=notes, finished_only=False, no_claims=notes, text=notes)
        write(labelled, tmp_path / "out", choices)
        assert (tmp_path / "out.schema.json").read_bytes() == schema_of(format_name)
        schema = json.loads(schema_of(format_name))
        if format_name == "csv":
            rows = list(csv.DictReader(io.StringIO((tmp_path / "out").read_text("utf-8"), newline="")))
            assert set(schema["required"]) <= set(rows[0]) <= set(schema["properties"])
            continue
        for record in records(tmp_path / "out"):
            assert set(schema["required"]) <= set(record) <= set(schema["properties"])
            RECORDS[format_name].model_validate_json(json.dumps(record), strict=True)


@each_format
def test_every_field_is_described(format_name: str) -> None:
    schema = json.loads(schema_of(format_name))
    for shape in (schema, *schema.get("$defs", {}).values()):
        for field in shape.get("properties", {}).values():
            assert field["description"].endswith(".")


def test_g10_csv_comes_back_as_it_was_also_where_a_spreadsheet_may_open_it(
    labelled: Project, tmp_path: Path
) -> None:
    sheet = sheet_of(labelled, list(labelled.articles.each())[1].id)
    label(labelled, sheet, "=1+1 e\u0301", note="'quoted")
    plain, safe = (
        ExportChoices(name, notes=True, finished_only=False) for name in ("csv", "csv-spreadsheet")
    )
    write(labelled, tmp_path / "plain", plain)
    write(labelled, tmp_path / "safe", safe)
    rows = list(csv.reader(io.StringIO((tmp_path / "plain").read_bytes().decode(), newline="")))
    safe_rows = list(
        csv.reader(io.StringIO((tmp_path / "safe").read_bytes().decode("utf-8-sig"), newline=""))
    )
    assert {'=note,\r\n"x"', "=1+1 e\u0301", "@Bridge", "'quoted"} <= {cell for row in rows for cell in row}
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in safe_rows for cell in row)
    assert [[unguarded(cell) for cell in row] for row in safe_rows] == rows


@given(st.text())
def test_a_guard_comes_off_as_it_went_on(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell


def test_t06_line_ends_of_unicode_do_not_cut_a_record(labelled: Project, tmp_path: Path) -> None:
    sheet = sheet_of(labelled, list(labelled.articles.each())[1].id)
    label(labelled, sheet, "a\u2028b \u0085.")
    write(labelled, tmp_path / "out", ExportChoices(finished_only=False, no_claims=False))
    lines = (tmp_path / "out").read_text("utf-8").splitlines()
    assert "a\u2028b \u0085." in {json.loads(line)["quote"] for line in lines}


def test_what_was_not_chosen_is_not_in_the_file(labelled: Project, tmp_path: Path) -> None:
    bare = ExportChoices("articles-jsonl", no_claims=False, text=False)
    write(labelled, tmp_path / "bare", bare)
    (article,) = records(tmp_path / "bare")
    assert not {"text", "no_claims"} & set(article)
    assert not {"note", "flag"} & set(article["claims"][0])
    assert {claim["annotator"] for claim in article["claims"]} == {"A", "B"}
    assert len(article["units"]) == 3
    write(
        labelled, tmp_path / "full", ExportChoices("articles-jsonl", names=True, notes=True, boilerplate=True)
    )
    (article,) = records(tmp_path / "full")
    assert {claim["annotator"] for claim in article["claims"]} == {"Ada", "Ben"}
    assert len(article["units"]) == 4
    assert len(article["no_claims"]) == 4


def test_a_claim_in_several_pieces_keeps_them(project: Project, tmp_path: Path) -> None:
    sheet = sheet_of(project, add_article(project))
    label(project, sheet, "Fire")
    (claim,) = sheet.claims
    port = sheet.text.index("port")
    pieces = (*claim.fragments, fragment_of(sheet.text, Span(port, port + 4)))
    edit = Edit(claim, replace(claim, fragments=pieces))
    commit(project, sheet, Step(new_id(), Verb.MOVE_EDGE, sheet.annotator_id, sheet.article.id, (edit,)))
    write(project, tmp_path / "out", ExportChoices(finished_only=False, offset_unit=OffsetUnit.UTF16))
    (record,) = records(tmp_path / "out")
    assert record["quote"] == "Fire … port"
    assert [part["quote"] for part in record["fragments"]] == ["Fire", "port"]
    assert (record["start"], record["end"]) == (0, port + 1 + 4)


@each_format
@pytest.mark.parametrize("apart", [False, True])
def test_g11_a_damaged_row_is_listed_and_the_rest_is_written(
    labelled: Project, tmp_path: Path, format_name: str, apart: bool
) -> None:
    claim = next(labelled.claims.each())
    with labelled.database.write():
        labelled.database.execute(
            'UPDATE fragment SET start = start + 1, "end" = "end" + 1 WHERE claim_id = ?', (claim.id,)
        )
    choices = ExportChoices(format_name)
    wanted = plan(survey(labelled), choices)
    report = write(labelled, tmp_path / "out", choices, apart=apart)
    assert not report.is_complete
    assert [broken.id for broken in report.broken] == [claim.id]
    assert report.claims + report.no_claims + len(report.broken) == wanted.claims + wanted.no_claims
    assert not manifest_of(tmp_path / "out").complete
    assert claim.id.encode() not in (tmp_path / "out").read_bytes()


@each_format
@pytest.mark.parametrize("annotations", Annotations)
@pytest.mark.parametrize("damage", ["replace(text, 'Fire', 'Ice!')", "CAST(x'ff41' AS TEXT)"])
def test_an_article_with_another_text_is_named_and_the_rest_is_written(
    labelled: Project, tmp_path: Path, format_name: str, annotations: Annotations, damage: str
) -> None:
    sheet = sheet_of(labelled, add_article(labelled, ["The ferry sank."], title="Ferry"))
    label(labelled, sheet, "ferry")
    decide_rest(labelled, sheet)
    if annotations is Annotations.GOLD:
        with labelled.database.write():
            labelled.database.execute("UPDATE claim SET origin = 'adjudicated'")
    (first, *_) = labelled.articles.each()
    damage_text(labelled, first.id, damage)
    report = write(labelled, tmp_path / "out", ExportChoices(format_name, annotations=annotations))
    assert not report.is_complete
    assert report.broken[0] == Broken(first.id, f"the text of the article “{first.title}” is damaged")
    written = (tmp_path / "out").read_text("utf-8")
    assert "ferry" in written
    assert "in the port" not in written


def test_a_claim_without_words_makes_the_file_incomplete(labelled: Project, tmp_path: Path) -> None:
    claim = next(labelled.claims.each())
    with labelled.database.write():
        labelled.database.execute("DELETE FROM fragment WHERE claim_id = ?", (claim.id,))
    (broken,) = write(labelled, tmp_path / "out", ExportChoices()).broken
    assert broken.reason == "claims without words in the project file: 1"


class _StoppedAtSecond(Unwatched):
    def __init__(self) -> None:
        self.looks = 0

    def check(self) -> None:
        self.looks += 1
        if self.looks > 1:
            raise Cancelled("Stopped.")


@pytest.mark.parametrize("name", ["out", "out.schema.json", "out.export.json"])
def test_g12_a_file_that_was_there_stays_when_writing_stops(
    labelled: Project, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_text("old", encoding="utf-8")
    with pytest.raises(Cancelled):
        export(
            _StoppedAtSecond(),
            labelled,
            ExportChoices("articles-jsonl", finished_only=False),
            tmp_path / "out",
        )
    assert (tmp_path / name).read_text("utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir() if "out" in path.name) == [name]


def test_a_file_whose_name_is_no_text_is_written(labelled: Project, tmp_path: Path) -> None:
    path = tmp_path / "caf\udce9.jsonl"
    write(labelled, path, ExportChoices("jsonl"))
    assert manifest_of(path).file == "caf\ufffd.jsonl"


def test_a_missing_folder_is_told(labelled: Project, tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"There is no folder “.*gone”. No file was made"):
        write(labelled, tmp_path / "gone" / "out", ExportChoices())


def test_g09_no_file_is_written_over_a_project_a_folder_or_a_source(
    labelled: Project, tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(labelled.path)
    (tmp_path / "folder" / "kept.txt").write_bytes(b"kept")
    (tmp_path / "lost").symlink_to(tmp_path / "folder" / "kept.txt")
    before = [claim.quote for claim in labelled.claims.each()]
    for path in (labelled.path, tmp_path / "link", tmp_path / "folder", tmp_path / "new.claimdesk"):
        with pytest.raises(Refused):
            write(labelled, path, ExportChoices())
    assert not (tmp_path / "new.claimdesk").exists()
    assert [path.name for path in (tmp_path / "folder").iterdir()] == ["kept.txt"]
    assert [claim.quote for claim in labelled.claims.each()] == before
    assert findings(labelled) == []
    assert write(labelled, tmp_path / "lost", ExportChoices()).path == tmp_path / "folder" / "kept.txt"


def test_nothing_to_export_says_why(project: Project, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="holds no claims yet"):
        write(project, tmp_path / "out", ExportChoices())
    sheet = sheet_of(project, add_article(project))
    label(project, sheet, "Nobody")
    with pytest.raises(Refused, match="no article is finished"):
        write(project, tmp_path / "out", ExportChoices())
    with pytest.raises(Refused, match="the choices leave everything out"):
        write(project, tmp_path / "out", ExportChoices(finished_only=False, annotators=()))
    assert not (tmp_path / "out").exists()


def test_g09_a_large_table_that_articles_came_from_is_not_written_over(
    labelled: Project, tmp_path: Path
) -> None:
    source = tmp_path / "articles.csv"
    with source.open("w+b") as file:
        file.truncate(60_000_000)
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    with labelled.database.write():
        labelled.database.execute("UPDATE article SET source_sha256 = ?", (sha256,))
    with pytest.raises(Refused, match="is the file that an article of this project came from"):
        write(labelled, source, ExportChoices("csv", finished_only=False))
    assert source.stat().st_size == 60_000_000


def test_claims_that_share_a_record_are_all_counted(labelled: Project, tmp_path: Path) -> None:
    report = write(labelled, tmp_path / "out", ExportChoices("lewidi", no_claims=False))
    assert (report.records, report.claims) == (3, 6)
