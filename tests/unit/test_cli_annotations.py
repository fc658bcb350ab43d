"""import with --format, and formats."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.cli import main
from annotator.exchange import formats
from annotator.exchange.formats import PlugIns

TEXT = "The bridge is open 😊. Nobody was hurt."


@pytest.fixture
def project(tmp_path: Path) -> str:
    path = str(tmp_path / "news")
    assert main(["new", path]) == 0
    return path


def exported(tmp_path: Path, *, label: str = "disputed", annotator: str = "Ada") -> Path:
    """An article with one claim as we write it, but with a label and an annotator of another tool."""
    other = str(tmp_path / "other")
    (tmp_path / "article.txt").write_text(TEXT, "utf-8")
    assert main(["new", other]) == 0
    assert main(["import", other, str(tmp_path / "article.txt")]) == 0
    out = tmp_path / "out.jsonl"
    command = ["export", other, "--format", "articles-jsonl", "--all", "--with-text", "--out", str(out)]
    assert main([*command, "--offsets", "utf16"]) == 0
    record = json.loads(out.read_text("utf-8"))
    words = {"start": 23, "end": 29, "quote": "Nobody"}
    record["claims"] = [{"id": "c1", "annotator": annotator, "label": label, "fragments": [words]}]
    out.write_text(json.dumps(record), "utf-8")
    return out


def test_a_file_of_annotations_is_known_by_what_is_in_it(
    project: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = exported(tmp_path)
    capsys.readouterr()
    assert main(["import", project, str(out)]) == 0
    said = capsys.readouterr().out
    assert "articles-jsonl, 1 article (0 there already), 1 claim" in said
    assert "added: 1 article, 1 claim, 0 sentences without a claim; there already: 0 claims" in said
    assert main(["import", project, str(out)]) == 0
    assert "added: 0 articles, 0 claims" in capsys.readouterr().out
    assert main(["info", project, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["claims"] == {"Ada": {"disputed": 1}}


def test_what_a_file_says_that_its_offsets_count_is_told(
    project: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = exported(tmp_path)
    capsys.readouterr()
    assert main(["import", project, str(out), "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "offsets: UTF-16 units, as the words in the file prove\n" in said
    assert "found where the file says: 1\n" in said
    record = json.loads(out.read_text("utf-8"))
    other = record | {"text": "Nobody was hurt.", "text_sha256": "", "offset_unit": "code_point"}
    other["claims"] = [record["claims"][0] | {"fragments": [{"start": 0, "end": 6, "quote": "Nobody"}]}]
    out.write_text(f"{json.dumps(record)}\n{json.dumps(other)}", "utf-8")
    assert main(["import", project, str(out), "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "offsets: UTF-16 units in 1 article, code points in 1 article, as the words" in said


def test_a_table_in_code_points_is_told_to_be_so(
    project: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "a.tsv"
    head = "#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Claim|label\n\n\n"
    rows = "1-1\t0-1\t😊\t_\t\n1-2\t2-4\tis\tdisputed\t\n"
    table.write_text(f"{head}#Text=😊 is\n{rows}", "utf-8")
    answers = ["--map", "*=disputed", "--annotator", "Ada"]
    assert main(["import", project, str(table), *answers, "--dry-run"]) == 0
    assert "offsets: code points, as the file says\n" in capsys.readouterr().out


def test_regions_of_label_studio_without_words_wait_for_a_person(
    project: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    value = {"start": 23, "end": 29, "labels": ["disputed"]}
    region = {"id": "r1", "from_name": "label", "to_name": "text", "type": "labels", "value": value}
    task = {"id": 1, "data": {"text": TEXT}, "annotations": [{"id": 1, "result": [region]}]}
    file = tmp_path / "tasks.json"
    file.write_text(json.dumps([task]), "utf-8")
    command = ["import", project, str(file), "--format", "label-studio", "--annotator", "Ada"]
    assert main(command) == 1
    said = capsys.readouterr().out
    assert "here that makes a difference: use --unit" in said
    assert "added: 1 article, 0 claims" in said
    assert main([*command, "--unit", "utf16"]) == 0
    assert "offsets: UTF-16 units\n" in capsys.readouterr().out
    assert main(["info", project, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["claims"] == {"Ada": {"disputed": 1}}


def test_labels_and_people_of_the_file_have_to_be_known(
    project: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(exported(tmp_path, label="a=b, c", annotator="1"))
    assert main(["import", project, out]) == 1
    assert "--map “a=b, c”=LABEL, --person “1”=NAME" in capsys.readouterr().err
    assert main(["import", project, out, "--map", "a=b, c=Unverified", "--person", "1=Ben B."]) == 0
    assert "label “a=b, c”: 1 → unverified" in capsys.readouterr().out
    assert main(["import", project, out, "--annotator", "Cem"]) == 0
    assert "annotator “1”: 1 → Cem" in capsys.readouterr().out
    assert main(["info", project, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["claims"] == {
        "Ben B.": {"unverified": 1},
        "Cem": {"unverified": 1},
    }


def test_a_label_may_be_left_out(project: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = str(exported(tmp_path, label="Rumour"))
    assert main(["import", project, out, "--map", "Rumour="]) == 0
    assert "left out: 1 claim" in capsys.readouterr().out


def test_a_label_that_the_project_does_not_have_is_refused(
    project: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(exported(tmp_path, label="Rumour"))
    capsys.readouterr()
    assert main(["import", project, out, "--map", "Rumour=gossip", "--annotator", "Cem"]) == 1
    said = capsys.readouterr()
    assert "has no label “gossip”" in said.err
    assert "Its labels are: confirmed, disputed, unverified." in said.err
    assert said.out == ""
    assert main(["info", project, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["annotators"] == {}
    assert main(["import", project, out, "--map", "Rumour"]) == 2


def test_what_was_said_of_words_that_no_file_has_is_told(
    project: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(exported(tmp_path, label="Rumour"))
    said_of = ("--map", "Rumour=disputed", "--map", "Rumuor=", "--person", "Adda=Ada", "--person", "Ada=Ada")
    assert main(["import", project, out, *said_of]) == 0
    assert capsys.readouterr().err == (
        "claimdesk: --map “Rumuor” was not used: no file has that.\n"
        "claimdesk: --person “Adda” was not used: no file has that.\n"
    )


def test_whoever_has_no_id_in_the_file_is_named_for_all_of_it(
    project: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "brat").mkdir()
    (tmp_path / "brat" / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "brat" / "a.ann").write_text("T1\tdisputed 22 28\tNobody\n", "utf-8")
    command = ["import", project, str(tmp_path / "brat"), "--format", "brat"]
    assert main(command) == 1
    said = capsys.readouterr()
    assert "annotator without a name: 1 → not known: say it with --annotator\n" in said.out
    assert said.err.endswith("Say what they are: --annotator NAME.\n")
    assert main([*command, "--annotator", "Mia"]) == 0
    assert "annotator without a name: 1 → Mia" in capsys.readouterr().out


def test_a_dry_run_writes_nothing(project: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = str(exported(tmp_path, label="Rumour"))
    assert main(["import", project, out, "--dry-run"]) == 1
    assert "label “Rumour”: 1 → not known: say it with --map" in capsys.readouterr().out
    assert main(["import", project, out, "--dry-run", "--map", "Rumour=disputed"]) == 0
    assert "would be added: 1 article, 1 claim" in capsys.readouterr().out
    assert main(["info", project, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["articles"], found["annotators"]) == (0, {})


def test_wishes_for_annotations_need_a_format(
    project: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "article.txt").write_text(TEXT, "utf-8")
    assert main(["import", project, str(tmp_path / "article.txt"), "--unit", "utf16"]) == 1
    assert "not sure which format" in capsys.readouterr().err
    assert main(["import", project, str(tmp_path / "article.txt"), "--format", "articles-jsonl"]) == 1
    assert "is no JSON" in capsys.readouterr().err
    assert main(["import", project, str(tmp_path / "article.txt"), "--format", "none-such"]) == 2
    said = capsys.readouterr().err
    assert "There is no format “none-such”. Nothing was imported. Choose one of jsonl, " in said
    assert "averitec" in said
    assert "csv-spreadsheet" in said
    assert "huggingface" not in said


def test_a_claim_without_a_place_is_told(
    project: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = exported(tmp_path)
    out.write_text(out.read_text("utf-8").replace('"quote": "Nobody"', '"quote": "Somebody"'), "utf-8")
    assert main(["import", project, str(out)]) == 1
    said = capsys.readouterr().out
    assert "not placed, as its words are not in the article: 1" in said
    assert "added: 1 article, 0 claims" in said


def test_every_format_is_listed_and_a_broken_plug_in_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("annotator.cli.annotated.plug_ins", lambda: PlugIns({}, ("It is broken.",)))
    assert main(["formats"]) == 0
    told = capsys.readouterr()
    assert [line.split()[0] for line in told.out.splitlines()] == [found.name for found in formats.formats()]
    assert "in out  JSONL, one claim a line" in told.out
    assert "claimdesk: It is broken." in told.err


def test_a_star_speaks_of_all_labels_that_nothing_else_is_known_of(
    project: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = exported(tmp_path, label="NER.value=PER")
    record = json.loads(out.read_text("utf-8"))
    (claim,) = record["claims"]
    labels = ("NER.value=PER", "NER.value=*", "NER.type=a\tb\n", "POS", "Confirmed")
    record["claims"] = [{**claim, "id": f"c{at}", "label": label} for at, label in enumerate(labels)]
    out.write_text(json.dumps(record), "utf-8")
    capsys.readouterr()
    wishes = ("*=", "NER.value=*=unverified", "NER.type=a\ufffdb\ufffd=disputed", "x*=")
    assert main(["import", project, str(out), *(word for wish in wishes for word in ("--map", wish))]) == 0
    said = capsys.readouterr()
    assert "label “NER.value=PER”: 1 → unverified" in said.out
    assert "label “NER.value=*”: 1 → unverified" in said.out
    assert "label “NER.type=a�b�”: 1 → disputed" in said.out
    assert "label “POS”: 1 → left out" in said.out
    assert "label “Confirmed”: 1 → confirmed" in said.out
    assert "--map “x*” was not used: no label that was not known is like it." in said.err


def test_a_file_of_which_nothing_can_be_taken_is_no_success(
    project: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = exported(tmp_path)
    record = json.loads(out.read_text("utf-8"))
    out.write_text(json.dumps({**record, "text": "", "text_sha256": "0" * 64}), "utf-8")
    capsys.readouterr()
    for options in ((), ("--dry-run",)):
        assert main(["import", project, str(out), *options]) == 1
        said = capsys.readouterr()
        assert "1 × claims of articles that are neither in the file nor in the project" in said.out
        assert "out.jsonl holds nothing that can be taken in" in said.err
