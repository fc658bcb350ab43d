"""W3C Web Annotation: ours come back, their selectors agree, and those of others are understood."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from annotator.domain.errors import Refused
from annotator.domain.work import Unwatched
from annotator.exchange.annotations.foreign import ForeignArticle, ForeignSpan
from annotator.exchange.annotations.placing import Ground, How, Placed, Why
from annotator.exchange.annotations.sources import open_source
from annotator.exchange.choices import ExportChoices
from annotator.exchange.formats import format_named, writer_named
from annotator.exchange.formats.w3c_annotations import AnnotationReader
from annotator.exchange.losses import Loss, Losses
from tests.unit.exchange.corpus import CASES, Case, cases
from tests.unit.exchange.round_trip import MemorySource, dossier_of, read, round_trip, written

FORMAT = format_named("w3c")
CHOICES = ExportChoices("w3c", names=True, notes=True)
CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def annotations_of(case: Case) -> list[dict[str, Any]]:
    writer = writer_named("w3c")
    files, _ = written(writer, [dossier_of(case, writer, CHOICES)], CHOICES)
    found: list[dict[str, Any]] = json.loads(files[""])
    return found


def quote(exact: str) -> dict[str, object]:
    return {"type": "TextQuoteSelector", "exact": exact}


def position(start: int, end: int) -> dict[str, object]:
    return {"type": "TextPositionSelector", "start": start, "end": end}


def tag(value: str = "ORG") -> dict[str, object]:
    return {"type": "TextualBody", "value": value, "purpose": "tagging"}


def annotation(body: object = None, target: object = None, **other: object) -> dict[str, object]:
    target = target or {"source": "https://example.org/1", "selector": [quote("Fire"), position(0, 4)]}
    return {"@context": CONTEXT, "type": "Annotation", "body": body or tag(), "target": target, **other}


def read_annotations(*found: object) -> tuple[list[ForeignArticle], tuple[Loss, ...]]:
    return read(AnnotationReader(), {"": json.dumps(found).encode()}, "data.jsonld")


def test_every_case_of_the_corpus_comes_back() -> None:
    trip = round_trip(FORMAT, CASES)
    assert trip.back == trip.sent
    assert trip.lost == trip.not_taken == ()


@given(case=cases())
def test_what_is_drawn_comes_back(case: Case) -> None:
    trip = round_trip(FORMAT, [case])
    assert trip.back == trip.sent
    assert trip.not_taken == ()


@given(case=cases())
def test_selectors_agree_with_each_other_and_with_the_text(case: Case) -> None:
    for found in annotations_of(case):
        targets = found["target"] if isinstance(found["target"], list) else [found["target"]]
        for target in targets:
            words, place = target["selector"]
            start, end = place["start"], place["end"]
            assert case.text[start:end] == words["exact"]
            assert case.text[:start].endswith(words["prefix"])
            assert case.text[end:].startswith(words["suffix"])


def test_an_annotation_has_what_the_model_asks_for() -> None:
    found = annotations_of(CASES[0])
    assert len({each["id"] for each in found}) == len(found)
    for each in found:
        assert each["@context"][0] == CONTEXT
        assert (each["type"], each["motivation"]) == ("Annotation", "classifying")
        assert str(each["id"]).startswith("urn:uuid:")
        # Terms that the context does not know have a prefix that it does.
        known = {"@context", "id", "type", "motivation", "creator", "created", "modified", "generator"}
        assert all(key.startswith("claimdesk:") for key in each.keys() - known - {"body", "target"})


def test_a_text_is_known_by_its_hash() -> None:
    (article,), _ = read_annotations(*annotations_of(CASES[0]))
    dossier = dossier_of(CASES[0], writer_named("w3c"), CHOICES)
    assert article.text_sha256 == dossier.article.sha256
    assert (article.url, article.title) == (dossier.article.url, dossier.article.title)
    assert {claim.claim_id for claim in article.claims} == {claim.id for claim in dossier.claims}
    assert {claim.created_at for claim in article.claims} == {dossier.claims[0].created_at}


def test_what_others_wrote_is_a_claim_of_its_own() -> None:
    changed = annotations_of(CASES[0])[0] | {"generator": {"type": "Software", "name": "Another"}}
    (article,), _ = read_annotations(changed)
    assert article.claims[0].claim_id == ""
    assert article.claims[0].id == changed["id"]


def test_a_genuine_file(shared: Path) -> None:
    """Of INCEpTION: one annotation has two tags and a comment, two have comments alone, one is a relation."""
    path = shared / "data/tool_exports/inception_webanno/w3c_web_annotation/annotations.w3c.json"
    with open_source(path) as source:
        assert AnnotationReader().recognises(source)
        losses = Losses()
        (article,) = AnnotationReader().articles(source, Unwatched(), losses)
    said = json.loads(path.read_bytes())
    assert Counter(len(each["body"]) for each in said) == {3: 1, 1: 3}
    assert [(claim.label, claim.note, claim.spans) for claim in article.claims] == [
        (label, "This is a comment", (ForeignSpan(124, 128, "Troy"),)) for label in ("A Tag", "Another Tag")
    ]
    assert {loss.what: loss.count for loss in losses.found} == {
        "annotations without a label": 2,
        "links between annotations": 1,
    }


@pytest.mark.parametrize(
    ("other", "label", "note"),
    [
        ({"body": [tag("A"), {"type": "TextualBody", "value": "why"}]}, "A", "why"),
        ({"body": {"type": "TextualBody", "value": "A"}, "motivation": "tagging"}, "A", ""),
        ({"body": "https://example.org/labels#A", "motivation": ["identifying"]}, "A", ""),
        ({"body": {"source": "https://example.org/A/", "purpose": "classifying"}}, "A", ""),
        ({"body": [tag("A")], "bodyValue": "why"}, "A", "why"),
    ],
)
def test_labels_and_comments_are_told_by_what_they_are_for(other: object, label: str, note: str) -> None:
    assert isinstance(other, dict)
    (article,), losses = read_annotations(annotation() | other)
    assert [(claim.label, claim.note) for claim in article.claims] == [(label, note)]
    assert losses == ()


@pytest.mark.parametrize(
    ("creator", "name"),
    [
        ("https://example.org/ada", "https://example.org/ada"),
        ({"id": "x", "type": "Person", "name": "Ada"}, "Ada"),
        ([{"id": "x", "nickname": "ada"}, {"name": "Ben"}], "ada"),
        (7, ""),
        (None, ""),
    ],
)
def test_who_annotated(creator: object, name: str) -> None:
    (article,), _ = read_annotations(annotation(creator=creator))
    assert article.claims[0].annotator == name


@pytest.mark.parametrize(
    ("selectors", "spans", "how"),
    [
        ([quote("Rome"), position(8, 12)], (8, 12), How.AS_STATED),
        (position(8, 12), (8, 12), How.AS_STATED),
        (quote("Rome"), (8, 12), How.BY_WORDS),
        ({"type": "FragmentSelector", "value": "char=8,12"}, (8, 12), How.AS_STATED),
        ([quote("Rome"), {"type": "XPathSelector", "value": "/p"}], (8, 12), How.BY_WORDS),
    ],
)
def test_places(selectors: object, spans: tuple[int, int], how: How) -> None:
    target = {"source": "https://example.org/1", "selector": selectors}
    (article,), losses = read_annotations(annotation(target=target))
    placed = Ground("Fire in Rome. Fire.").place(article.claims[0], AnnotationReader.measure)
    assert isinstance(placed, Placed)
    assert ((placed.spans[0].start, placed.spans[0].end), placed.how, losses) == (spans, how, ())


def test_words_that_are_there_twice_are_placed_by_offsets_alone() -> None:
    target = {"source": "https://example.org/1", "selector": quote("Fire")}
    (article,), _ = read_annotations(annotation(target=target))
    assert Ground("Fire in Rome. Fire.").place(article.claims[0], AnnotationReader.measure) is Why.AMBIGUOUS


@pytest.mark.parametrize(
    "whole",
    [
        {"type": "AnnotationPage", "items": [annotation(), annotation()]},
        {"type": "AnnotationCollection", "first": {"items": [annotation(), annotation()]}},
        {"@context": CONTEXT, "@graph": [annotation(), annotation()]},
    ],
)
def test_pages_collections_and_graphs_are_read(whole: object) -> None:
    (article,), losses = read(AnnotationReader(), {"": json.dumps(whole).encode()}, "data.json")
    assert (len(article.claims), article.url, losses) == (2, "https://example.org/1", ())


def test_articles_come_by_runs_of_annotations() -> None:
    other = {"source": {"id": "urn:x", "language": "de"}, "selector": position(0, 4)}
    articles, _ = read_annotations(annotation(), annotation(), annotation(target=other))
    assert [(article.name, len(article.claims)) for article in articles] == [
        ("https://example.org/1", 2),
        ("urn:x", 1),
    ]


@pytest.mark.parametrize(
    ("wrong", "what"),
    [
        (7, "annotations that are not as they should be: an object is missing"),
        ({"@graph": 7}, "annotations that are not as they should be: an array is missing"),
        ({"body": tag()}, "annotations that are not as they should be: what it is about is missing"),
        (annotation(target="https://example.org/1"), "annotations of whole articles"),
        (annotation(target=[{"id": "#1"}, {"id": "#2"}], motivation="linking"), "links between annotations"),
        (annotation(body={"type": "Video", "id": 7}), "bodies of annotations that are no text"),
        (
            annotation(target={"source": "x", "selector": quote("") | {"refinedBy": position(0, 1)}}),
            "annotations that are not as they should be: it is said as a part of another place",
        ),
        (
            annotation(target={"source": "x", "selector": {"type": "SvgSelector", "value": "<svg/>"}}),
            "annotations that are not as they should be: no words or offsets of a text say where it is",
        ),
        (
            annotation(target={"source": "x", "selector": position(0, -1)}),
            "annotations that are not as they should be: a whole number is missing",
        ),
        (
            annotation(
                target=[
                    {"source": "x", "selector": position(0, 1)},
                    {"source": "y", "selector": position(0, 1)},
                ]
            ),
            "annotations that are about several articles",
        ),
    ],
)
def test_what_is_no_claim_is_told_and_the_next_is_read(wrong: object, what: str) -> None:
    articles, losses = read_annotations(wrong, annotation(rights="mine"))
    assert [claim.extra for article in articles for claim in article.claims] == [{"rights": "mine"}]
    assert what in {loss.what for loss in losses}


@pytest.mark.parametrize("data", [b"[" * 100_000, b'[{"target": "x', b"\xff[]"])
def test_what_is_no_json_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        read(AnnotationReader(), {"": data}, "data.jsonld")


def test_its_files_are_recognised_and_others_are_not() -> None:
    assert AnnotationReader().recognises(MemorySource({"": json.dumps(annotation()).encode()}))
    assert not AnnotationReader().recognises(MemorySource({"": b'{"text": "x", "label": []}'}))
