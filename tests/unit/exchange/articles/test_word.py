from __future__ import annotations

import pytest

from annotator.domain.errors import Refused
from tests.unit.exchange.articles.made_files import docx, packed
from tests.unit.exchange.articles.reads import extracts, text


def run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def read(body: str) -> str:
    return text(docx(body), "a.docx")


def test_i05_what_was_inserted_counts_and_what_was_deleted_does_not() -> None:
    body = paragraph(
        run("Count was ")
        + f"<w:ins w:id='1'>{run('sixty')}</w:ins>"
        + "<w:del w:id='2'><w:r><w:delText>fifty</w:delText></w:r></w:del>"
        + f"<w:moveFrom w:id='3'>{run(' old')}</w:moveFrom><w:moveTo w:id='3'>{run(' new')}</w:moveTo>"
        + run(" dead.")
    )
    (found,) = extracts(docx(body), "a.docx")
    assert found.text == "Count was sixty new dead."
    assert found.remarks == ("Left out: 2 tracked deletions.",)


def test_a_deleted_end_of_a_paragraph_joins_it_with_the_next() -> None:
    body = paragraph(run("The mayor "), "<w:rPr><w:del w:id='1'/></w:rPr>") + paragraph(run("said no."))
    assert read(body + paragraph(run("End."))) == "The mayor said no.\n\nEnd."


def test_links_fields_tabs_and_breaks_are_read() -> None:
    body = paragraph(
        run("See ")
        + f"<w:hyperlink>{run('the page')}</w:hyperlink>"
        + "<w:r><w:instrText>HYPERLINK x</w:instrText></w:r><w:r><w:tab/></w:r>"
        + f"<w:fldSimple w:instr='PAGE'>{run('7')}</w:fldSimple><w:r><w:br/></w:r>"
        + run("End.")
    )
    assert read(body) == "See the page\t7\nEnd."


def test_tables_have_a_line_for_each_row_and_lists_one_for_each_item() -> None:
    def cell(words: str) -> str:
        return f"<w:tc>{paragraph(run(words))}</w:tc>"

    table = f"<w:tbl><w:tr>{cell('a')}{cell('b')}</w:tr><w:tr>{cell('1')}{cell('2')}</w:tr></w:tbl>"
    item = "<w:numPr><w:ilvl w:val='0'/></w:numPr>"
    body = paragraph(run("Before.")) + table + paragraph(run("one"), item) + paragraph(run("two"), item)
    assert read(body) == "Before.\n\na\tb\n1\t2\n\n- one\n\n- two"


def test_words_in_a_box_are_read_once() -> None:
    box = f"<w:txbxContent>{paragraph(run('In the box.'))}</w:txbxContent>"
    drawn = (
        "<w:r><mc:AlternateContent xmlns:mc='urn:mc'>"
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert read(paragraph(run("Before ") + drawn + run("after."))) == "Before\n\nIn the box.\n\nafter."


def test_properties_name_title_and_author() -> None:
    core = "<dc:title>Fire</dc:title><dc:creator>Ada</dc:creator><dc:language>de-AT</dc:language>"
    (found,) = extracts(docx(paragraph(run("It burns.")), core=core), "a.docx")
    assert (found.facts.title, found.facts.byline, found.facts.stated_language) == ("Fire", "Ada", "de-AT")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (docx(""), "holds no words"),
        (docx("<w:p>"), "is broken"),
        (packed({"[Content_Types].xml": "", "word/other.xml": ""}), "word/document.xml is missing"),
        (docx(paragraph(run("words")))[:-40], "archive is broken"),
    ],
)
def test_i05_what_is_no_document_is_refused(data: bytes, why: str) -> None:
    from annotator.exchange.articles import word
    from annotator.exchange.articles.shape import NO_WISHES
    from annotator.exchange.articles.snapshot import snapshot_of

    (item,) = word.items(snapshot_of(data, "a.docx"), NO_WISHES)
    with pytest.raises(Refused, match=why):
        item.extract()


def test_notes_that_are_left_out_are_counted() -> None:
    note = "<w:r><w:footnoteReference w:id='{}'/></w:r>"
    (found,) = extracts(docx(paragraph(run("It burns.") + note.format(1) + note.format(2))), "a.docx")
    assert (found.text, found.remarks) == ("It burns.", ("Left out: 2 notes.",))
    (found,) = extracts(docx(paragraph(run("It rains.") + "<w:r><w:commentReference/></w:r>")), "a.docx")
    assert found.remarks == ("Left out: 1 note.",)
