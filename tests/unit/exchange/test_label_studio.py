"""Label Studio: our tasks come back, its own are understood, and its converter reads ours."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from hypothesis import given

from annotator.domain.errors import Refused
from annotator.domain.records import Confidence, Origin
from annotator.exchange.annotations.foreign import ForeignArticle
from annotator.exchange.choices import ExportChoices
from annotator.exchange.formats import format_named, writer_named
from annotator.exchange.formats.label_studio_tasks import TaskReader
from annotator.exchange.losses import Loss
from tests.consumers import consumer
from tests.unit.exchange.corpus import CASES, LABELS, Case, cases
from tests.unit.exchange.round_trip import MemorySource, dossier_of, read, round_trip, written

FORMAT = format_named("label-studio")
CHOICES = ExportChoices("label-studio", names=True, notes=True)
TEXT = "Fire 🔥 in the port, said the mayor."


def region(id_: str = "r1", start: int = 0, end: int = 4, *labels: str) -> dict[str, object]:
    value = {"start": start, "end": end, "text": TEXT[start:end], "labels": list(labels or ("ORG",))}
    return {"id": id_, "from_name": "label", "to_name": "text", "type": "labels", "value": value}


def about(id_: str, kind: str, name: str, said: object) -> dict[str, object]:
    key = "text" if kind == "textarea" else kind
    return {"id": id_, "from_name": name, "to_name": "text", "type": kind, "value": {key: said}}


def task(*results: object, **other: object) -> dict[str, object]:
    annotation = {"id": 7, "completed_by": 1, "was_cancelled": False, "result": list(results)}
    return {"id": 3, "data": {"text": TEXT}, "annotations": [annotation], **other}


def read_tasks(*tasks: object) -> tuple[list[ForeignArticle], tuple[Loss, ...]]:
    return read(TaskReader(), {"": json.dumps(tasks).encode()}, "data.json")


def test_every_case_of_the_corpus_comes_back() -> None:
    trip = round_trip(FORMAT, CASES)
    assert trip.back == trip.sent
    assert trip.not_taken == ()
    assert [loss.what for loss in trip.lost] == ["when claims were made and changed"]


@given(case=cases())
def test_what_is_drawn_comes_back(case: Case) -> None:
    trip = round_trip(FORMAT, [case])
    assert trip.back == trip.sent
    assert trip.not_taken == ()


def test_how_sure_somebody_was_and_flags_come_back() -> None:
    writer = writer_named("label-studio")
    dossier = dossier_of(CASES[0], writer, CHOICES)
    files, _ = written(writer, [dossier], CHOICES)
    (article,), _ = read(TaskReader(), {"": files[""]}, "data.json")
    found = {claim.id: (claim.confidence, claim.flag) for claim in article.claims}
    assert found == {claim.id: (claim.confidence, claim.flag) for claim in dossier.claims}
    assert {Confidence.LOW, Confidence.HIGH} <= {confidence for confidence, _ in found.values()}


def test_the_labelling_interface_names_all_that_the_tasks_use() -> None:
    writer = writer_named("label-studio")
    files, _ = written(writer, [dossier_of(case, writer, CHOICES) for case in CASES[:3]], CHOICES)
    view = Xml.fromstring(files["labels.xml"])
    assert {*LABELS, "no_claim"} == {label.get("value") for label in view.iter("Label")}
    names = {element.get("name") for element in view if element.get("name")}
    results = [
        result
        for made in json.loads(files[""])
        for annotation in made["annotations"]
        for result in annotation["result"]
        if result["type"] != "relation"
    ]
    assert {result["from_name"] for result in results} == names - {"text"}
    choices = {choice.get("value") for choice in view.iter("Choice")}
    assert {choice for result in results for choice in result["value"].get("choices", [])} <= choices


@pytest.mark.consumer
def test_the_converter_of_label_studio_reads_every_region(tmp_path: Path) -> None:
    converter = consumer("label_studio_sdk.converter")
    interface = consumer("label_studio_sdk.label_interface")
    writer = writer_named("label-studio")
    some = [case for case in CASES if len(case.text) < 10_000]
    dossiers = [dossier_of(case, writer, CHOICES, number=number) for number, case in enumerate(some)]
    files, _ = written(writer, dossiers, CHOICES)
    config = files["labels.xml"].decode()
    labelling = interface.LabelInterface(config)
    labelling.validate()
    tasks = json.loads(files[""])
    assert all(labelling.validate_annotation(each) for made in tasks for each in made["annotations"])
    (tmp_path / "data.json").write_bytes(files[""])
    converter.Converter(config, str(tmp_path)).convert(
        str(tmp_path / "data.json"), str(tmp_path / "out"), "JSON_MIN", is_dir=False
    )
    found = [
        (record["text"], record["annotated_by"], part["labels"][0], part["start"], part["text"])
        for record in json.loads((tmp_path / "out" / "result.json").read_text("utf-8"))
        for part in record.get("label", [])
    ]
    assert sorted(found) == sorted(
        (dossier.text, dossier.names[claim.annotator_id], claim.label, part.start, part.quote)
        for dossier in dossiers
        for claim in dossier.claims
        for part in claim.fragments
    )


def test_a_region_with_all_that_is_said_of_it() -> None:
    noted = {**region("r2", 15, 19, "LOC"), "meta": {"text": ["seen"]}}
    (article,), losses = read_tasks(
        task(
            region("r1", 0, 4, "ORG", "PER"),
            noted,
            about("r1", "textarea", "why", ["so", "said"]),
            about("r1", "rating", "stars", 3),
        )
    )
    first, second, third = article.claims
    assert (first.id, first.label, first.note, first.annotator) == ("7-r1", "ORG", "so\nsaid", "1")
    assert (third.id, third.label, third.extra) == ("7-r1-PER", "PER", {"stars": 3})
    assert (second.label, second.note) == ("LOC", "seen")
    assert losses == ()


def test_what_is_no_stretch_of_text_or_of_the_whole_article_is_told() -> None:
    web_page = {**region(), "type": "hypertextlabels", "value": {"start": "/p[1]/text()[1]", "end": "/p"}}
    sound = {**region(), "value": {"start": 0, "end": 4, "channel": 0, "labels": ["noise"]}}
    _, losses = read_tasks(
        task(
            web_page,
            sound,
            {**region("r3"), "value": {"start": 0, "end": 4, "labels": []}},
            about("x", "choices", "topic", ["news"]),
            {"type": "relation", "from_id": "r1", "to_id": "r2", "labels": ["of"]},
            {"type": "choices", "id": "y"},
            drafts=[{}, {}],
        )
    )
    assert {loss.what: loss.count for loss in losses} == {
        "regions that are no stretches of a text": 2,
        "regions without a label": 1,
        "what is said of whole articles as “topic”": 1,
        "results that are not as they should be: a text is missing": 1,
        "relations": 1,
        "drafts": 2,
    }


def test_skipped_annotations_are_left_aside_and_predictions_are_suggestions() -> None:
    skipped = {"completed_by": 2, "was_cancelled": True, "result": [region()]}
    guess = {"model_version": "bert", "result": [region("p", 0, 4, "LOC")], "score": 0.7}
    (article,), losses = read_tasks(task(annotations=[skipped], predictions=[guess]))
    assert [(claim.annotator, claim.origin) for claim in article.claims] == [("bert", Origin.SUGGESTED)]
    assert losses == (Loss("annotations that were skipped", 1, "data.json, 1"),)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (1, "1"),
        ({"id": 5, "email": "ada@example.org"}, "ada@example.org"),
        ({"id": 5, "email": "a@b.c", "first_name": "Ada", "last_name": "L."}, "Ada L."),
        (None, ""),
    ],
)
def test_who_annotated(said: object, name: str) -> None:
    (article,), _ = read_tasks(task(annotations=[{"completed_by": said, "result": [region()]}]))
    assert article.claims[0].annotator == name


def test_the_text_may_have_another_name_and_the_file_a_prefix() -> None:
    (article,), _ = read_tasks(
        task(
            {**region(), "to_name": "body"}, data={"body": TEXT, "x": "y" * 99}, file_upload="00ab12cd-a.txt"
        )
    )
    assert (article.text, article.name, article.metadata) == (TEXT, "a.txt", {"x": "y" * 99})


def test_the_earlier_and_the_short_form_are_read() -> None:
    earlier = {"data": {"text": TEXT}, "completions": [{"created_username": "ada", "result": [region()]}]}
    short = {"id": 1, "text": TEXT, "label": [region()["value"]], "annotation_id": 9, "annotator": 4}
    (one, other), losses = read_tasks(earlier, {**short, "lead_time": 2.5})
    assert [claim.annotator for claim in (*one.claims, *other.claims)] == ["ada", "4"]
    assert other.claims[0].spans == one.claims[0].spans
    assert (other.metadata, losses) == ({}, ())


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        7,
        {"data": None},
        {"data": {"text": None}},
        {"data": {"text": TEXT}, "annotations": 3},
        {"data": {"text": TEXT}, "annotations": [{"result": [7]}]},
        {"data": {"text": TEXT}, "annotations": [{"completed_by": [], "result": []}]},
        {"data": {"text": TEXT}, "annotations": [{"result": {}}]},
    ],
)
def test_a_task_that_is_not_as_it_should_be_is_told_and_the_next_is_read(wrong: object) -> None:
    articles, losses = read_tasks(wrong, task(region()))
    assert [len(article.claims) for article in articles] == [1]
    assert [loss.count for loss in losses] == [1]
    assert losses[0].what.startswith("tasks that are not as they should be: ")


@pytest.mark.parametrize(
    "wrong",
    [
        {"start": 0, "end": -4, "labels": ["x"]},
        {"start": 1.5, "end": 4, "labels": ["x"]},
        {"start": 0, "end": 4, "labels": "x"},
        {"start": 0, "end": 4, "labels": [None]},
        {"start": True, "end": 4, "labels": ["x"]},
        [],
    ],
)
def test_a_region_that_is_not_as_it_should_be_is_told(wrong: object) -> None:
    (article,), losses = read_tasks(task({**region("bad"), "value": wrong}, region("good")))
    assert [claim.id for claim in article.claims] == ["7-good"]
    assert losses == (Loss("regions that are no stretches of a text", 1, "data.json, 1 bad"),)


@pytest.mark.parametrize("data", [b"[" * 100_000, b'[{"data": {"text": "x', b"\xff\xfe[]", b'{"a": NaN}'])
def test_what_is_no_json_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        read(TaskReader(), {"": data}, "data.json")


def test_its_files_are_recognised_and_others_are_not() -> None:
    def is_recognised(data: bytes) -> bool:
        return TaskReader().recognises(MemorySource({"": data}))

    files, _ = written(writer_named("label-studio"), [], CHOICES)
    assert not is_recognised(files[""])
    assert is_recognised(json.dumps([task(region())]).encode())
    assert not is_recognised(b'{"text": "x", "label": [[0, 1, "A"]], "annotations": []}')
