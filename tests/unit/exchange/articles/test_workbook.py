from __future__ import annotations

import pytest

from annotator.domain.errors import Refused
from annotator.exchange.articles import workbook
from annotator.exchange.articles.shape import Field, Wishes
from annotator.exchange.articles.snapshot import snapshot_of
from tests.unit.exchange.articles.made_files import STORY, packed, xlsx
from tests.unit.exchange.articles.reads import extracts, items

STYLES = (
    '<numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy&quot; d&quot;"/>'
    '<numFmt numFmtId="165" formatCode="&quot;day&quot; 0.00"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="22"/></cellXfs>'
)


def test_rows_are_articles() -> None:
    first, second = extracts(
        xlsx([("id", "body", "title"), ("4e07", "It burns.\nAll day.", "Fire"), ("", "Rain.", "")]), "a.xlsx"
    )
    assert (first.text, first.facts.title, first.facts.record_id) == ("It burns.\nAll day.", "Fire", "4e07")
    assert (second.text, second.facts.record_id) == ("Rain.", "")


def test_numbers_dates_and_words_in_the_cell_are_read_as_they_are_shown() -> None:
    cells = (
        '<c r="A2" t="inlineStr"><is><r><t>It </t></r><r><t>burns_x000A_now.</t></r></is></c>'
        '<c r="B2" s="1"><v>44428</v></c><c r="C2" s="2"><v>4.50</v></c>'
        '<c r="D2" t="str"><f>A1</f><v>worked out</v></c>'
        '<c r="E2" t="e"><v>#REF!</v></c><c r="F2" s="3"><v>44428.5</v></c>'
    )
    data = xlsx([("text", "date", "id", "title", "author", "other")], cells=cells, styles=STYLES)
    (found,) = extracts(data, "a.xlsx")
    assert found.text == "It burns\nnow."
    assert (found.facts.published_at, found.facts.record_id) == ("2021-08-20", "4.50")
    assert (found.facts.title, found.facts.byline) == ("worked out", "")
    (moment,) = extracts(data, "a.xlsx", Wishes(columns={Field.DATE: "other"}))
    assert moment.facts.published_at == "2021-08-20T12:00:00"


def test_rows_keep_their_numbers_where_some_are_empty() -> None:
    found = items(xlsx([("",), ("text", "x"), ("",), ("One.", "y"), ("", "z")]), "a.xlsx")
    assert [(item.place, item.skipped) for item in found] == [("#row 4", ""), ("#row 5", "It has no text.")]


MORE = {"empty": (), "Mai & Juni": (("body",), ("Rain.",)), "notes": (("a",), ("b",))}


def test_other_sheets_are_told_and_can_be_chosen() -> None:
    data = xlsx([("body",), ("Fire.",)], more=MORE)
    first, *others = items(data, "a.xlsx")
    assert first.extract().text == "Fire."
    assert [(item.place, item.skipped) for item in others] == [
        (f"#sheet {name}", "Only the sheet “one” was read. Choose this one to read it instead.")
        for name in ("Mai & Juni", "notes")
    ]
    (chosen,) = items(data, "a.xlsx", Wishes(sheet="Mai & Juni"))
    assert (chosen.place, chosen.extract().text) == ("#row 2", "Rain.")


@pytest.mark.parametrize(
    ("sheet", "why"),
    [("two", "There are: one, empty, Mai & Juni, notes"), ("empty", "The sheet “empty” has no row")],
)
def test_a_sheet_that_can_not_be_read_is_refused(sheet: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        items(xlsx([("body",), ("Fire.",)], more=MORE), "a.xlsx", Wishes(sheet=sheet))


def test_an_outline_says_which_sheets_there_are() -> None:
    source = snapshot_of(xlsx([("body",), ("Fire.",)], more=MORE), "a.xlsx")
    found = workbook.outline(source, Wishes(sheet="notes"))
    assert (found.names, found.sheet, found.sheets) == (("a",), "notes", ("one", "Mai & Juni", "notes"))


def test_an_outline_guesses_the_text_from_its_length() -> None:
    found = workbook.outline(snapshot_of(xlsx([("a", "b"), ("1", STORY)]), "a.xlsx"), Wishes())
    assert (found.names, found.mapping) == (("a", "b"), {Field.TEXT: "b"})


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (xlsx([]), "No sheet of the workbook has a row"),
        (xlsx([("text",)], cells='<c r="ZZZZ2"><v>1</v></c>'), "more than 2,000 columns"),
        (packed({"[Content_Types].xml": "", "xl/workbook.xml": "<workbook"}), "workbook is broken"),
    ],
)
def test_what_is_no_workbook_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(Refused, match=why):
        extracts(data, "a.xlsx")


def test_numbers_that_are_nonsense_are_none() -> None:
    cells = '<c r="A2" t="inlineStr"><is><t>It burns.</t></is></c><c r="B2" s="x"><v>4</v></c>'
    styles = '<numFmts><numFmt numFmtId="z" formatCode="dd"/></numFmts><cellXfs><xf numFmtId="²"/></cellXfs>'
    (found,) = extracts(xlsx([("text", "id")], cells=cells, styles=styles), "a.xlsx")
    assert (found.text, found.facts.record_id) == ("It burns.", "4")
