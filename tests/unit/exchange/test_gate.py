"""GATE documents: genuine files with counts from elsewhere, and what is wrong with broken ones."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from annotator.domain.errors import Refused
from annotator.domain.work import Unwatched
from annotator.exchange.annotations.foreign import ForeignArticle, Measure
from annotator.exchange.annotations.placing import Ground, Placed
from annotator.exchange.annotations.sources import open_source
from annotator.exchange.formats.gate import GateReader
from annotator.exchange.losses import Losses
from tests.unit.exchange.round_trip import MemorySource, read

PROGRAMS = {"Document", "MWT", "Paragraph", "Sentence", "SpaceToken", "Split", "Token"}
DOCUMENT = {
    "text": "😊 The dam burst.",
    "offset_type": "j",
    "annotation_sets": {"ada": {"annotations": [{"type": "Disputed", "start": 3, "end": 17, "id": 4}]}},
}


def of_file(path: Path) -> tuple[ForeignArticle, dict[str, int]]:
    losses = Losses()
    with open_source(path) as source:
        assert GateReader().recognises(source)
        (article,) = GateReader().articles(source, Unwatched(), losses)
    return article, {loss.what: loss.count for loss in losses.found}


def of_json(document: object) -> tuple[list[ForeignArticle], dict[str, int]]:
    articles, losses = read(GateReader(), {"": json.dumps(document).encode()}, "a.bdocjs")
    return articles, {loss.what: loss.count for loss in losses}


def files(shared: Path, suffix: str) -> list[Path]:
    return sorted((shared / "data/tool_exports/gate").glob(f"*{suffix}"))


def test_every_annotation_of_genuine_json_is_there(shared: Path) -> None:
    for path in files(shared, ".bdocjs"):
        document = json.loads(path.read_text("utf-8"))
        wanted = Counter(
            (set_, entry["type"])
            for set_, of_one in document["annotation_sets"].items()
            for entry in of_one["annotations"]
        )
        article, losses = of_file(path)
        kept = Counter((claim.annotator, claim.label) for claim in article.claims)
        assert kept == {key: count for key, count in wanted.items() if key[1] not in PROGRAMS}
        assert sum(losses.values()) == sum(count for key, count in wanted.items() if key[1] in PROGRAMS)


def test_every_annotation_of_genuine_xml_is_where_its_nodes_stand(shared: Path) -> None:
    found = 0
    for path in files(shared, ".xml"):
        content = path.read_text("utf-8")
        types = re.findall(r'<Annotation Id="\d+" Type="([^"]*)"', content)
        article, losses = of_file(path)
        assert len(article.claims) == sum(type_ not in PROGRAMS for type_ in types)
        assert sum(losses.values()) == len(types) - len(article.claims)
        ground = Ground(article.text)
        for claim in article.claims:
            (span,) = claim.spans
            assert span.quote == article.text[span.start : span.end]
            assert (span.start == span.end) is not isinstance(ground.place(claim, Measure.CODE_POINT), Placed)
            found += 1
    assert found > 5


def test_sets_are_annotators_and_java_counts_emoji_twice() -> None:
    (article,), losses = of_json(DOCUMENT)
    assert losses == {}
    assert article.measure is Measure.UTF16
    (claim,) = article.claims
    place = Ground(article.text).place(claim, Measure.UTF16)
    assert isinstance(place, Placed)
    assert [span.of(Ground(article.text).text) for span in place.spans] == ["The dam burst."]
    assert (claim.annotator, claim.label, claim.id) == ("ada", "Disputed", "4")


@pytest.mark.parametrize(
    "wrong",
    [{"text": 1}, {"annotation_sets": []}, {"annotation_sets": {"ada": {"annotations": {}}}}],
)
def test_a_document_that_is_not_as_it_should_be_is_told(wrong: dict[str, object]) -> None:
    articles, losses = of_json(DOCUMENT | wrong)
    assert articles == []
    assert sum(losses.values()) == 1


@pytest.mark.parametrize("entry", [3, {"type": "A"}, {"type": "A", "start": -1, "end": 2}])
def test_an_annotation_that_is_not_as_it_should_be_is_told_and_the_others_stay(entry: object) -> None:
    good = DOCUMENT["annotation_sets"]["ada"]["annotations"]  # type: ignore[index]
    (article,), losses = of_json(DOCUMENT | {"annotation_sets": {"ada": {"annotations": [entry, *good]}}})
    assert len(article.claims) == 1
    assert sum(losses.values()) == 1


@pytest.mark.parametrize(
    "content",
    [
        b'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>'
        b"<GateDocument><TextWithNodes>&b;</TextWithNodes></GateDocument>",
        b"<GateDocument><TextWithNodes>",
        b"<a>" * 100_000,
    ],
)
def test_bombs_and_broken_documents_are_refused(content: bytes) -> None:
    with pytest.raises(Refused, match="Nothing was imported"):
        list(GateReader().articles(MemorySource({"a.xml": content}), Unwatched(), Losses()))
