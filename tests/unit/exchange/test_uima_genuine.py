"""UIMA: files of INCEpTION, WebAnno and dkpro-cassis, counted in other ways than ours."""

from __future__ import annotations

import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as Xml

import cassis
import pytest

from annotator.domain.work import Unwatched
from annotator.exchange.annotations.foreign import ForeignArticle
from annotator.exchange.annotations.placing import Ground, Placed, Why
from annotator.exchange.annotations.sources import open_source
from annotator.exchange.formats import reader_named
from annotator.exchange.formats.recognising import recognised
from annotator.exchange.formats.uima_binary_cas import cas_of_binary
from annotator.exchange.formats.uima_claims import layer_name
from annotator.exchange.formats.uima_types import META_DATA
from annotator.exchange.losses import Losses
from tests.unit.exchange.uima import load, read_cas

PAIRS = {
    "small_cas": "small_typesystem",
    "cas_with_inheritance": "typesystem_with_inheritance",
    "cas_with_references": "important_dkpro_types",
    "cas_with_collections": "typesystem_with_collections",
    "cas_with_multiple_references_allowed_string_array": "typesystem_with_multiple_references_allowed",
    "cas_with_smileys": "inception_typesystem",
    "cas_with_two_sofas": "small_typesystem",
}
NO_LAYERS = ("uima.tcas.DocumentAnnotation", "Token", "Sentence", "DocumentMetaData", "TagsetDescription")
FRAME = re.compile(
    r"DocumentMetaData|Token|Sentence|TagsetDescription|Xml\w+|Heading|Paragraph|Lemma|Stem|Morph"
)


@pytest.fixture
def exports(shared: Path) -> Path:
    found = shared / "data" / "tool_exports"
    if not found.is_dir():
        pytest.skip(f"no files of other tools at {found}")
    return found


def read_path(path: Path, name: str) -> tuple[list[ForeignArticle], dict[str, int]]:
    losses = Losses()
    with open_source(path) as source:
        assert [each.name for each in recognised(source)] == [name]
        articles = list(reader_named(name).articles(source, Unwatched(), losses))
    return articles, {loss.what: loss.count for loss in losses.found}


def places(articles: list[ForeignArticle]) -> Iterator[tuple[str, str]]:
    """The label and the words of every claim that has words."""
    for article in articles:
        ground = Ground(article.text)
        for claim in article.claims:
            found = ground.place(claim, article.measure)
            if isinstance(found, Placed):
                yield claim.label, "".join(span.of(ground.text) for span in found.spans)
            else:
                assert found is Why.NO_WORDS, (claim, found)


def as_cassis_sees(cas: cassis.Cas) -> Iterator[tuple[str, str]]:
    """The same as dkpro-cassis tells it: a label for each feature that is a string or a list of them."""
    for view in cas.views:
        for each in view.get_all_fs():
            layer = layer_name(each.type.name)
            words = getattr(each, "begin", None) is not None and each.get_covered_text().strip()
            if not words or layer in NO_LAYERS:
                continue
            labels = []
            for feature in each.type.all_features:
                value, name = each[feature.name], feature.name.removesuffix("_")
                if feature.rangeType.name == "uima.cas.StringArray" and value:
                    labels += [f"{layer}.{name}={word}" for word in value.elements]
                elif isinstance(value, str) and value:
                    labels.append(f"{layer}.{name}={value}")
            for label in labels or [layer]:
                yield label, words


@pytest.mark.parametrize("name", PAIRS)
def test_labels_and_words_of_xmi_are_those_that_cassis_finds(exports: Path, name: str) -> None:
    folder = exports / "uima_xmi_cassis"
    data = (folder / "xmi" / f"{name}.xmi").read_bytes()
    types = (folder / "typesystems" / f"{PAIRS[name]}.xml").read_bytes()
    articles, losses = read_cas({"a.xmi": data, "TypeSystem.xml": types})
    assert Counter(places(articles)) == Counter(as_cassis_sees(load(data, types)))
    assert "features that seem to be links: TypeSystem.xml is missing" not in losses


def test_labels_and_words_of_json_are_those_that_cassis_finds(exports: Path) -> None:
    folders = exports / "uima_xmi_cassis" / "json", exports / "inception_webanno" / "uima_cas_json"
    paths = [path for folder in folders for path in sorted(folder.rglob("*.json"))]
    counts: Counter[str] = Counter()
    for path in paths:
        data = path.read_bytes()
        articles, losses = read_cas(data, "uima-json")
        if not articles:
            assert set(losses) <= {
                "documents whose text is elsewhere",
                "files that are not as they should be: there is no text",
            }
            counts["without a text"] += 1
            continue
        found = Counter(places(articles))
        assert found == Counter(as_cassis_sees(load(data, b""))), path
        counts["claims"] += found.total()
    assert len(paths) == 18
    assert counts == {"claims": 9 + 2 + 4 + 4 + 3 + 3 + 17 + 34, "without a text": 6}


def test_emoji_before_a_span_do_not_move_it(exports: Path) -> None:
    articles, losses = read_path(exports / "uima_xmi_cassis" / "xmi" / "cas_with_smileys.xmi", "uima-xmi")
    assert losses == {}
    assert [words for _, words in places(articles)] == ["Transformers"] * 3 + ["PyTorch", "TensorFlow"]
    assert len(articles[0].units or ()) == 3
    assert articles[0].title == "huggingface.txt"


def test_what_inception_wrote_as_json_is_read(exports: Path) -> None:
    for path in sorted((exports / "inception_webanno" / "uima_cas_json").glob("*.json")):
        structures = json.loads(path.read_text("utf-8"))["%FEATURE_STRUCTURES"]
        values = Counter(each["value"] for each in structures if each["%TYPE"].endswith(".NamedEntity"))
        articles, losses = read_path(path, "uima-json")
        found = Counter(label.removeprefix("NamedEntity.value=") for label, _ in places(articles))
        assert (found, losses) == (values, {})


def test_the_suite_of_inception_is_read_without_its_type_systems(exports: Path) -> None:
    """Counted by the elements of the files: every span, and what leads from one to another."""
    folder = exports / "inception_webanno" / "xmi"
    spans, relations, chains = 0, 0, 0
    for path in folder.glob("*.xmi"):
        for element in Xml.parse(path).getroot():
            name = element.tag.partition("}")[2]
            if element.get("Governor"):
                relations += 1
            elif name.endswith("Chain"):
                chains += 1
            elif element.get("begin") and not FRAME.match(name):
                words = [
                    each for each in ("value", "f1", "f2", "PosValue", "coarseValue") if element.get(each)
                ]
                spans += max(1, len(words))
    articles, losses = read_path(folder, "uima-xmi")
    assert (len(articles), sum(len(article.claims) for article in articles)) == (80, spans)
    assert (losses["relations"], losses["chains"]) == (relations, chains)
    assert (spans, relations, chains) == (238, 25, 5)
    assert len(list(places(articles))) == 212


def test_the_project_of_inception_has_the_spans_that_its_log_of_events_tells_of(exports: Path) -> None:
    path = exports / "inception_webanno" / "inception_project_export_with_recommenders_2024.zip"
    (article,), losses = read_path(path, "uima-xmi")
    with zipfile.ZipFile(path) as packed:
        text = packed.read("source/Obama.txt").decode()
        events = [json.loads(line) for line in packed.read("event.log").splitlines()]
        layers = json.loads(packed.read("exportedproject.json"))["layers"]
    told = Counter(each["event"] for each in events)
    assert (told["SpanCreatedEvent"], told["FeatureValueUpdatedEvent"], told["SpanDeletedEvent"]) == (7, 7, 0)
    said = [each["details"] for each in events if each["event"] == "FeatureValueUpdatedEvent"]
    made = [(each["value"], each["feature"], each["annotation"], each["annotation"]["type"]) for each in said]
    expected = {
        (str(place["addr"]), f"{layer}.{feature}={value}", place["begin"], place["end"], place["text"])
        for value, feature, place, layer in made
    }
    found = {
        (claim.id.partition("-")[0], claim.label, span.start, span.end, article.text[span.start : span.end])
        for claim in article.claims
        for span in claim.spans
    }
    assert (found, len(article.claims), losses) == (expected, 7, {})
    assert {layer for _, _, _, layer in made} <= {layer["name"] for layer in layers}
    assert {claim.annotator for claim in article.claims} == {"admin"}
    assert (article.title, article.text) == ("Obama.txt", text)
    sentences = [text[unit.start : unit.end] for unit in article.units or ()]
    assert len(sentences) == 15
    assert "".join("".join(sentences).split()) == "".join(text.split())


def test_the_project_of_webanno_has_what_its_table_of_the_curation_tells(exports: Path) -> None:
    """Its annotator only finished the document; what was agreed on says so of one word, with no value."""
    path = exports / "inception_webanno" / "webanno_project_export_curated_3_6_1.zip"
    articles, losses = read_path(path, "uima-xmi")
    with zipfile.ZipFile(path) as packed:
        text = packed.read("source/example_sentence.txt").decode()
        table = packed.read("curation/example_sentence.txt/CURATION_USER.tsv")
    (tabled,), _ = read_cas({"a.tsv": table}, "webanno-tsv")
    assert [(article.title, article.text, len(article.claims)) for article in articles] == [
        ("example_sentence.txt", text, 0),
        ("example_sentence.txt", text, 1),
    ]
    assert list(places(articles)) == list(places([tabled])) == [("Chunk", "This")]
    assert [claim.annotator for claim in articles[1].claims] == ["adjudicator"]
    assert [len(article.units or ()) for article in articles] == [table.count(b"#Text=")] * 2 == [1, 1]
    assert losses == {}


def test_each_binary_file_of_both_projects_is_whole(exports: Path) -> None:
    """Who stands in it, and which document it is, is what the folders and the files are called after."""
    found = set()
    for path in sorted((exports / "inception_webanno").glob("*.zip")):
        with open_source(path) as source:
            for name in source.named((".ser",)):
                losses = Losses()
                cas = cas_of_binary(source.read(name), name, Unwatched(), losses)
                (about,) = [each.words for each in cas.structures if each.type == META_DATA]
                _, document, person = name.removesuffix(".ser").split("/")
                assert (about["documentTitle"], about["documentId"]) == ([document], [person])
                assert losses.found == ()
                found.add((document, person))
    assert len(found) == 5
