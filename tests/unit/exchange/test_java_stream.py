"""Java's streams are read as values, and hostile ones are refused in little memory, whatever they claim."""

from __future__ import annotations

import contextlib
import struct
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.exchange.annotations.json_values import Unfit
from annotator.exchange.formats.java_stream import JavaObject, java_object
from tests.unit.exchange.java_files import HEAD, TEXTS, Made, Numbers, modified, stream

KINDS = ("a.A", "a.B")
DESCRIBED = b"\x72\x00\x03a.A" + bytes(8) + b"\x02\x00\x01L\x00\x01f\x74\x00\x01L\x78\x70"
"""The class a.A with one field for an object. It has number 0; the name of what the field holds has 1."""
OBJECT = HEAD + b"\x73" + DESCRIBED
"""An object of it, number 2, up to what is in its field."""
AGAIN = b"\x71\x00\x7e\x00"


def array(kind: str, length: int) -> bytes:
    name = kind.encode()
    described = b"\x72" + struct.pack(">H", len(name)) + name + bytes(8) + b"\x02\x00\x00\x78\x70"
    return b"\x75" + described + struct.pack(">i", length)


def read(data: bytes) -> JavaObject:
    return java_object(data, KINDS)


def test_objects_numbers_and_texts_are_read() -> None:
    inner = Made("a.B", {"count": -7, "same": "Wort", "none": None})
    outer = Made(
        "a.A",
        {
            "inner": inner,
            "bytes": Numbers("[B", [-128, 0, 127]),
            "shorts": Numbers("[S", [-32_768, 32_767]),
            "ints": Numbers("[I", [-(2**31), 2**31 - 1]),
            "longs": Numbers("[J", [-(2**63), 2**63 - 1]),
            "texts": [None, "Wort", "", "Wort"],
        },
    )
    found = read(stream(outer))
    assert found.kind == "a.A"
    assert found.inside("inner").values == {"count": -7, "same": "Wort", "none": None}
    assert list(found.numbers("bytes", "B")) == [-128, 0, 127]
    assert list(found.numbers("shorts", "S")) == [-32_768, 32_767]
    assert list(found.numbers("ints")) == [-(2**31), 2**31 - 1]
    assert list(found.numbers("longs", "J")) == [-(2**63), 2**63 - 1]
    assert found.texts("texts") == [None, "Wort", "", "Wort"]


@given(texts=st.lists(st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=20), max_size=8))
def test_texts_are_what_they_were_whatever_characters_they_have(texts: list[str | None]) -> None:
    assert read(stream(Made("a.A", {"texts": texts}))).texts("texts") == texts


def test_a_text_may_be_longer_than_a_short_one() -> None:
    assert read(stream(Made("a.A", {"texts": ["ä\0😊" * 20_000]}))).texts("texts") == ["ä\0😊" * 20_000]


def test_half_a_character_becomes_one_that_is_as_long() -> None:
    data = stream(Made("a.A", {"texts": ["a_b"]})).replace(b"\x00\x03a_b", b"\x00\x05a\xed\xa0\xbdb")
    assert read(data).texts("texts") == ["a\ufffdb"]
    assert modified("\ud83d") == b"\xed\xa0\xbd"


def test_a_value_of_another_kind_is_missing() -> None:
    found = read(stream(Made("a.A", {"it": Numbers("[I", [1])})))
    for ask in (found.inside, found.texts):
        with pytest.raises(Unfit, match="missing"):
            ask("it")
    with pytest.raises(Unfit, match="missing"):
        found.numbers("it", "J")
    with pytest.raises(Unfit, match="missing"):
        found.numbers("other")


SOUND = stream(
    Made("a.A", {"b": Made("a.B", {"n": 1, "of": "x"}), "i": Numbers("[I", [1, 2]), "t": ["x", None, "yä😊"]})
)


def test_a_stream_that_is_cut_anywhere_is_refused() -> None:
    for length in range(len(SOUND)):
        with pytest.raises(Unfit):
            read(SOUND[:length])


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "no stream"),
        (b"PK\x03\x04", "no stream"),
        (HEAD, "too early"),
        (HEAD + b"\x70", "something else than one object"),
        (HEAD + b"\x74\x00\x01x", "something else than one object"),
        (HEAD + array("[I", 0), "something else than one object"),
        (SOUND + b"\x00", "something else than one object"),
        (HEAD + b"\x73\x7d", "something else than plain objects"),
        (HEAD + b"\x77\x01\x00", "something else than plain objects"),
        (HEAD + b"\x7e" + DESCRIBED, "something else than plain objects"),
        (HEAD + b"\x79", "something else than plain objects"),
        (OBJECT.replace(b"\x02\x00\x01", b"\x03\x00\x01"), "in a way of their own"),
        (OBJECT.replace(b"\x02\x00\x01", b"\x0c\x00\x01"), "in a way of their own"),
        (OBJECT.replace(b"\x02\x00\x01", b"\x12\x00\x01"), "in a way of their own"),
        (OBJECT[:-1] + DESCRIBED + b"\x70", "more than their fields"),
        (OBJECT[:-2] + b"\x70\x78\x70\x70", "more than their fields"),
        (OBJECT.replace(b"a.A", b"a.C") + b"\x70", "other objects"),
        (OBJECT.replace(b"L\x00\x01f", b"D\x00\x01f"), "numbers of another kind"),
        (OBJECT + array("[D", 1) + bytes(8), "arrays of another kind"),
        (OBJECT + array("[[I", 0), "arrays of another kind"),
        (OBJECT + array("[La.A;", 1) + b"\x70", "arrays of another kind"),
        (OBJECT + array("", 0), "arrays of another kind"),
    ],
)
def test_what_is_not_plain_data_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(Unfit, match=why):
        read(data)


@pytest.mark.parametrize("number", [b"\x00", b"\x01", b"\x03", b"\xff"])
def test_what_stands_again_has_to_be_there_and_of_that_kind(number: bytes) -> None:
    """0 is a class, where a value has to be; of texts 1 is one, 3 and 255 are nothing."""
    if number == b"\x01":
        assert read(OBJECT + AGAIN + number).values == {"f": "L"}
    else:
        with pytest.raises(Unfit, match="damaged"):
            read(OBJECT + AGAIN + number)
        with pytest.raises(Unfit, match="damaged"):
            read(OBJECT + b"\x71\x7f\xff\xff\xff")
    with pytest.raises(Unfit):
        read(HEAD + b"\x73" + AGAIN + number)


def test_circles_are_read_and_end() -> None:
    found = read(OBJECT + AGAIN + b"\x02")
    assert found.values["f"] is found
    with pytest.raises(Unfit, match="plain objects"):
        read(OBJECT + array(TEXTS, 1) + AGAIN + b"\x02")


def test_an_array_or_a_class_that_is_not_whole_yet_can_not_stand_in_itself() -> None:
    for inside in (array(TEXTS, 1) + AGAIN + b"\x04", array(TEXTS, 1) + AGAIN + b"\x03"):
        with pytest.raises(Unfit):
            read(OBJECT + inside)
    with pytest.raises(Unfit):
        read(HEAD + b"\x73" + DESCRIBED.replace(b"\x74\x00\x01L", AGAIN + b"\x00"))


def test_objects_in_objects_end_before_the_stack_does() -> None:
    nested = OBJECT + (b"\x73" + AGAIN + b"\x00") * 100_000 + b"\x70"
    with pytest.raises(Unfit, match="other objects"):
        read(nested)


@pytest.mark.parametrize(
    "hostile",
    [
        OBJECT + array("[I", 2**31 - 1) + bytes(100),
        OBJECT + array("[J", 2**31 - 1),
        OBJECT + array("[B", -1),
        OBJECT + array(TEXTS, 2**31 - 1) + b"\x70" * 1_000,
        OBJECT + array(TEXTS, -1),
        OBJECT + b"\x7c" + struct.pack(">q", 2**62) + b"x",
        OBJECT + b"\x7c" + struct.pack(">q", -1) + b"x",
        OBJECT + b"\x74\xff\xffx",
        OBJECT[:19] + b"\x02\xff\xff" + b"I\x00\x00" * 1_000,
    ],
)
def test_what_claims_to_be_long_takes_no_memory(hostile: bytes) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(Unfit, match="too early"):
            read(hostile)
        assert tracemalloc.get_traced_memory()[1] < 500_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "inside",
    [
        array(TEXTS, 20_000) + b"\x70" * 20_000,
        array(TEXTS, 6_000) + b"\x74\x00\x00" * 6_000,
        array(TEXTS, 4_000) + b"\x74\x00\x02ab" * 4_000,
        array("[I", 50_000) + bytes(200_000),
    ],
    ids=["nothing", "empty", "short", "numbers"],
)
def test_memory_is_a_small_multiple_of_the_stream(inside: bytes) -> None:
    tracemalloc.start()
    try:
        read(OBJECT + inside)
        assert tracemalloc.get_traced_memory()[1] < 30 * len(inside)
    finally:
        tracemalloc.stop()


@given(data=st.data())
def test_whatever_the_bytes_are_nothing_but_a_refusal_comes_out(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(SOUND)))
    end = data.draw(st.integers(start, min(len(SOUND), start + 8)))
    damaged = SOUND[:start] + data.draw(st.binary(max_size=8)) + SOUND[end:]
    with contextlib.suppress(Unfit):
        assert read(damaged).kind in KINDS
