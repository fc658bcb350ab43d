"""UIMA: hostile and broken files are refused or told of, and nothing comes in where it does not belong."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.errors import Refused
from annotator.exchange.formats import uima_reader
from tests.unit.exchange.uima import TEXT, Described, cas_json, read_cas, span, types, xmi

NAMED = span("n:NamedEntity", 2, 0, 4, value="EVENT")
UNFIT = "annotations that are not as they should be: a begin or an end is no offset"
BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    "data",
    [
        xmi(NAMED)[:-30],
        BOMB + xmi(NAMED, text="&b;"),
        OUTSIDE + xmi(NAMED),
        b"<xmi:XMI " + xmi(NAMED)[9:].replace(b"<n:", b"<a>" * 100_000 + b"<n:"),
        xmi(NAMED).replace(b"begin", b"\xff"),
        xmi(NAMED, text="&#1;"),
        b"http:///uima/cas.ecore",
        b"",
    ],
    ids=["cut", "bomb", "outside", "deep", "bytes", "control", "words", "empty"],
)
def test_what_is_no_sound_xml_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        read_cas({"a.xmi": data})


@pytest.mark.parametrize(
    "data", [b"[" * 100_000, b'{"%TYPES": {"a', b'{"%TYPES": NaN}', b'{"%VIEWS": "\xff"}']
)
def test_what_is_no_json_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        read_cas({"a.json": data, "b.json": b""}, "uima-json")


@pytest.mark.parametrize("place", ["", "-1", "1.5", "x", "9" * 5_000, "٣"])
def test_an_offset_that_is_none_is_told_and_the_rest_is_read(place: str) -> None:
    (article,), losses = read_cas(xmi(NAMED, span("c:Span", 3, place, 4), span("c:Span", 4, 0, place)))
    assert [claim.label for claim in article.claims] == ["NamedEntity.value=EVENT"]
    assert losses == {UNFIT: 2}


@pytest.mark.parametrize(
    "wrong",
    [
        {"%TYPE": None},
        {"%TYPE": "c.S", "%ID": []},
        {"%TYPE": "c.S", "begin": "x"},
        {"%TYPE": "c.S", "begin": 10**30, "end": 10**31},
        {"%TYPE": "c.S", "begin": True, "end": 4},
        {"%TYPE": "c.S", "begin": -1, "end": 4},
        {"%TYPE": "c.S", "@sofa": {}, "begin": 0, "end": 4},
        {"%TYPE": "c.S", "@other": 1.5, "begin": 0, "end": 4},
    ],
)
def test_a_structure_that_is_not_as_it_should_be_is_told_and_the_rest_is_read(
    wrong: dict[str, object],
) -> None:
    good = {"%TYPE": "c.Good", "begin": 0, "end": 4}
    data = cas_json(wrong, good).replace(b"[[], 3]", b"[2, 3]")
    (article,), losses = read_cas(data, "uima-json")
    assert [claim.label for claim in article.claims] == ["c.Good"]
    assert [what.partition(":")[0] for what in losses] == ["annotations that are not as they should be"]


@pytest.mark.parametrize(
    "others",
    [
        {"%FEATURE_STRUCTURES": 7},
        {"%FEATURE_STRUCTURES": [7]},
        {"%FEATURE_STRUCTURES": []},
        {"%TYPES": []},
        {"%TYPES": {"a.B": {"%SUPER_TYPE": 7}}},
        {"%TYPES": {"a.B": {"c": {"%RANGE": []}}}},
        {"%VIEWS": None},
        {"%VIEWS": {"_InitialView": {"%SOFA": 1, "%MEMBERS": [{}]}}},
    ],
)
def test_a_file_that_is_not_as_it_should_be_is_told_and_the_next_is_read(others: dict[str, object]) -> None:
    articles, losses = read_cas({"a.json": cas_json(others=others), "b.json": cas_json()}, "uima-json")
    assert [article.text for article in articles] == [TEXT]
    assert [what.partition(":")[0] for what in losses] == ["files that are not as they should be"]


def test_types_that_inherit_in_a_circle_end() -> None:
    described: tuple[Described, ...] = (
        ("custom.Span", "custom.Other", {}),
        ("custom.Other", "custom.Span", {}),
    )
    files = {"a.xmi": xmi(span("c:Span", 2, 0, 4, value="A")), "TypeSystem.xml": types(*described)}
    (article,), _ = read_cas(files)
    assert [claim.label for claim in article.claims] == ["custom.Span.value=A"]


def test_relations_that_lead_nowhere_or_in_a_circle_join_nothing() -> None:
    pieces = [span("d:Claim", id_, id_ * 3, id_ * 3 + 2, label="disputed") for id_ in (2, 3)]
    ends = [("2", "3"), ("3", "2"), ("2", "99"), ("", "3")]
    links = [
        span("d:Continues", id_, 0, 0, Governor=one, Dependent=other)
        for id_, (one, other) in enumerate(ends, 10)
    ]
    (article,), losses = read_cas(xmi(*pieces, *links))
    assert [len(claim.spans) for claim in article.claims] == [2]
    assert losses == {"relations": 3}


def test_a_file_that_is_too_large_is_refused_with_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uima_reader, "LARGEST", 100)
    with pytest.raises(Refused, match="100 bytes"):
        read_cas({"a.xmi": xmi(NAMED)})


def test_a_source_without_a_cas_is_refused() -> None:
    with pytest.raises(Refused, match="holds no UIMA CAS"):
        read_cas({"a.xmi": b"<a/>", "b.xmi": b"<b/>"})


@st.composite
def damaged(draw: st.DrawFn, sound: bytes) -> bytes:
    """A file with a few stretches of it replaced by others, or taken out."""
    data = sound
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = draw(st.integers(start, min(len(data), start + 30)))
        taken = draw(st.integers(0, len(sound)))
        data = data[:start] + draw(st.binary(max_size=3) | st.just(sound[taken : taken + 20])) + data[end:]
    return data


SOUND = {
    "uima-xmi": xmi(
        NAMED, span("c:Span", 3, 5, 7, value="A"), span("c:R", 4, 5, 7, Governor="2", Dependent="3")
    ),
    "uima-json": cas_json({"%TYPE": "c.S", "begin": 0, "end": 4, "value": "A"}, {"%TYPE": "c.R", "@of": 2}),
}


@pytest.mark.parametrize("name", SOUND)
@given(data=st.data())
def test_a_damaged_file_is_refused_or_told_of(name: str, data: st.DataObject) -> None:
    suffix = name.removeprefix("uima-")
    files = {f"a.{suffix}": data.draw(damaged(SOUND[name])), f"b.{suffix}": SOUND[name]}
    with contextlib.suppress(Refused):
        articles, losses = read_cas(files, name)
        assert len(articles) == 2 or losses or files[f"a.{suffix}"] not in SOUND.values()
        assert articles[-1].claims
