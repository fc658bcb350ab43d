from __future__ import annotations

import pytest

from annotator.domain.errors import Refused
from annotator.exchange.articles import table
from annotator.exchange.articles.shape import Facts, Field, Wishes
from annotator.exchange.articles.snapshot import snapshot_of
from annotator.exchange.decoding import Found
from tests.unit.exchange.articles.made_files import STORY
from tests.unit.exchange.articles.reads import extracts, items


def csv(*lines: str) -> bytes:
    return "\r\n".join(lines).encode()


NEWS = csv(
    "id,Headline,Body,source,author,pub_date,lang,url",
    '4e07,"Fire, again","It ""burns"".\nAll day.",The Paper,Ada,2021-08-20,en-GB,https://a.example/1',
    "007,Rain,It rains.,The Paper,,20/08/2021,,",
)


def test_columns_are_known_by_their_names() -> None:
    first, second = extracts(NEWS, "a.csv")
    assert first.text == 'It "burns".\nAll day.'
    assert first.facts == Facts(
        title="Fire, again",
        url="https://a.example/1",
        outlet="The Paper",
        byline="Ada",
        published_at="2021-08-20",
        language="en-GB",
        record_id="4e07",
    )
    assert (second.facts.record_id, second.facts.published_at) == ("007", "20/08/2021")


def test_a_row_is_known_by_its_number_in_the_table() -> None:
    found = items(csv("text,title", "One.,a", "", " ,b", "Four.,d"), "a.csv")
    assert [(item.place, item.skipped) for item in found] == [
        ("#row 2", ""),
        ("#row 4", "It has no text."),
        ("#row 5", ""),
    ]
    assert found[-1].share == 1


def test_a_person_says_which_column_is_which() -> None:
    data = csv("a,b,text", "One.,x,no", "Two.,y,no")
    found = extracts(data, "a.csv", Wishes(columns={Field.TEXT: "A", Field.TITLE: "b"}))
    assert [(each.text, each.facts.title) for each in found] == [("One.", "x"), ("Two.", "y")]
    with pytest.raises(Refused, match=r"no column “c”.*there are: a, b, text"):
        extracts(data, "a.csv", Wishes(columns={Field.TEXT: "c"}))


def test_the_longest_column_is_the_text_where_no_name_says_so() -> None:
    assert [each.text for each in extracts(csv("x,y", f'1,"{STORY}"'), "a.csv")] == [STORY]
    with pytest.raises(Refused, match="No column is called text, body or alike"):
        extracts(csv("x,y", "1,short"), "a.csv")


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("text;title", '"One; two.";x'), "a.csv"),
        (("sep=;", "text;title", '"One; two.";x'), "a.csv"),
        (("text\ttitle", "One; two.\tx"), "a.tsv"),
        (('"a, b, c"|text|title', "1|One; two.|x"), "a.csv"),
    ],
)
def test_the_sign_between_cells_is_found(lines: tuple[str, ...], name: str) -> None:
    (found,) = extracts(csv(*lines), name)
    assert (found.text, found.facts.title) == ("One; two.", "x")


def test_quotation_marks_between_tabs_are_words() -> None:
    found = extracts(csv("text\ttitle", '"No," he said\tx', 'Yes, "he" said\ty'), "a.tsv")
    assert [each.text for each in found] == ['"No," he said', 'Yes, "he" said']


def test_odd_quotation_marks_in_a_comma_table_are_read_as_other_programs_do() -> None:
    assert [each.text for each in extracts(csv("text,title", '"No" he said,x'), "a.csv")] == ["No he said"]


def test_i09_a_quotation_mark_that_is_never_closed_is_refused() -> None:
    with pytest.raises(Refused, match="after row 2 is never closed"):
        extracts(csv("text,title", "One.,x", '"Two.,y', "Three.,z"), "a.csv")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_what_spreadsheets_write_is_read(encoding: str) -> None:
    (found,) = extracts("text\ttitle\nDürre 🔥\tx\n".encode(encoding), "a.tsv")
    assert (found.text, found.facts.title) == ("Dürre 🔥", "x")


def test_a_table_whose_encoding_is_uncertain_waits_as_a_whole() -> None:
    words = "Le maire a déclaré que la région a été libérée hier. " * 5
    data = csv("text,title", f'"{words}",é', f'"{words}",é').replace("é".encode(), "é".encode("cp1252"))
    (found,) = extracts(data, "a.csv")
    assert found.found is Found.DETECTED
    assert [each.text for each in extracts(data, "a.csv", Wishes(encoding="cp1252"))] == [words, words]


def test_an_outline_shows_what_there_is_to_choose_from() -> None:
    found = table.outline(snapshot_of(NEWS, "a.csv"), Wishes())
    assert found.names[:3] == ("id", "Headline", "Body")
    assert found.rows[1][:3] == ("007", "Rain", "It rains.")
    assert found.mapping == {
        Field.TEXT: "Body",
        Field.TITLE: "Headline",
        Field.URL: "url",
        Field.OUTLET: "source",
        Field.BYLINE: "author",
        Field.DATE: "pub_date",
        Field.LANGUAGE: "lang",
        Field.ID: "id",
    }


def test_i09_a_cell_without_end_is_refused_before_anything_is_given() -> None:
    rows = [
        "text,title",
        *(f"Report {number}.,x" for number in range(50)),
        '"' + ("word " * 100 + "\n") * 12_000,
    ]
    with pytest.raises(Refused, match="cell after row 51 is longer than 5,000,000 characters"):
        next(iter(items("\n".join(rows).encode(), "a.csv")))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"\n\n", "first row is empty"),
        (b"," * 3_000, "more than 2,000 columns"),
        (b"text\n" + b"x" * 20_000_001, "Line 2 is longer than 20,000,000 characters"),
        ("text\nmüde".encode("cp1252"), "not valid UTF-8"),
    ],
)
def test_what_is_no_table_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(Refused, match=why):
        extracts(data, "a.csv", Wishes(encoding="utf-8"))
