from __future__ import annotations

from pathlib import Path

import pytest

from annotator.domain.agreement.alpha import alpha_of
from annotator.domain.agreement.tally import tally_of
from annotator.domain.errors import Refused, Unavailable
from annotator.exchange.vote_table import VoteColumn, VoteWishes, read_votes

PLAIN = "item,annotator,label\n1,anna,x\n1,ben,y\n2,anna,x\n"


def table(folder: Path, text: str | bytes, name: str = "votes.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace(",", ";"),
        PLAIN.replace(",", "\t"),
        PLAIN.replace(",", ", "),
        PLAIN.replace(",", " ,").replace("x\n", "x \n"),
        "sep=|\n" + PLAIN.replace(",", "|"),
        "\ufeff" + PLAIN.replace("item", "Item").replace("label", '"LABEL"'),
        PLAIN + "\n\n",
        PLAIN + "2,ben,\n",
        PLAIN + "2,anna,x\n",
        "text,item,annotator,label\n" + "".join(f'"a, ""b""\nc",{row}\n' for row in PLAIN.split()[1:]),
        PLAIN.encode("utf-16"),
    ],
)
def test_tables_as_they_come_hold_the_same_votes(tmp_path: Path, text: str | bytes) -> None:
    votes = read_votes(table(tmp_path, text), VoteWishes())
    assert (votes.items, votes.annotators, votes.labels) == (("1", "2"), ("anna", "ben"), ("x", "y"))
    assert [votes.ballots[place] for place in votes.ballot_of] == [((0, 0), (1, 1)), ((0, 0),)]
    assert not votes.has_documents


def test_columns_may_be_called_otherwise(tmp_path: Path) -> None:
    path = table(tmp_path, "unit,who,verdict,article\n1,anna,x,A\n1,ben,x,A\n2,anna,y,B\n")
    columns = {
        VoteColumn.ITEM: "Unit",
        VoteColumn.ANNOTATOR: "who",
        VoteColumn.LABEL: "verdict",
        VoteColumn.DOCUMENT: "article",
    }
    votes = read_votes(path, VoteWishes(columns=columns))
    assert votes.documents == ("A", "B")
    assert votes.has_documents


def test_gold_is_what_some_row_of_an_item_says(tmp_path: Path) -> None:
    path = table(tmp_path, "item,annotator,label,gold\n1,anna,x,\n1,ben,x,y\n2,anna,x,\n")
    votes = read_votes(path, VoteWishes())
    assert [gold if gold is None else votes.true_labels[gold] for gold in votes.gold_of] == ["y", None]


@pytest.mark.parametrize(
    ("rows", "line", "problem"),
    [
        ("1,anna,x\n1,ben\n", 3, "It has 2 cells, fewer than the header names."),
        ("1,anna,x\n\n1,anna,y\n", 4, "Here “anna” labelled “1” “y”, but “x” in line 2."),
        (
            "1,anna,no\n1,ben,no, not at all\n",
            3,
            "It has 4 cells, but the header names 3: a cell with “,” in it has to stand in quotation marks.",
        ),
        ("1,anna,x\n,ben,x\n", 3, "The item is missing."),
        ("1,anna,x\n ,ben,x\n", 3, "The item is missing."),
        ("1,anna,x\n1,,x\n", 3, "The annotator is missing."),
        ('1,anna,x\n1,ben,"x\n', 3, "It can't be read as a row of cells: unexpected end of data."),
    ],
)
def test_a_wrong_row_is_refused_with_its_line(tmp_path: Path, rows: str, line: int, problem: str) -> None:
    path = table(tmp_path, "item,annotator,label\n" + rows)
    with pytest.raises(Refused) as refusal:
        read_votes(path, VoteWishes())
    assert str(refusal.value).startswith(f"votes.csv: Line {line}: {problem} Nothing was counted")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("id,annotator,label\n1,anna,x\n", "Line 1: There is no column “item”."),
        ("item,annotator,label,Label\n1,anna,x,y\n", "Line 1: There are several columns “label”."),
        ("sep=;\nitem;annotator\n", "Line 2: There is no column “label”."),
        ('"item,annotator,label\n', "Line 1: It can't be read as a row of cells"),
        ("item,annotator,label\n", "It holds no votes"),
        ("", "The file is empty. Nothing was counted"),
        (b"item,annotator,label\n1,anna,caf\xe9\n1,ben,x\n", "It is not in UTF-8"),
        (b"%PDF-1.4 item,annotator,label", "a PDF document"),
        ("item,annotator,label,document\n1,a,x,A\n1,b,x,B\n", "Line 3: Here “1” is in the document “B”"),
        ("item,annotator,label,document\n1,a,x,\n", "Line 2: The document is missing."),
        ("item,annotator,label,gold\n1,a,x,x\n1,b,x,y\n", "Line 3: Here the gold label of “1” is “y”"),
    ],
)
def test_a_table_that_can_not_be_counted_is_refused(tmp_path: Path, text: str | bytes, problem: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_votes(table(tmp_path, text), VoteWishes())
    assert str(refusal.value).startswith("votes.csv")
    assert problem in str(refusal.value)


def test_labels_are_equal_however_their_accents_are_written(tmp_path: Path) -> None:
    path = table(tmp_path, "item,annotator,label\n1,anna,caf\u00e9\n1,ben,cafe\u0301\n")
    for wishes in (VoteWishes(), VoteWishes(labels=("cafe\u0301", "x"))):
        votes = read_votes(path, wishes)
        assert votes.labels[0] == "caf\u00e9"
        assert votes.ballots == (((0, 0), (1, 0)),)


def test_labels_that_were_wished_for_are_all_there_may_be(tmp_path: Path) -> None:
    path = table(tmp_path, PLAIN)
    assert read_votes(path, VoteWishes(labels=("y", "z", "x"))).labels == ("y", "z", "x")
    with pytest.raises(Refused, match="Line 3: The label “y” is not among x, z"):
        read_votes(path, VoteWishes(labels=("x", "z")))
    decided = table(tmp_path, "item,annotator,label,gold\n1,anna,x,\n1,ben,x,z\n", "decided.csv")
    with pytest.raises(Refused, match="Line 3: The label “z” is not among x, y"):
        read_votes(decided, VoteWishes(labels=("x", "y")))
    with pytest.raises(Refused, match=r"votes.csv: One label stands twice"):
        read_votes(path, VoteWishes(labels=("x", "y", "x")))


def test_an_encoding_that_was_chosen_is_taken(tmp_path: Path) -> None:
    path = table(tmp_path, "item,annotator,label\n1,anna,café\n".encode("latin-1"))
    assert read_votes(path, VoteWishes(encoding="latin-1")).labels == ("café",)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"^none.csv: "):
        read_votes(tmp_path / "none.csv", VoteWishes())


def test_real_labels_are_read_as_they_are(shared: Path) -> None:
    path = shared / "data" / "labels" / "lewidi_md_agreement.csv"
    if not path.is_file():
        pytest.skip(f"no labels at {path}")
    votes = read_votes(path, VoteWishes())
    assert (len(votes.items), votes.repeats) == (10_753, 1)
    assert alpha_of(tally_of(votes)).value == pytest.approx(0.3587, abs=0.0001)
