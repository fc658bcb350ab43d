"""JSON of any size and making is read value by value, or refused with the reason."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.errors import Refused
from annotator.exchange.annotations import json_values as module
from annotator.exchange.annotations.json_values import (
    Unfit,
    json_value,
    json_values,
    mapping,
    name_of,
    sequence,
    string,
    whole,
)

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
OBJECTS = st.dictionaries(st.text(), VALUES, max_size=3)


def cut(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


def read(data: bytes, size: int = 1 << 20) -> list[object]:
    return list(json_values(cut(data, size), "x.json"))


@given(
    st.lists(OBJECTS, max_size=4),
    st.integers(1, 7),
    st.booleans(),
    st.sampled_from(["lines", "pretty", "array"]),
)
def test_values_come_back_however_the_file_is_cut(
    values: list[dict[str, Any]], size: int, is_ascii: bool, form: str
) -> None:
    indent = 2 if form == "pretty" else None
    written = [json.dumps(value, ensure_ascii=is_ascii, indent=indent) for value in values]
    text = f" [{','.join(written)}] \n" if form == "array" else "\n".join(written)
    data = text.encode(errors="surrogatepass")
    try:
        data.decode()
    except UnicodeDecodeError:
        with pytest.raises(Refused, match="is not valid UTF-8"):
            read(data, size)
        return
    assert read(data, size) == values
    assert read(b"\xef\xbb\xbf" + data, size) == values


def test_a_number_at_the_end_of_a_piece_goes_on() -> None:
    assert read(b"12 34 5", 1) == [12, 34, 5]
    assert read(b'[1e5, true, "\\ud83d\\ude00"]', 3) == [1e5, True, "😀"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"[" * 100_000 + b"]" * 100_000, "nested too deep"),
        (b'{"a":' * 100_000, "nested too deep"),
        (b'{"a": 1', "is no JSON"),
        (b"[1, 2", "ends before its array does"),
        (b"[1, 2,", "ends before its array does"),
        (b"[1 2]", "ends before its array does"),
        (b"[1] 2", "goes on after its end"),
        (b"nonsense " * 1_000_000, "is no JSON"),
        (b'{"a": NaN}', "is no JSON"),
        (b'{"a": ' + b"9" * 10_000 + b"}", "is no JSON"),
        (b"\xff", "is not valid UTF-8"),
    ],
)
def test_what_is_no_json_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        read(data)


def test_what_comes_before_the_fault_is_given() -> None:
    values = json_values(iter([b'{"a": 1}\n{"b": 2}\n{"c"']), "x.json")
    assert [next(values), next(values)] == [{"a": 1}, {"b": 2}]
    with pytest.raises(Refused):
        next(values)


def test_a_value_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST_VALUE", 1000)
    with pytest.raises(Refused, match="more than 1,000 characters, the limit"):
        read(b'"' + b"a" * 10_000, 100)


def test_the_values_in_one_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_VALUES", 1000)
    with pytest.raises(Refused, match="more than 1,000 values in one, the limit"):
        read(b'{"a": [' + b"[{}]," * 1000 + b"0]}", 100)
    assert read(b'["' + b"a" * 10_000 + b'"]', 100) == ["a" * 10_000]


def test_one_value_is_one() -> None:
    assert json_value(b"[1]", "x") == [1]
    with pytest.raises(Refused, match="x holds 2 JSON values"):
        json_value(b"1 2", "x")


@pytest.mark.parametrize(
    ("kind", "fit", "unfit"),
    [
        (mapping, {"a": 1}, ([], None, "a")),
        (sequence, [1], ({}, None, "a")),
        (string, "a", (1, None, [])),
        (whole, 1, (-1, 1.0, True, "1", None)),
    ],
)
def test_t17_a_value_of_another_kind_is_unfit(
    kind: Callable[[object], object], fit: object, unfit: tuple[object, ...]
) -> None:
    assert kind(fit) == fit
    for value in unfit:
        with pytest.raises(Unfit):
            kind(value)


def test_ids_stay_text() -> None:
    assert [name_of(value) for value in ("4e07", 7, None)] == ["4e07", "7", ""]
    unfit: tuple[object, ...] = (True, 1.5, [])
    for value in unfit:
        with pytest.raises(Unfit):
            name_of(value)
