"""Faults of files that articles come in, which no other test is about. The whole list: docs/faults.md."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.domain.errors import Refused
from annotator.exchange.packs.reading import read_pack
from tests.packs import do, given_out, lead_project, marking, rewritten
from tests.packs import packed as packed_work
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


def test_a_pack_in_which_somebody_changed_a_label_is_refused(tmp_path: Path) -> None:
    hers = given_out(lead_project(tmp_path), tmp_path / "anna", "Anna")
    do(hers, marking(1, "disputed"))
    packed_work(hers, tmp_path / "hers.annpack")
    changed = rewritten(
        tmp_path / "hers.annpack",
        "claims.jsonl",
        lambda data: data.replace(b'"disputed"', b'"confirmed"'),
        to=tmp_path / "changed.annpack",
    )
    with pytest.raises(Refused, match="is not as it was written"):
        read_pack(changed)
