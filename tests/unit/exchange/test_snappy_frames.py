"""Snappy's frames are unpacked, and hostile ones are refused before they fill the memory."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.work import Unwatched
from annotator.exchange.annotations.json_values import Unfit
from annotator.exchange.formats.snappy_frames import unpacked
from tests.consumers import consumer
from tests.unit.exchange.java_files import frame, framed

LARGEST = 1_000_000


def read(data: bytes, largest: int = LARGEST) -> bytes:
    return unpacked(data, Unwatched(), largest=largest)


@pytest.mark.parametrize(
    ("block", "text"),
    [
        (b"\x00", b""),
        (b"\x03\x08abc", b"abc"),
        (b"\x0a\x08abc\x0d\x03", b"abcabcabca"),
        (b"\x08\x08abc\x12\x03\x00", b"abcabcab"),
        (b"\x05\x00a\x0f\x01\x00\x00\x00", b"aaaaa"),
        (b"\x3d\xf0\x3c" + b"x" * 61, b"x" * 61),
        (b"\xac\x02\xf4\x2b\x01" + b"y" * 300, b"y" * 300),
    ],
)
def test_stretches_that_are_new_and_that_were_there_are_put_together(block: bytes, text: bytes) -> None:
    assert read(framed(block)) == text
    assert read(framed(block, block)) == text * 2


def test_frames_that_are_not_packed_are_taken_and_those_of_others_are_not() -> None:
    plain, other = frame(1, bytes(4) + b"as it is"), frame(0xFE, b"padding")
    assert read(framed() + other + plain + framed(b"\x01\x00!")) == b"as it is!"


@pytest.mark.consumer
@given(
    data=st.binary(max_size=300) | st.lists(st.sampled_from([b"abc", b"\0" * 70, b"xyz" * 30])).map(b"".join)
)
def test_what_snappy_itself_packed_is_as_it_was(data: bytes) -> None:
    packed = consumer("pyarrow").compress(data, codec="snappy", asbytes=True)
    assert read(framed(packed)) == data


@pytest.mark.parametrize(
    "block",
    [
        b"",
        b"\x80\x80\x80\x01",
        b"\x81\x80\x04\x00a",
        b"\x02\x00a",
        b"\x01\x04ab",
        b"\x03\x08ab",
        b"\x04\x00a\x12",
        b"\x04\x00a\x0d",
        b"\x05\x00a\x01\x00",
        b"\x05\x00a\x01\x02",
        b"\x05\x0d\x01",
        b"\x05\xf0",
        b"\x05\xfc\xff\xff\xff\xff",
    ],
)
def test_a_block_that_can_not_be_is_refused(block: bytes) -> None:
    with pytest.raises(Unfit, match="damaged"):
        read(framed(block))


def test_frames_that_are_cut_are_refused() -> None:
    sound = framed(b"\x03\x08abc")
    for length in range(len(framed()) + 1, len(sound)):
        with pytest.raises(Unfit):
            read(sound[:length])


def test_a_frame_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(Unfit, match="not known"):
        read(framed() + frame(0x02, b"abcd"))


def test_no_more_is_unpacked_than_may_be_held() -> None:
    many = b"\x80\x80\x04\x00a" + b"\xfe\x01\x00" * 1_023 + b"\xfa\x01\x00"
    assert len(read(framed(many))) == 65_536
    with pytest.raises(Unfit, match="1,000,000 bytes"):
        read(framed(*[many] * 10_000))


@given(data=st.binary(max_size=60))
def test_whatever_a_block_is_it_is_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(Unfit):
        assert len(read(framed(data))) <= 65_536
