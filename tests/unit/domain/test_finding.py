from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.composing import Composed
from annotator.domain.finding import Findable
from annotator.domain.spans import Span

# Letters and marks that compose, Hangul in parts, letters that NFC changes alone, and another plane.
mixed = st.text(st.sampled_from("eoKk \n\u0301\u0323\u0308\u1100\u1161\u11a8\u00e9\u212b\u0958\U0001f600"))


def found(text: str, words: str) -> list[str]:
    return [span.of(text) for span in Findable(text).find_all(words)]


@pytest.mark.parametrize(
    ("text", "words", "spans"),
    [
        ("Le cafe\u0301 ferme", "café", [Span(3, 8)]),
        ("Le café ferme", "cafe\u0301", [Span(3, 7)]),
        ("a\u0301a\u0301 e\u0301", "é", [Span(5, 7)]),
        ("cafe\u0301", "cafe", []),
        ("\u1112\u1161\u11ab\u1100\u116e\u11a8", "한국", [Span(0, 6)]),
        ("the  Bridge\nis closed", "bridge is", [Span(5, 14)]),
        ("nothing", "  ", []),
    ],
)
def test_t09_words_are_found_however_their_accents_are_written(
    text: str, words: str, spans: list[Span]
) -> None:
    assert Findable(text).find_all(words) == spans


@given(mixed)
def test_t09_a_text_is_composed_as_unicode_says_and_every_part_leads_back(text: str) -> None:
    composed = Composed(text)
    assert composed.text == normalize("NFC", text)
    assert composed.stored_span(Span(0, len(composed.text))) == Span(0, len(text))
    for place in range(len(composed.text)):
        span = composed.stored_span(Span(place, place + 1))
        assert composed.text[place] in normalize("NFC", span.of(text))


@given(mixed, st.integers(0, 20), st.integers(1, 6))
def test_t09_what_stands_in_a_text_is_found_in_it(text: str, start: int, length: int) -> None:
    words = " ".join(normalize("NFC", text)[start : start + length].split())
    if words:
        assert any(words[0] in normalize("NFC", each) for each in found(text, words))
