from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.text import Normalisation, normalise

any_text = st.text(st.characters(exclude_categories=()) | st.sampled_from("\r\n\0\ufeff\ud800\udc00"))


def test_t01_every_kind_of_line_end_becomes_lf() -> None:
    assert normalise("a\r\nb\rc\nd\r\r\n") == ("a\nb\nc\nd\n\n", Normalisation(carriage_returns=4))


def test_t02_only_one_leading_byte_order_mark_goes() -> None:
    assert normalise("\ufeff\ufeffa\ufeff") == ("\ufeffa\ufeff", Normalisation(byte_order_marks=1))


def test_t04_t05_nul_and_lone_surrogates_are_replaced_one_for_one() -> None:
    text, changes = normalise("a\0b\ud83d\udca9c")
    assert text == "a\ufffdb\ufffd\ufffdc"
    assert changes == Normalisation(nuls=1, lone_surrogates=2)


def test_a_clean_text_is_left_alone() -> None:
    text = "e\u0301 \u00a0\u2028\x85\x0b\U0001f600\ufffc"
    assert normalise(text) == (text, Normalisation())
    assert normalise(text)[1].is_empty
    assert normalise(text)[1].describe() == ""


def test_changes_are_told_in_words() -> None:
    assert normalise("a\rb\0")[1].describe() == "1 line end written as LF; 1 NUL character replaced by U+FFFD"
    assert normalise("\ud800\ud800")[1].describe() == "2 lone surrogates replaced by U+FFFD"


@given(any_text)
def test_what_comes_out_can_be_stored(text: str) -> None:
    stored, changes = normalise(text)
    stored.encode("utf-8")
    assert "\0" not in stored
    assert "\r" not in stored
    assert len(stored) == len(text) - text.count("\r\n") - changes.byte_order_marks


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\0\ufeff")))
def test_normalising_changes_nothing_that_it_need_not(text: str) -> None:
    assert normalise(text)[0] == text
