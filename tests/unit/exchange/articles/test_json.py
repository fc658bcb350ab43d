from __future__ import annotations

import json

import pytest

from annotator.domain.errors import Refused
from annotator.exchange.articles import json_document, json_lines
from annotator.exchange.articles.shape import Extract, Field, Wishes
from annotator.exchange.articles.snapshot import snapshot_of
from tests.unit.exchange.articles.reads import extracts, items


def read(data: object, **columns: str) -> list[Extract]:
    return extracts(
        json.dumps(data).encode(),
        "a.json",
        Wishes(columns={Field(key): name for key, name in columns.items()}),
    )


RECORDS = [
    {"id": 7, "headline": "Fire", "body": "It burns."},
    {"id": "4e07", "headline": None, "body": "It rains."},
]


@pytest.mark.parametrize(
    "data", [RECORDS, {"status": "ok", "articles": RECORDS}, {"data": {"items": RECORDS}}]
)
def test_the_list_of_articles_is_found_wherever_it_stands(data: object) -> None:
    assert [(each.text, each.facts.record_id) for each in read(data)] == [
        ("It burns.", "7"),
        ("It rains.", "4e07"),
    ]


def test_numbers_stay_as_they_were_written() -> None:
    data = b'[{"text": "It burns.", "id": 4e07}, {"text": "It rains.", "id": 12345678901234567890.10}]'
    assert [each.facts.record_id for each in extracts(data, "a.json")] == ["4e07", "12345678901234567890.10"]


def test_a_document_may_be_one_article() -> None:
    (item,) = items(
        json.dumps({"text": "It burns.", "tags": [{"name": "a"}, {"name": "b"}]}).encode(), "a.json"
    )
    assert (item.place, item.extract().text) == ("", "It burns.")


def test_fields_in_fields_are_named_with_full_stops() -> None:
    record = {
        "meta": {"title": "Fire", "by": [{"name": "Ada"}, {"name": "Ben"}], "a.b": {"c": "odd"}},
        "content": {"parts": ["One.", {"text": "Two."}, None]},
    }
    (found,) = read([record], text="content.parts", title="meta.title", byline="meta.by", outlet="meta.a.b.c")
    assert found.text == "One.\n\nTwo."
    assert (found.facts.title, found.facts.byline, found.facts.outlet) == ("Fire", "Ada, Ben", "odd")


def test_a_list_of_texts_is_a_list_of_articles() -> None:
    assert [each.text for each in read(["It burns.", "It rains."])] == ["It burns.", "It rains."]


def test_i10_lines_are_articles_and_a_broken_one_fails_alone() -> None:
    lines = (
        b'{"text": "One."}\n\n{"text": \n["x"]\n{"text": "Five.", "n": '
        + b"[" * 100_000
        + b'\n{"text": "Six."}'
    )
    found = items(lines, "a.jsonl")
    assert [item.place for item in found] == ["#line 1", "#line 3", "#line 4", "#line 5", "#line 6"]
    assert [found[0].extract().text, found[4].extract().text] == ["One.", "Six."]
    assert found[2].skipped == "It has no text."
    for item, why in ((found[1], "not valid JSON"), (found[3], "nested more than")):
        with pytest.raises(Refused, match=why):
            item.extract()


def test_lines_in_a_file_called_json_are_read_as_lines() -> None:
    found = items(b'\xef\xbb\xbf{"text": "One."}\r\n{"text": "Two."}\r\n', "a.json")
    assert [(item.place, item.extract().text) for item in found] == [("#line 1", "One."), ("#line 2", "Two.")]


@pytest.mark.parametrize("module", [json_document, json_lines])
def test_an_outline_names_the_fields(module: object) -> None:
    data = json.dumps({"a": {"text": "It burns.", "n": 4}, "tags": ["x", "y"]}).encode()
    reader = json_lines if module is json_lines else json_document
    found = reader.outline(snapshot_of(data if module is json_lines else b"[" + data + b"]", "a"), Wishes())
    assert found.names == ("a", "a.text", "a.n", "tags")
    assert found.mapping == {Field.TEXT: "a.text"}
    assert found.rows[0][2:] == ("4", "x\n\ny")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"[" * 100_000, "nested more than"),
        (b'{"a": 1}', "No column is called"),
        (b"[[1]]", "holds no list of articles"),
        (b"[" + b"1," * 5_000_001 + b"1]", "more than 5,000,000 values"),
        (b'{"a": ', "not valid JSON"),
        (b'[{"text": "a"}, {"x": 1}, 5]' + b" " * 10 + b"x", "not valid JSON"),
    ],
)
def test_i10_what_holds_no_articles_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(Refused, match=why):
        extracts(data, "a.json")


def test_a_key_that_stands_twice_is_refused_as_nobody_knows_which_is_meant() -> None:
    with pytest.raises(Refused, match="has the key “text” twice"):
        extracts(b'[{"text": "One.", "text": "Two."}]', "a.json")
    broken, sound = items(b'{"id": {"a": 1, "a": 2}, "text": "One."}\n{"text": "Two."}', "a.jsonl")
    assert sound.extract().text == "Two."
    with pytest.raises(Refused, match="has the key “a” twice"):
        broken.extract()


def test_a_number_is_no_article() -> None:
    with pytest.raises(Refused, match="holds no list of articles"):
        items(b"[1, 2.5, NaN, null, []]", "a.json")
