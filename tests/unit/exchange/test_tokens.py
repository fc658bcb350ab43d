"""Tokens of formats: all that is not white space lies in one, and words are whole."""

from __future__ import annotations

from hypothesis import given

from annotator.domain.boundaries import words
from annotator.domain.spans import Span
from annotator.exchange.formats.tokens import tokens
from tests.unit.exchange.corpus import stored_texts


def pieces(text: str) -> list[str]:
    return [token.of(text) for token in tokens(text, Span(0, len(text)))]


@given(text=stored_texts())
def test_everything_but_white_space_lies_in_one(text: str) -> None:
    assert "".join(pieces(text)) == "".join(text.split())


@given(text=stored_texts())
def test_every_word_is_one(text: str) -> None:
    whole = Span(0, len(text))
    assert {*words(text, whole)} <= {*tokens(text, whole)}


def test_marks_stand_by_themselves_and_words_keep_what_is_inside_them() -> None:
    said = "“It’s 1.40pm”, the U.S. co-author (@ada) said: 5% 😊 cafe\u0301."
    assert pieces(said) == [
        *("“", "It’s", "1.40pm", "”", ",", "the", "U.S", ".", "co-author", "(", "@ada", ")", "said", ":"),
        *("5%", "😊", "cafe\u0301", "."),
    ]


def test_words_are_cut_at_the_ends() -> None:
    assert [*tokens("one two", Span(1, 6))] == [Span(1, 3), Span(4, 6)]
