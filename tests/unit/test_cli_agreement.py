from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

from annotator.cli import main
from tests.unit.domain.agreement.teams import NEWSROOM


@pytest.fixture
def votes(tmp_path: Path) -> str:
    """The path of a table with 240 items in 30 documents, half of them decided."""
    drawn, truth = NEWSROOM.votes(Random(3), 240, missing=0.2)
    items = list(truth)
    rows = ["item,annotator,label,article,gold"]
    for item, annotator, label in drawn:
        number = items.index(item)
        rows.append(f"{item},{annotator},{label},{number // 8},{truth[item] if number % 2 else ''}")
    path = tmp_path / "votes.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    return str(path)


def said(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["agreement", *arguments]) == 0
    return capsys.readouterr().out


def facts(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(said([*arguments, "--json"], capsys))
    return found


def test_everything_is_told_in_words_and_as_json(votes: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [votes, "--column", "document=article"]
    found = facts(arguments, capsys)
    text = said(arguments, capsys)
    assert (found["items"], found["documents"], found["reliability"]["gold_units"]) == (240, 30, 120)
    alpha = found["alpha"]
    assert alpha["interval"]["documents"] == 30
    (row,) = [line.split() for line in text.split("\n") if line.startswith("alpha ")]
    between = [f"{alpha['interval']['low']:.3f}", "to", f"{alpha['interval']['high']:.3f}"]
    assert row == ["alpha", f"{alpha['value']:.3f}", *between, *row[5:]]
    assert "documents 30" in text
    assert "undefined: not everything has the same number of labels" in text
    assert "Reliability, estimated; Dawid & Skene; gold items 120; advice, not gold" in text
    assert len(found["pairs"]) == 10
    assert {each["annotator"] for each in found["left_out"]} == set(NEWSROOM.confusions)
    assert all(each["accuracy"] for each in found["reliability"]["annotators"])


def test_columns_of_the_text_stand_below_each_other(votes: str, capsys: pytest.CaptureFixture[str]) -> None:
    blocks = said([votes], capsys).split("\n\n")
    head, *rows = blocks[1].split("\n")
    assert len(rows) == 7
    for name in ("value", "interval", "items", "labels", "observed", "expected"):
        end = head.index(name) + len(name)
        assert all(row[end - 1] != " " and row[end : end + 2] in {"", "  "} for row in rows), name


def test_each_item_is_told_where_wished(votes: str, capsys: pytest.CaptureFixture[str]) -> None:
    items = facts([votes, "--items"], capsys)["item_opinions"]
    assert len(items) == 240
    voted = [each for each in items if each["soft_label"]]
    assert all(sum(each["soft_label"].values()) == pytest.approx(1) for each in voted)
    assert all(sum(each["posterior"].values()) == pytest.approx(1) for each in voted)
    assert all(each["tied"] if each["majority"] is None else not each["tied"] for each in voted)


def test_an_order_brings_what_needs_one(votes: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = facts([votes, "--level", "ordinal", "--order", "disputed, unverified, confirmed"], capsys)
    assert found["labels"] == ["disputed", "unverified", "confirmed"]
    assert found["ac2"]["value"] is not None
    assert all(pair["quadratic"]["value"] is not None for pair in found["pairs"])
    plain = facts([votes], capsys)
    assert plain["ac2"] is None
    assert plain["alpha"]["value"] != found["alpha"]["value"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--level", "ordinal"], 2, "Ordinal labels need --order"),
        (["--items"], 2, "--items goes with --json"),
        (["--column", "unit=x"], 2, "“unit=x” is not like label=verdict"),
        (["--order", "confirmed,disputed"], 1, "is not among confirmed, disputed"),
        (["--level", "interval"], 1, "is no number"),
        (["--column", "label=verdict"], 1, "votes.csv: Line 1: There is no column “verdict”"),
    ],
)
def test_what_can_not_be_told_is_said(
    votes: str, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, words: str
) -> None:
    assert main(["agreement", votes, *arguments]) == code
    told = capsys.readouterr()
    assert words in told.err
    assert told.out == ""


def test_nothing_to_compare_is_told_with_the_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "one.csv"
    path.write_text("item,annotator,label\n1,anna,x\n2,anna,y\n3,ben,\n", encoding="utf-8")
    text = said([str(path)], capsys)
    assert text.count("undefined: nothing was labelled by two annotators") == 4
    alpha = facts([str(path)], capsys)["alpha"]
    assert (alpha["value"], alpha["reason"], alpha["excluded"]) == (None, "no_pairable_units", 1)


def test_no_label_steers_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("item,annotator,label\n1,anna,\x1b[31mx\n1,ben,y\n", encoding="utf-8")
    assert "\x1b" not in said([str(path)], capsys)


@pytest.mark.parametrize(
    ("name", "alpha"),
    [
        ("climate_fever_votes", "0.334"),
        ("lewidi_armis", "0.524"),
        ("lewidi_hs_brexit", "0.347"),
        ("lewidi_md_agreement", "0.359"),
    ],
)
def test_real_labels_work_straight_from_the_command_line(
    shared: Path, capsys: pytest.CaptureFixture[str], name: str, alpha: str
) -> None:
    path = shared / "data" / "labels" / f"{name}.csv"
    if not path.is_file():
        pytest.skip(f"no labels at {path}")
    lines = said([str(path)], capsys).split("\n")
    (row,) = [line.split() for line in lines if line.startswith("alpha ")]
    assert row[1] == alpha
