"""Office documents and PDF that bring more than words, or none, or none that end."""

from __future__ import annotations

from typing import Final

from tests.unit.exchange.articles.made_files import STORY, WORD, docx, packed, pdf, set_lines, xlsx
from torture.crafted import Crafted

_LAUGHS: Final = "<!DOCTYPE l [<!ENTITY a 'aaaaaaaaaa'>{}]>".format(
    "".join(f'<!ENTITY {chr(98 + level)} "{f"&{chr(97 + level)};" * 10}">' for level in range(9))
)
_OUTSIDE: Final = "<!DOCTYPE l [<!ENTITY j SYSTEM 'file:///etc/passwd'>]>"
_QUADRATIC: Final = f"<!DOCTYPE l [<!ENTITY j '{'a' * 50_000}'>]>"
_PARAGRAPH: Final = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"


def _word(inside: str, *, before: str = "") -> bytes:
    body = f'<w:document xmlns:w="{WORD}"><w:body>{inside}</w:body></w:document>'
    return packed({"[Content_Types].xml": "", "word/document.xml": f"{before}{body}"})


def _word_bomb() -> bytes:
    return _word(_PARAGRAPH.format("0" * 60_000_000))


def _reaching_out() -> bytes:
    """With a macro, a picture in the network and a relation to a file of this computer."""
    picture = '<w:p><w:r><w:pict src="http://127.0.0.1:9/x.png"/></w:r></w:p>'
    relation = '<Relationship Id="r1" TargetMode="External" Target="file:///etc/passwd"/>'
    body = f'<w:document xmlns:w="{WORD}"><w:body>{_PARAGRAPH.format(STORY)}{picture}</w:body></w:document>'
    return packed(
        {
            "[Content_Types].xml": "",
            "word/document.xml": body,
            "word/vbaProject.bin": b"\xd0\xcf\x11\xe0",
            "word/_rels/document.xml.rels": f"<Relationships>{relation}</Relationships>",
        }
    )


CRAFTED: Final = (
    Crafted(
        "I4",
        "a document with a billion laughs",
        "a.docx",
        lambda: _word(_PARAGRAPH.format("&j;"), before=_LAUGHS),
        failed=1,
        says=("broken",),
    ),
    Crafted(
        "I4",
        "a document that names a file outside",
        "a.docx",
        lambda: _word(_PARAGRAPH.format("[&j;]"), before=_OUTSIDE),
        failed=1,
        says=("defines entities",),
    ),
    Crafted(
        "I4",
        "a document with a long entity used often",
        "a.docx",
        lambda: _word(_PARAGRAPH.format("&j;" * 5_000), before=_QUADRATIC),
        failed=1,
        says=("broken",),
    ),
    Crafted(
        "I4",
        "a definition that is not used",
        "a.docx",
        lambda: _word(_PARAGRAPH.format(STORY), before="<!DOCTYPE l [<!ENTITY a 'b'>]>"),
        failed=1,
        says=("defines entities",),
    ),
    Crafted("I5", "a document that unpacks to 60 MB", "a.docx", _word_bomb, failed=1, says=("200 times",)),
    Crafted(
        "I5",
        "a document with macros and links outside",
        "a.docx",
        _reaching_out,
        added=1,
        holds=(STORY,),
    ),
    Crafted(
        "I5",
        "a document with tracked changes",
        "a.docx",
        lambda: docx(
            f"<w:p><w:r><w:t>{STORY}</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
        ),
        added=1,
        says=("1 tracked deletion",),
        holds=(STORY,),
    ),
    Crafted(
        "I5",
        "a document nested a thousand deep",
        "a.docx",
        lambda: _word("<w:p>" * 1_000 + "x" + "</w:p>" * 1_000),
        failed=1,
        says=("depth",),
    ),
    Crafted("I5", "a document without words", "a.docx", lambda: docx(""), failed=1, says=("holds no words",)),
    Crafted(
        "I5",
        "a document without its main part",
        "a.docx",
        lambda: packed({"[Content_Types].xml": "", "word/x.xml": ""}),
        skipped=2,
        says=("no kind that is read",),
    ),
    Crafted(
        "I5",
        "a workbook with an entity",
        "a.xlsx",
        lambda: packed({"[Content_Types].xml": "", "xl/workbook.xml": f"{_OUTSIDE}<workbook>&j;</workbook>"}),
        failed=1,
        says=("defines entities",),
    ),
    Crafted("I5", "a workbook without rows", "a.xlsx", lambda: xlsx([]), failed=1, says=("has a row",)),
    Crafted(
        "I6",
        "a PDF of pages without words, as a scanner makes it",
        "a.pdf",
        lambda: pdf([[], []]),
        failed=1,
        says=("only pictures of them",),
    ),
    Crafted(
        "I6",
        "a PDF of which one page has no words",
        "a.pdf",
        lambda: pdf([set_lines([STORY[:90]]), []]),
        added=1,
        says=("No words were found on page 2",),
        holds=(STORY[:80],),
    ),
    Crafted(
        "I6",
        "a PDF whose pages hold themselves",
        "a.pdf",
        lambda: pdf([set_lines([STORY[:90]])]).replace(b"/Kids [6 0 R]", b"/Kids [2 0 R]"),
        failed=1,
    ),
    Crafted(
        "I6",
        "a PDF that is cut off",
        "a.pdf",
        lambda: pdf([set_lines([STORY[:90]])])[:300],
        failed=1,
        says=("broken",),
    ),
    Crafted(
        "I6",
        "a PDF of 3,000 pages",
        "a.pdf",
        lambda: pdf([set_lines(["One."])] * 3_000),
        failed=1,
        says=("2,000 pages",),
    ),
)
