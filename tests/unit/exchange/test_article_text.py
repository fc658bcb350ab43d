from __future__ import annotations

import hashlib
import pickle

import pytest

from annotator.domain.errors import Refused
from annotator.domain.records import Direction, UnitKind
from annotator.exchange.article_text import ArticleDraft, draft_of
from annotator.exchange.articles import limits, plain_text
from annotator.exchange.decoding import Found
from annotator.exchange.language_data import boilerplate_rules

PAGE = (
    "The mayor leaves the town\r\n\r\nThe mayor said that he was tired. He left with his family.\r\n"
    "\r\nRelated articles\r\n"
)


def read_article(data: bytes, *, encoding: str | None = None) -> ArticleDraft:
    extract = plain_text.text_of(data, encoding=encoding)
    rules = pickle.loads(pickle.dumps(boilerplate_rules()))
    return draft_of(extract, name="a.txt", source_sha256=hashlib.sha256(data).hexdigest(), rules=rules)


def test_an_article_is_read_with_all_that_is_known_about_it() -> None:
    data = ("\ufeff" + PAGE).encode()
    draft = read_article(data)
    assert draft.text == PAGE.replace("\r\n", "\n")
    assert draft.title == "The mayor leaves the town"
    assert (draft.language, draft.direction) == ("en", Direction.LEFT_TO_RIGHT)
    assert [piece.kind for piece in draft.pieces] == [
        UnitKind.HEADLINE,
        UnitKind.SENTENCE,
        UnitKind.SENTENCE,
        UnitKind.RELATED_LINKS,
    ]
    assert draft.sha256 == hashlib.sha256(draft.text.encode()).hexdigest()
    assert draft.source_sha256 == hashlib.sha256(data).hexdigest()
    assert (draft.normalisation.carriage_returns, draft.normalisation.byte_order_marks) == (5, 1)
    assert draft.found is Found.BYTE_ORDER_MARK


def test_the_person_may_choose_the_encoding() -> None:
    draft = read_article("Überschrift".encode("cp1252"), encoding="cp1252")
    assert (draft.text, draft.encoding, draft.found) == ("Überschrift", "cp1252", Found.CHOSEN)


def test_a_draft_goes_from_process_to_process() -> None:
    draft = read_article(PAGE.encode())
    assert pickle.loads(pickle.dumps(draft)) == draft


def test_a_long_headline_makes_a_shortened_title() -> None:
    draft = read_article(b"word " * 50)
    assert len(draft.title) <= 200
    assert draft.title.endswith("word…")


@pytest.mark.parametrize("text", [" \r\n\t", "\ufeff\ufeff ", ".", "– …\n* * *"])
def test_t16_a_text_without_words_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="no words in it"):
        read_article(text.encode())


def test_t14_a_text_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LONGEST_TEXT", 10)
    monkeypatch.setattr(plain_text, "LONGEST_TEXT", 10)
    assert read_article(b"0123456789").text == "0123456789"
    for data in (b"01234567891", b"0" * 41):
        with pytest.raises(Refused, match="longer than 10"):
            read_article(data)
