"""doccano: what we write comes back, and files of all its versions are understood."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from annotator.domain.errors import Refused
from annotator.domain.spans import Span
from annotator.domain.work import Unwatched
from annotator.exchange.annotations.foreign import ForeignArticle, Measure
from annotator.exchange.annotations.placing import Ground, Placed, Why
from annotator.exchange.annotations.sources import open_source
from annotator.exchange.choices import ExportChoices, OffsetUnit
from annotator.exchange.formats import format_named, writer_named
from annotator.exchange.formats.doccano_records import RecordReader
from annotator.exchange.losses import Loss, Losses
from tests.unit.exchange.corpus import CASES, Case, cases
from tests.unit.exchange.round_trip import Kept, MemorySource, Trip, dossier_of, read, round_trip, written

FORMAT = format_named("doccano")
CHOICES = ExportChoices("doccano", names=True, offset_unit=OffsetUnit.UTF16)


def without_notes(kept: dict[str, list[Kept]]) -> dict[str, list[Kept]]:
    """What doccano can hold of each claim, in one order."""
    return {
        text: sorted((replace(claim, note="") for claim in claims), key=repr) for text, claims in kept.items()
    }


def is_back(trip: Trip) -> bool:
    return without_notes(trip.back) == without_notes(trip.sent) and trip.not_taken == ()


def read_records(*records: object) -> tuple[list[ForeignArticle], tuple[Loss, ...]]:
    return read(RecordReader(), {"": "\n".join(map(json.dumps, records)).encode()}, "data.jsonl")


@pytest.mark.parametrize("unit", OffsetUnit)
def test_every_case_of_the_corpus_comes_back(unit: OffsetUnit) -> None:
    trip = round_trip(FORMAT, CASES, replace(CHOICES, notes=True, offset_unit=unit))
    assert is_back(trip)
    noted = sum(bool(claim.note) for claims in trip.sent.values() for claim in claims)
    assert {loss.what: loss.count for loss in trip.lost}["notes"] == noted


@given(case=cases())
def test_what_is_drawn_comes_back(case: Case) -> None:
    assert is_back(round_trip(FORMAT, [case], CHOICES))


def test_offsets_are_utf16_units_and_the_file_says_so() -> None:
    writer = writer_named("doccano")
    assert writer.unit is OffsetUnit.UTF16
    dossier = dossier_of(next(case for case in CASES if "𝕏" in case.text), writer, CHOICES)
    files, _ = written(writer, [dossier], CHOICES)
    records = [json.loads(files[f"{name}.jsonl"]) for name in ("Ada", "Ben, B")]
    encoded = dossier.text.encode("utf-16-le")
    found = [
        encoded[2 * start : 2 * end].decode("utf-16-le")
        for each in records
        for start, end, _ in each["label"]
    ]
    assert sorted(found) == sorted(part.quote for claim in dossier.claims for part in claim.fragments)
    assert {record["offset_unit"] for record in records} == {"utf16"}


def test_both_kinds_of_projects_get_the_same_spans() -> None:
    writer = writer_named("doccano")
    files, _ = written(writer, [dossier_of(case, writer, CHOICES) for case in CASES], CHOICES)
    for name in ("Ada.jsonl", "Ben, B.jsonl"):
        spans = map(json.loads, files[name].splitlines())
        entities = map(json.loads, files[f"with_relations/{name}"].splitlines())
        for one, other in zip(spans, entities, strict=True):
            assert one["text"] == other["text"]
            assert one["label"] == [
                [each["start_offset"], each["end_offset"], each["label"]] for each in other["entities"]
            ]
            # doccano makes a table of the records: it asks for the same columns in each.
            assert [*one][:-1] == [*other][:-2]


def test_spans_that_overlap_are_told_as_doccano_leaves_them_out() -> None:
    """Each annotator has two that overlap; between the pieces of a claim there is room for others."""
    places = [(0, 7)], [(0, 3), (14, 18)], [(4, 13)], [(4, 13)], [(4, 6)]
    claims = tuple(tuple(Span(*part) for part in parts) for parts in places)
    writer = writer_named("doccano")
    dossier = dossier_of(Case("overlapping", "One two three four.", claims), writer, CHOICES)
    _, lost = written(writer, [dossier], CHOICES)
    counts = {loss.what: loss.count for loss in lost}
    assert counts["spans that doccano takes only into a project that allows spans to overlap"] == 2


def test_a_zip_holds_a_file_for_each_user(tmp_path: Path) -> None:
    record = json.dumps({"text": "One two.", "label": [[0, 3, "A"]], "annotator": "Ada"})
    with zipfile.ZipFile(tmp_path / "data.zip", "w") as packed:
        for name in ("ben", "all", "Ada"):
            packed.writestr(f"{name}.jsonl", record)
    with open_source(tmp_path / "data.zip") as source:
        assert RecordReader().recognises(source)
        articles = list(RecordReader().articles(source, Unwatched(), Losses()))
    assert [article.claims[0].annotator for article in articles] == ["Ada", "Ada", "ben"]


def test_without_a_word_on_what_offsets_count_it_is_left_open_where_it_matters() -> None:
    (article,), _ = read_records({"text": "A 😊 b c.", "label": [[0, 1, "before"], [5, 6, "after"]]})
    ground = Ground(article.text)
    first, second = (ground.place(claim, RecordReader.measure) for claim in article.claims)
    assert isinstance(first, Placed)
    assert second is Why.UNSURE
    settled = ground.place(article.claims[1], Measure.UTF16)
    assert isinstance(settled, Placed)
    assert settled.spans == (Span(4, 5),)


GENUINE = {
    "data_export/examples/sequence_labeling/example.jsonl": (3, 4, {""}, {}),
    "data_export/examples/relation_extraction/example.jsonl": (1, 4, {""}, {"relations": 3}),
    "data_export/examples/intent_detection/example.jsonl": (2, 3, {""}, {"labels of whole articles": 2}),
    "data_import/examples/sequence_labeling/example.jsonl": (3, 3, {""}, {}),
    "data_import/examples/relation_extraction/example.jsonl": (1, 4, {""}, {"relations": 3}),
    "data_import/tests/data/sequence_labeling/example.jsonl": (
        *(2, 1, {""}),
        {"records that are not as they should be: the text is missing": 1},
    ),
    "data_import/tests/data/sequence_labeling/example_overlapping.jsonl": (1, 2, {""}, {}),
    "doccano_transformer/labeling/labeling.jsonl": (2, 16, {"1", "2"}, {}),
    "doccano_transformer/labeling/labeling_text_label.jsonl": (2, 11, {""}, {}),
}
"""Articles, claims, annotators and losses, counted by eye in the files."""


@pytest.mark.parametrize("name", GENUINE)
def test_genuine_files(shared: Path, name: str) -> None:
    path = shared / "data" / "tool_exports" / "doccano" / name
    with open_source(path) as source:
        assert RecordReader().recognises(source)
        losses = Losses()
        articles = list(RecordReader().articles(source, Unwatched(), losses))
    claims = [(article, claim) for article in articles for claim in article.claims]
    found = {loss.what: loss.count for loss in losses.found}
    assert (len(articles), len(claims), {claim.annotator for _, claim in claims}, found) == GENUINE[name]
    for article, claim in claims:
        assert isinstance(Ground(article.text).place(claim, RecordReader.measure), Placed)


def test_numbers_of_labels_stay_as_they_are(shared: Path) -> None:
    """Early exports have no names of labels: a person says what the numbers mean."""
    path = shared / "data/tool_exports/doccano/doccano_transformer/labeling/labeling.jsonl"
    with open_source(path) as source:
        articles = list(RecordReader().articles(source, Unwatched(), Losses()))
    said = [each for line in path.read_text("utf-8").splitlines() for each in json.loads(line)["annotations"]]
    assert [
        (claim.label, claim.annotator, claim.spans[0].start, claim.spans[0].end)
        for article in articles
        for claim in article.claims
    ] == [(str(each["label"]), str(each["user"]), each["start_offset"], each["end_offset"]) for each in said]


@pytest.mark.parametrize(
    ("wrong", "what"),
    [
        ([1], "labels that are not as they should be: the label is missing"),
        ([0, 3], "labels that are not as they should be: the label is missing"),
        ([0, 3, None], "labels that are not as they should be: the label is missing"),
        ([-1, 3, "A"], "labels that are not as they should be: a whole number is missing"),
        ([0, 3.5, "A"], "labels that are not as they should be: a whole number is missing"),
        ({"start_offset": 0}, "labels that are not as they should be: the label is missing"),
        ({"x": {}}, "labels that are not as they should be: a name is missing"),
        (True, "labels that are not as they should be: a name is missing"),
        ("news", "labels of whole articles"),
        ({"label": 15, "user": 1}, "labels of whole articles"),
    ],
)
def test_a_label_that_is_no_span_is_told_and_the_next_is_read(wrong: object, what: str) -> None:
    (article,), losses = read_records({"text": "One two.", "label": [wrong, [4, 7, "B"]]})
    assert [claim.label for claim in article.claims] == ["B"]
    assert losses == (Loss(what, 1, "data.jsonl, 1"),)


def test_columns_of_other_names_are_spans_only_where_they_look_like_it() -> None:
    (article,), losses = read_records(
        {"body": "One two.", "marks": [[0, 3, "A"]], "points": [[1, 2, 3]], "none": [], "id": 5}
    )
    assert (article.name, article.text, len(article.claims)) == ("5", "One two.", 1)
    assert article.metadata == {"points": [[1, 2, 3]], "none": []}
    assert losses == ()


@pytest.mark.parametrize("wrong", [None, 7, [], {"label": []}, {"a": "x", "b": "y"}, {"filename": "a.png"}])
def test_a_record_without_a_text_is_told(wrong: object) -> None:
    articles, losses = read_records({"text": "One.", "label": [[0, 3, "A"]]}, wrong)
    assert len(articles) == 1
    assert [(loss.count, loss.example) for loss in losses] == [(1, "data.jsonl, 2")]


@pytest.mark.parametrize("data", [b"[" * 100_000, b'{"text": "x', b"\xff{}"])
def test_what_is_no_json_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        read(RecordReader(), {"": data}, "data.jsonl")


def test_a_folder_without_its_files_is_refused() -> None:
    source = MemorySource({"a.txt": b"x", "b.txt": b"y"})
    assert not RecordReader().recognises(source)
    with pytest.raises(Refused, match="jsonl"):
        list(RecordReader().articles(source, Unwatched(), Losses()))
