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
from annotator.exchange.formats.uima_claims import layer_name
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


def test_projects_with_nothing_but_binary_files_say_so_and_give_their_texts(exports: Path) -> None:
    path = exports / "inception_webanno" / "inception_project_export_with_recommenders_2024.zip"
    articles, losses = read_path(path, "uima-xmi")
    with zipfile.ZipFile(path) as packed:
        binary = [name for name in packed.namelist() if name.endswith(".ser") and "INITIAL" not in name]
        text = packed.read("source/Obama.txt").decode()
    (article,) = articles
    assert (article.title, article.text, article.claims) == ("Obama.txt", text, ())
    assert [*losses.values()] == [len(binary)] == [1]
    assert "binary form that only INCEpTION reads" in next(iter(losses))


def test_a_project_of_webanno_tells_what_is_binary_and_what_is_tsv(exports: Path) -> None:
    losses = Losses()
    with open_source(exports / "inception_webanno" / "webanno_project_export_curated_3_6_1.zip") as source:
        assert list(reader_named("uima-xmi").articles(source, Unwatched(), losses)) == []
    assert {loss.example: loss.count for loss in losses.found} == {
        "annotation_ser/example_sentence.txt/admin.ser": 2,
        "curation/example_sentence.txt/CURATION_USER.tsv": 1,
    }
