from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.hidden_characters import (
    MOST,
    HiddenKind,
    Spelling,
    hidden_offsets,
    kind_of,
    token,
)

texts = st.text(st.sampled_from("ab \u202e\u200b\u200dम\U000e0041\U0001f600\u00ad\ufe0f\ufeff\n"))


@pytest.mark.parametrize(
    ("text", "offset", "kind", "shown"),
    [
        ("evil\u202egnp.exe", 4, HiddenKind.DIRECTION, "⟦RLO⟧"),
        ("vac\u200bcine", 3, HiddenKind.ZERO_WIDTH, "⟦ZWSP⟧"),
        ("vac\u200dcine", 3, HiddenKind.ZERO_WIDTH, "⟦ZWJ⟧"),
        ("a\ufe0fb", 1, HiddenKind.ZERO_WIDTH, "⟦U+FE0F⟧"),
        ("hi\U000e0041", 2, HiddenKind.TAG, "⟦TAG A⟧"),
        ("so \u00ad", 3, HiddenKind.ZERO_WIDTH, "⟦SHY⟧"),
        ("\ufeffA", 0, HiddenKind.ZERO_WIDTH, "⟦ZWNBSP⟧"),
    ],
)
def test_t10_what_nobody_sees_is_found_and_has_a_name(
    text: str, offset: int, kind: HiddenKind, shown: str
) -> None:
    assert hidden_offsets(text) == (offset,)
    assert (kind_of(text[offset]), token(text[offset])) == (kind, shown)


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cشود",
        "স র\u200d্য",
        "\U0001f469\u200d\u2764\ufe0f\u200d\U0001f468",
        "5\ufe0f\u20e3 and \u2139\ufe0f",
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "Donau\u00addampf",
        "Straße, naïve, 東京, 👍",
    ],
)
def test_t10_what_shapes_a_word_or_a_sign_is_not_hidden(text: str) -> None:
    assert hidden_offsets(text) == ()


def test_t10_a_text_of_nothing_else_is_looked_at_up_to_a_limit() -> None:
    assert len(hidden_offsets("\u202e" * (MOST + 5))) == MOST


@given(texts)
def test_t10_offsets_stay_where_characters_are_spelled(text: str) -> None:
    hidden = hidden_offsets(text)
    spelling = Spelling(text, hidden)
    for offset, character in enumerate(text):
        shown = token(character) if offset in hidden else character
        place = spelling.place(offset)
        assert spelling.text[place : place + len(shown)] == shown
        assert {spelling.offset(place + inside) for inside in range(len(shown))} == {offset}
    assert spelling.offset(len(spelling.text)) == len(text)
