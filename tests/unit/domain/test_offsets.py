from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.offsets import OffsetMap, displayed

texts = st.text(
    st.characters(codec="utf-8") | st.sampled_from("a\u00e9\u4e2d\U0001f600\U0010ffff\u0301\ufeff\u2028")
)


@given(texts)
def test_utf16_positions_are_those_of_the_encoder(text: str) -> None:
    offsets = OffsetMap(text)
    for offset in range(len(text) + 1):
        position = len(text[:offset].encode("utf-16-le")) // 2
        assert offsets.to_utf16(offset) == position
        assert offsets.from_utf16(position) == offset


@given(texts)
def test_utf8_positions_are_those_of_the_encoder(text: str) -> None:
    offsets = OffsetMap(text * 40)
    for offset in range(0, len(text) * 40 + 1, 7):
        assert offsets.to_utf8(offset) == len((text * 40)[:offset].encode())


def test_a_position_inside_a_pair_is_that_of_its_character() -> None:
    assert OffsetMap("a\U0001f600b").from_utf16(2) == 1


@pytest.mark.parametrize("position", [-1, 6])
def test_positions_outside_the_text_are_errors(position: int) -> None:
    offsets = OffsetMap("abcd\U0001f600")
    with pytest.raises(ValueError, match="outside"):
        offsets.to_utf16(position)
    with pytest.raises(ValueError, match="outside"):
        offsets.to_utf8(position)
    with pytest.raises(ValueError, match="outside"):
        offsets.from_utf16(position + (position > 0))


@given(texts)
def test_what_is_displayed_is_as_long_and_as_wide_character_by_character(text: str) -> None:
    shown = displayed(text)
    assert [ord(character) > 0xFFFF for character in shown] == [ord(character) > 0xFFFF for character in text]


def test_t03_what_qt_would_mangle_is_displayed_as_something_else() -> None:
    assert displayed("\ufeffa\ufeff\ufffe\u2029\ufffc\u00a0") == "\ufffda\ufeff\ufffd\u2424\ufffd\u00a0"
