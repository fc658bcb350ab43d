"""Potato: files made in the shapes that its versions write, and what is wrong with broken ones."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence

import pytest

from annotator.domain.errors import Refused
from annotator.exchange.annotations.foreign import ForeignArticle, Measure
from annotator.exchange.annotations.placing import Ground, How, Placed
from annotator.exchange.formats import formats
from annotator.exchange.formats.potato import PotatoReader
from tests.unit.exchange.round_trip import MemorySource, read

TEXT = "😊 The dam burst, say villagers. Nobody was hurt & nobody saw it."
ITEMS = json.dumps({"id": "a1", "text": TEXT}) + "\n"
CONFIGURATION = b"item_properties:\n  id_key: uid\n  text_key: 'body'\n"


def of(files: Mapping[str, object]) -> tuple[list[ForeignArticle], dict[str, int]]:
    articles, losses = read(PotatoReader(), _bytes(files), "news")
    return articles, {loss.what: loss.count for loss in losses}


def _bytes(files: Mapping[str, object]) -> dict[str, bytes]:
    return {name: value if isinstance(value, bytes) else str(value).encode() for name, value in files.items()}


def instance(*spans: object, item: str = "a1", text: str = TEXT, labels: object = None) -> str:
    record = {
        "id": item,
        "displayed_text": text,
        "label_annotations": labels or {},
        "span_annotations": list(spans),
        "behavioral_data": {"time_string": "Time spent: 4s"},
    }
    return json.dumps(record) + "\n"


def span(words: str, label: str, *, text: str = TEXT) -> dict[str, object]:
    start = text.index(words)
    return {"start": start, "end": start + len(words), "span": words, "annotation": label}


def state(spans: object, *, labels: object = None, early: bool = False) -> str:
    said = {"user_id": "4e07", "instance_id_to_span_to_value": spans}
    if not early:
        said["origin"] = {}
    return json.dumps({**said, "instance_id_to_label_to_value": labels or {}})


def pair(words: str, name: str, *, scheme: str = "status", text: str = TEXT) -> list[object]:
    start = text.index(words)
    return [{"schema": scheme, "name": name, "start": start, "end": start + len(words), "title": name}, name]


def words(article: ForeignArticle) -> list[tuple[str, str, str]]:
    """Who gave which label to which words."""
    ground, found = Ground(article.text), []
    for claim in article.claims:
        place = ground.place(claim, Measure.CODE_POINT)
        assert isinstance(place, Placed)
        found.append((claim.annotator, claim.label, " … ".join(part.of(ground.text) for part in place.spans)))
    return found


def test_the_first_version_has_a_folder_for_each_annotator() -> None:
    said = span("The dam burst", "disputed")
    files = {
        "annotation_output/ada/annotated_instances.jsonl": instance(
            said, labels={"tone": {"calm": "true", "loud": "false"}}
        ),
        "annotation_output/ben/annotated_instances.jsonl": instance(span("Nobody was hurt", "confirmed")),
        "annotation_output/annotated_instances.jsonl": instance(said),
        "annotation_output/ada/annotation_order.txt": "a1\n",
    }
    articles, losses = of(files)
    assert [words(article) for article in articles] == [
        [("ada", "disputed", "The dam burst")],
        [("ben", "confirmed", "Nobody was hurt")],
    ]
    assert losses == {"labels of whole articles": 1}


def test_words_with_entities_are_those_of_the_text() -> None:
    written = {"start": 34, "end": 60, "span": "hurt &amp; nobody", "annotation": "disputed"}
    (article,), _ = of({"ada/annotated_instances.jsonl": instance(written)})
    (claim,) = article.claims
    place = Ground(article.text).place(claim, None)
    assert isinstance(place, Placed)
    assert place.how is How.BY_WORDS
    assert place.spans[0].of(article.text) == "hurt & nobody"


def test_the_second_version_finds_its_texts_in_the_items() -> None:
    spans = {"a1": [pair("The dam burst", "disputed"), pair("Nobody was hurt", "confirmed")]}
    articles, losses = of(
        {"output/4e07/user_state.json": state(spans), "data/items.jsonl": ITEMS.replace("&", "and")}
    )
    assert [words(article) for article in articles] == [
        [("4e07", "disputed", "The dam burst"), ("4e07", "confirmed", "Nobody was hurt")]
    ]
    assert losses == {}


@pytest.mark.parametrize("suffix", ["json", "csv", "tsv"])
def test_the_configuration_says_what_the_items_call_their_texts(suffix: str) -> None:
    item = {"uid": "7", "body": "One. Two."}
    table = f"uid,body\n{item['uid']},{item['body']}\n".replace(",", "\t" if suffix == "tsv" else ",")
    data = json.dumps([item]) if suffix == "json" else table
    spans = {"7": [pair("Two.", "x", text="One. Two.")]}
    (article,), losses = of(
        {"config.yaml": CONFIGURATION, f"data/a.{suffix}": data, "out/ada/user_state.json": state(spans)}
    )
    assert words(article) == [("4e07", "x", "Two.")]
    assert losses == {}


def test_offsets_count_what_is_shown_and_not_what_the_item_has() -> None:
    raw, seen = "  One  \tsaid\x07 so.\tYes.\nTwo. ", "One said so.Yes.\nTwo."
    spans = {"a1": [pair("Two.", "x", text=seen)]}
    items = json.dumps({"id": "a1", "text": raw})
    (article,), _ = of({"ada/user_state.json": state(spans), "items.json": items})
    assert article.text == seen
    assert words(article) == [("4e07", "x", "Two.")]


def test_a_span_without_words_in_a_text_with_tags_is_not_placed() -> None:
    items = json.dumps({"id": "a1", "text": "<b>One</b> said so."})
    spans = {"a1": [[{"schema": "s", "name": "x", "start": 0, "end": 3}, ""]]}
    (article,), losses = of({"ada/user_state.json": state(spans), "items.json": items})
    assert article.claims == ()
    assert losses == {"spans without words in texts with tags or entities, where offsets are not sure": 1}


def test_labels_of_several_schemes_say_theirs_and_fields_are_articles() -> None:
    item = {"id": "a1", "text": "One. Two.", "headline": "Dam  burst"}
    headline = {"schema": "tone", "name": "loud", "start": 5, "end": 10, "target_field": "headline"}
    spans = {"a1": {"status": [{"start": 0, "end": 4, "label": "x", "text": "One."}], "tone": [headline]}}
    articles, losses = of({"ada/user_state.json": state(spans), "items.json": json.dumps(item)})
    assert [(article.name, words(article)) for article in articles] == [
        ("a1", [("4e07", "status=x", "One.")]),
        ("a1, headline", [("4e07", "tone=loud", "burst")]),
    ]
    assert losses == {}


def test_a_span_in_several_pieces_is_one_claim() -> None:
    first = {"schema": "s", "name": "x", "start": 0, "end": 4, "additional_parts": [{"start": 10, "end": 16}]}
    items = json.dumps({"id": "a1", "text": "One. Two. Three."})
    (article,), _ = of({"ada/user_state.json": state({"a1": [[first, ""]]}), "items.json": items})
    assert words(article) == [("4e07", "x", "One. … Three.")]


def test_an_export_has_the_words_and_proves_its_offsets() -> None:
    record = {
        "instance_id": "a1",
        "user_id": "ada",
        "labels": {"tone": {"calm": True}},
        "spans": {"s": [{"name": "x", "start": 2, "end": 15, "text": "The dam burst"}]},
        "links": {"l": [{}]},
    }
    (article,), losses = of({"exports/annotations.jsonl": json.dumps(record), "items.jsonl": ITEMS})
    assert words(article) == [("ada", "x", "The dam burst")]
    assert losses == {"labels of whole articles": 1, "relations": 1}


def test_tables_of_both_versions_are_read() -> None:
    said = span("The dam burst", "it's")
    head = ["user", "instance_id", "displayed_text", "tone:::calm", "span_annotation:::it's"]
    first = table(head, ["ada", "a1", TEXT, "true", str([said])])
    second = table(
        ["instance_id", "user_id", "tone.calm", "s._spans"],
        ["a1", "ben", "", json.dumps([{"name": "x", "start": 2, "end": 5, "text": "The"}])],
    )
    (article,), losses = of({"annotated_instances.csv": first})
    assert words(article) == [("ada", "it's", "The dam burst")]
    assert losses == {"labels of whole articles": 1}
    (article,), losses = of({"annotations.csv": second, "items.jsonl": ITEMS})
    assert words(article) == [("ben", "x", "The")]
    assert losses == {}


def table(*rows: Sequence[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def test_without_the_texts_it_is_said_what_to_choose() -> None:
    with pytest.raises(Refused, match="whole project, with its data files"):
        of({"ada/user_state.json": state({"a1": [pair("The dam burst", "x")]})})


def test_items_that_are_gone_and_broken_ones_are_told() -> None:
    spans = {"a1": [pair("dam", "x")], "gone": [pair("dam", "x")] * 3, "b2": [pair("dam", "x")]}
    items = ITEMS.replace("&", "and") + '{"id": "b2"}\n[]\n{"text": "Of nobody."}\n'
    articles, losses = of({"ada/user_state.json": state(spans), "items.jsonl": items, "package.json": "{"})
    assert [words(article) for article in articles] == [[("4e07", "x", "dam")]]
    assert losses == {
        "items that are not as they should be: the text is missing": 1,
        "items that are not as they should be: an object is missing": 1,
        "items that are not as they should be: the id is missing": 1,
        "files that hold no items": 1,
        "spans of items whose text is not there": 4,
    }


def test_broken_records_and_spans_are_told_and_the_others_read() -> None:
    broken = instance({"start": -1, "end": 2, "annotation": "x"}, {"start": 1, "end": 2}, 3, span("dam", "x"))
    (article,), losses = of({"ada/annotated_instances.jsonl": "{}\n[]\n" + broken})
    assert words(article) == [("ada", "x", "dam")]
    assert losses == {
        "records that are not as they should be: an object is missing": 1,
        "records that are not as they should be: a text is missing": 1,
        "spans that are not as they should be: a whole number is missing": 1,
        "spans that are not as they should be: the label is missing": 1,
        "spans that are not as they should be: an object is missing": 1,
    }


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("ada/annotated_instances.jsonl", instance(span("The", "x"))),
        ("ada/user_state.json", state({})),
        ("annotations.jsonl", '{"instance_id": "a", "user_id": "b", "spans": {}}'),
        ("annotated_instances.csv", "user,instance_id,displayed_text,span_annotation:::x\n"),
        ("annotations.tsv", "instance_id\tuser_id\ts._spans\n"),
    ],
)
def test_its_files_are_known_and_are_nobody_elses(name: str, content: str) -> None:
    source = MemorySource({name: content.encode()})
    known = [each.name for each in formats() if each.reader and each.reader.recognises(source)]
    assert known == ["potato"]


def test_what_the_program_writes_beside_its_annotators_is_no_item() -> None:
    files = {
        "data/news.jsonl": ITEMS,
        "annotation_output/ada/user_state.json": state({"a1": [pair("The dam", "disputed")]}),
        "annotation_output/ada/annotation_history.jsonl": '{"action": "add_span"}\n',
        "annotation_output/pocket/device_visits.json": "[]",
    }
    articles, losses = of(files)
    assert [words(article) for article in articles] == [[("4e07", "disputed", "The dam")]]
    assert losses == {}


def test_spans_after_letters_that_an_early_program_did_not_show_are_not_placed() -> None:
    text = "The dam burst. “Nobody was hurt”, they say."
    files = {"news.jsonl": json.dumps({"id": "a1", "text": text}) + "\n"}
    spans = [pair("The dam", "disputed", text=text), pair("Nobody", "confirmed", text=text)]
    articles, losses = of({**files, "ada/user_state.json": state({"a1": spans}, early=True)})
    assert words(articles[0]) == [("4e07", "disputed", "The dam")]
    assert list(losses.values()) == [1]
    assert all("letters beyond ASCII" in what for what in losses)
    newer, none = of({**files, "ada/user_state.json": state({"a1": spans})})
    assert len(words(newer[0])) == 2
    assert none == {}


def test_spans_behind_the_end_of_the_ascii_prove_that_all_was_shown() -> None:
    text = "洪水は昨日。市長は無事だと述べた。"
    spans = [pair("市長", "disputed", text=text)]
    files = {"news.jsonl": json.dumps({"id": "a1", "text": text}) + "\n"}
    articles, losses = of({**files, "ada/user_state.json": state({"a1": spans}, early=True)})
    assert (words(articles[0]), losses) == ([("4e07", "disputed", "市長")], {})
