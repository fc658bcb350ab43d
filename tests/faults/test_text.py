"""Faults of characters that no other test is about. The whole list: docs/faults.md."""

from __future__ import annotations

import json
import unicodedata
from contextlib import closing
from pathlib import Path

import pytest

from annotator.domain import claim_steps
from annotator.domain.spans import Span
from annotator.exchange.importing import import_pasted
from annotator.exchange.sheets import commit, load_sheet
from annotator.store.project import create_project, open_project
from tests.packs import exported

TAKEN_AS_THEY_ARE = {
    "decomposed": "The cafe\u0301 in Co\u0302te closed.",
    "bidirectional": "The \u202emayor\u202c said so.",
    "zero width": "The may\u200bor sa\u2060id so.",
    "look-alikes": "The m\u0430yor said so.",
    "variation selectors": "The mayor \u2764\ufe0f said so.",
    "tags": "The mayor\U000e0073\U000e0061 said so.",
    "no-break and separators": "The\u00a0mayor\u2028said\ufffcso.",
    "overlapping pairs": "The \U0001f468\u200d\U0001f469\u200d\U0001f467 family \U0001f1eb\U0001f1f7 left.",
}


@pytest.mark.parametrize("kind", TAKEN_AS_THEY_ARE)
def test_t07_t09_t10_words_are_kept_code_point_by_code_point(tmp_path: Path, kind: str) -> None:
    text = TAKEN_AS_THEY_ARE[kind]
    with closing(create_project(tmp_path / "news")) as project:
        anna = project.join("Anna")
        import_pasted(project, text)
        article = next(project.articles.each())
        sheet = load_sheet(project, article.id, anna.id)
        span = Span(4, len(text) - 1)
        commit(project, sheet, claim_steps.mark(sheet, span, "disputed"))
    with closing(open_project(tmp_path / "news.claimdesk")) as project:
        assert project.articles.text(article.id) == text
        (claim,) = project.claims.each()
        assert (claim.span, claim.quote) == (span, text[4:-1])
    (written,) = (
        exported(tmp_path / "news.claimdesk", tmp_path / "news.jsonl").decode().splitlines(keepends=True)
    )
    (kept,) = json.loads(written)["claims"]
    assert (json.loads(written)["text"][kept["start"] : kept["end"]], kept["quote"]) == (text[4:-1],) * 2


def test_t09_composing_a_text_would_move_its_claims() -> None:
    text = TAKEN_AS_THEY_ARE["decomposed"]
    assert len(unicodedata.normalize("NFC", text)) == len(text) - 2
