"""Faults of files that articles come in, which no other test is about. The whole list: docs/faults.md."""

from __future__ import annotations

import pytest

from annotator.domain.errors import Refused
from tests.unit.exchange.articles.made_files import MORE, STORY, WORD, packed, page
from tests.unit.exchange.articles.reads import extracts

HIDDEN = "Nobody is meant to see this sentence, which says that the harbour is safe."


def test_i04_a_document_that_defines_anything_is_refused_whole() -> None:
    body = "<w:body><w:p><w:r><w:t>The bridge is &x; closed.</w:t></w:r></w:p></w:body>"
    document = f'<!DOCTYPE d [<!ENTITY x "not">]><w:document xmlns:w="{WORD}">{body}</w:document>'
    with pytest.raises(Refused, match="Nothing was imported"):
        extracts(packed({"[Content_Types].xml": "", "word/document.xml": document}), "letter.docx")


@pytest.mark.parametrize(
    "how",
    [
        "hidden",
        "style='display: none'",
        "style='visibility:hidden'",
        "style='color:#FFF; background: white'",
        "style='color: white'",
        "style='font-size:1px'",
        "style='opacity:0'",
    ],
)
def test_i08_words_that_a_page_does_not_show_are_told(how: str) -> None:
    (found,) = extracts(page(f"<h1>Fire</h1><p>{STORY}</p><p {how}>{HIDDEN}</p><p>{MORE}</p>"), "fire.html")
    (remark,) = found.remarks
    is_taken = HIDDEN in found.text
    assert remark.startswith("What the page does not show to its readers is ")
    assert ("is part of the text: 1" in remark) is is_taken
    assert ("is not part of the text: 1" in remark) is not is_taken
    assert HIDDEN in remark


def test_i08_menus_and_small_print_are_no_hidden_words() -> None:
    around = f"<nav style='display:none'>{HIDDEN}</nav><p hidden>Close</p><p style='color:black'>{MORE}</p>"
    (found,) = extracts(page(f"<h1>Fire</h1><p>{STORY}</p>{around}"), "fire.html")
    assert found.remarks == ()
