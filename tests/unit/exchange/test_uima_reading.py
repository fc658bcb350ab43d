"""UIMA: layers of any kind are understood, whole projects are read, and hostile files do no harm."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest

from annotator.domain.spans import Span
from annotator.exchange.annotations.foreign import Measure
from annotator.exchange.annotations.placing import Ground, Placed, Why
from annotator.exchange.formats import reader_named
from annotator.exchange.losses import Loss
from tests.unit.exchange.round_trip import MemorySource, read
from tests.unit.exchange.uima import (
    TEXT,
    Described,
    cas_json,
    claims_of,
    load,
    read_cas,
    span,
    types,
    xmi,
)

ANNOTATION = "uima.tcas.Annotation"
TOP = "uima.cas.TOP"
STRING = "uima.cas.String"
UNFIT = "annotations that are not as they should be: a begin or an end is no offset"
NAMED = span("n:NamedEntity", 2, 0, 4, value="EVENT")


def labels_of(data: bytes | Mapping[str, bytes], name: str = "uima-xmi") -> list[str]:
    return [claim.label for claim in claims_of(data, name)]


def with_types(data: bytes, *described: Described, name: str = "a/b.xmi") -> dict[str, bytes]:
    return {name: data, "TypeSystem.xml": types(*described)}


def test_a_layer_that_inception_comes_with_is_called_shortly() -> None:
    assert labels_of(xmi(NAMED)) == ["NamedEntity.value=EVENT"]


def test_each_feature_of_words_is_a_label_and_the_others_are_told() -> None:
    features = {"f1": STRING, "f2": STRING, "sure": "uima.cas.Float", "Comment": STRING}
    said = span("c:Span", 2, 0, 4, f1="A", f2="B", sure="0.5", Comment="why", empty="")
    first, second = claims_of(with_types(xmi(said), ("custom.Span", ANNOTATION, features)))
    assert (first.label, second.label) == ("custom.Span.f1=A", "custom.Span.f2=B")
    assert first.id != second.id
    assert (first.note, first.extra) == ("why", {"custom.Span.sure": "0.5"})


def test_a_span_without_words_is_labelled_with_its_layer() -> None:
    assert labels_of(xmi(span("n:NamedEntity", 2, 0, 4), span("c:Mark", 3, 5, 7))) == [
        "NamedEntity",
        "custom.Mark",
    ]


def test_features_are_inherited_and_a_list_of_allowed_values_is_words() -> None:
    described: tuple[Described, ...] = (
        ("custom.Top", ANNOTATION, {"value": "custom.Tag"}),
        ("custom.Span", "custom.Top", {}),
        ("custom.Tag", STRING, {}),
    )
    assert labels_of(with_types(xmi(span("c:Span", 2, 0, 4, value="2")), *described)) == [
        "custom.Span.value=2"
    ]


def test_a_list_of_words_gives_a_label_for_each_wherever_it_stands() -> None:
    inside = '<c:Span xmi:id="2" sofa="1" begin="0" end="4"><tags>a b</tags><tags>c</tags></c:Span>'
    apart = span("c:Span", 2, 0, 4, tags="3")
    apart += '<cas:StringArray xmi:id="3"><elements>a b</elements><elements>c</elements></cas:StringArray>'
    described = ("custom.Span", ANNOTATION, {"tags": "uima.cas.StringArray"})
    expected = ["custom.Span.tags=a b", "custom.Span.tags=c"]
    assert labels_of(with_types(xmi(inside), described)) == expected
    assert labels_of(with_types(xmi(apart, members="2"), described)) == expected
    array = {"%ID": 9, "%TYPE": "uima.cas.StringArray", "%ELEMENTS": ["a b", None, "c"]}
    marked = {"%TYPE": "custom.Span", "^begin": 0, "^end": 4, "@tags": 9}
    assert labels_of(cas_json(marked, array), "uima-json") == expected


def test_relations_chains_links_and_what_is_said_of_words_are_told() -> None:
    (article,), losses = read_cas(
        xmi(
            span("c:Span", 2, 0, 4, value="A"),
            span("c:Link", 3, 5, 7, value="B", next="2"),
            '<c:Chain xmi:id="4" sofa="1" first="3"/>',
            span("c:Relation", 5, 0, 4, Governor="2", Dependent="3", value="C"),
            span("c:Host", 6, 0, 4, value="D", slots="2 3"),
            span("s:Lemma", 7, 0, 4, value="fire"),
            span("s:Heading", 8, 0, 4),
        )
    )
    assert [claim.label for claim in article.claims] == [
        "custom.Span.value=A",
        "custom.Link.value=B",
        "custom.Host.value=D",
    ]
    assert losses == {
        "relations": 1,
        "chains": 1,
        "links between annotations": 1,
        "what is said of single words (Lemma)": 1,
        "what is said of the page itself (Heading)": 1,
        "features that seem to be links: TypeSystem.xml is missing": 1,
    }


def test_values_that_look_like_ids_are_words_where_the_type_system_says_so() -> None:
    data = xmi(span("c:Span", 2, 0, 4, grade="2"))
    assert read_cas(data)[1]["features that seem to be links: TypeSystem.xml is missing"] == 1
    assert labels_of(with_types(data, ("custom.Span", ANNOTATION, {"grade": STRING}))) == [
        "custom.Span.grade=2"
    ]


def test_what_is_in_no_index_or_without_a_place_is_not_there() -> None:
    _, losses = read_cas(xmi(NAMED, span("n:NamedEntity", 3, 0, 4), members="2"))
    assert losses == {"annotations that were taken out of the index": 1}


def test_the_nearest_type_system_counts() -> None:
    other = types(("custom.Span", ANNOTATION, {"grade": "uima.cas.Integer"}))
    files = with_types(
        xmi(span("c:Span", 2, 0, 4, grade="2")), ("custom.Span", ANNOTATION, {"grade": STRING})
    )
    (article,), _ = read_cas({**files, "a/types.xml": other})
    assert article.claims[0].extra == {"custom.Span.grade": "2"}


def test_offsets_are_utf16_and_none_is_put_inside_a_character() -> None:
    """dkpro-cassis takes an offset inside a surrogate pair for a code point: other words than were meant."""
    data = xmi(span("n:NamedEntity", 2, 8, 10), span("n:NamedEntity", 3, 6, 8))
    ground = Ground(TEXT)
    after, inside = (ground.place(claim, Measure.UTF16) for claim in claims_of(data))
    assert isinstance(after, Placed)
    assert after.spans == (Span(7, 9),)
    assert inside is Why.OUTSIDE
    with pytest.warns(UserWarning, match="Not mapping external offset"):
        load(data, types((("de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"), ANNOTATION, {})))


@pytest.mark.parametrize(("begin", "end"), [(5, 6), (0, 999), (999, 1_000), (9, 4)])
def test_a_claim_of_ours_that_does_not_fit_is_not_looked_for(begin: int, end: int) -> None:
    (claim,) = claims_of(xmi(span("d:Claim", 2, begin, end, label="disputed")))
    assert isinstance(Ground(TEXT).place(claim, Measure.UTF16), Why)


def test_a_text_with_other_line_ends_is_as_the_file_has_it() -> None:
    (article,), _ = read_cas(xmi(span("n:NamedEntity", 2, 6, 9), text="One.&#13;&#10;Two.&#9;x"))
    assert article.text == "One.\r\nTwo.\tx"
    placed = Ground(article.text).place(article.claims[0], Measure.UTF16)
    assert isinstance(placed, Placed)
    assert placed.spans == (Span(5, 8),)


def test_every_text_of_a_cas_is_an_article() -> None:
    second = (
        '<cas:Sofa xmi:id="9" sofaNum="2" sofaID="other" sofaString="Two."/><cas:View sofa="9" members="8"/>'
    )
    outside = '<cas:Sofa xmi:id="7" sofaNum="3" sofaID="far" sofaURI="file:/x"/>'
    data = xmi(NAMED, '<c:Span xmi:id="8" sofa="9" begin="0" end="3"/>', members="2")
    articles, losses = read_cas(data.replace(b"</xmi:XMI>", f"{second}{outside}</xmi:XMI>".encode()))
    assert [(article.text, len(article.claims)) for article in articles] == [(TEXT, 1), ("Two.", 1)]
    assert losses == {"documents whose text is elsewhere": 1}


def zipped(files: Mapping[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return held.getvalue()


def test_a_project_is_read_person_by_person_and_what_was_agreed_on_is_the_adjudicators() -> None:
    described = types(("custom.Span", ANNOTATION, {"grade": STRING}))
    marked = {"%TYPE": "custom.Span", "begin": 0, "end": 4, "grade": "3"}
    project = {
        "exportedproject1.json": b"{}",
        "source/a.txt": TEXT.encode(),
        "annotation/a.txt/INITIAL_CAS.zip": zipped({"a.xmi": xmi(NAMED)}),
        "annotation/a.txt/ada.zip": zipped(
            {"ada.xmi": xmi(span("c:Span", 2, 0, 4, grade="2")), "TypeSystem.xml": described}
        ),
        "annotation/a.txt/4e07.json": cas_json(marked),
        "annotation_ser/a.txt/ada.ser": b"\xac\xed\x00\x05",
        "annotation_ser/a.txt/INITIAL_CAS.ser": b"\xac\xed\x00\x05",
        "annotation_ser/a.txt/eve.ser": b"\xac\xed\x00\x05",
        "annotation/b.txt/INITIAL_CAS.xmi": xmi(NAMED),
        "annotation/b.txt/joe.tsv": b"#FORMAT=WebAnno TSV 3.3",
        "curation/a.txt/CURATION_USER.xmi": xmi(NAMED),
    }
    articles, losses = read_cas(project)
    found = [(article.name, claim.annotator, claim.label) for article in articles for claim in article.claims]
    assert sorted(found) == [
        ("a.txt", "4e07", "custom.Span.grade=3"),
        ("a.txt", "ada", "custom.Span.grade=2"),
        ("a.txt", "adjudicator", "NamedEntity.value=EVENT"),
    ]
    assert losses == {
        "files that are not as they should be: it ends too early": 1,
        "annotations as WebAnno TSV: import them in that format": 1,
    }


def test_a_document_that_nobody_annotated_is_nobodys() -> None:
    (article,), losses = read_cas({"annotation/b.txt/INITIAL_CAS.xmi": xmi(NAMED)})
    assert (article.name, [claim.annotator for claim in article.claims], losses) == ("b.txt", [""], {})


def test_a_single_file_may_say_who_annotated() -> None:
    named = 'xmlns:w="http:///de/tudarmstadt/ukp/clarin/webanno/api/type.ecore"'
    said = f'<w:CASMetadata {named} xmi:id="3" sofa="1" username="ada"/>'
    assert [claim.annotator for claim in claims_of(xmi(NAMED, said))] == ["ada"]


def test_control_characters_of_newer_xml_are_replaced_and_offsets_stay() -> None:
    data = b'<?xml version="1.1" encoding="UTF-8"?>' + xmi(
        span("n:NamedEntity", 2, 2, 5), text="a&#1;Two&#x1F;&#10;."
    )
    (article,), losses = read_cas(data)
    assert (article.text, losses) == ("a\ufffdTwo\ufffd\n.", {})


def test_its_files_are_recognised_and_others_are_not() -> None:
    def found(files: Mapping[str, bytes]) -> list[str]:
        source = MemorySource(files)
        names = ("uima-xmi", "uima-json")
        return [name for name in names if reader_named(name).recognises(source)]

    assert found({"": xmi(NAMED)}) == ["uima-xmi"]
    assert found({"": cas_json()}) == ["uima-json"]
    assert found({"a/b.xmi": xmi(NAMED), "TypeSystem.xml": types()}) == ["uima-xmi"]
    assert found({"p/annotation/a.txt/ada.json": cas_json(), "p/x.json": b"{}"}) == ["uima-json"]
    assert found({"annotation_ser/a.txt/ada.ser": b"", "exportedproject1.json": b"{}"}) == ["uima-xmi"]
    assert found({"": b'{"text": "x"}'}) == found({"": b"<a/>"}) == found({"": b""}) == []


def test_losses_name_where_they_were() -> None:
    relation = span("c:Relation", 5, 0, 4, Governor="2")
    _, losses = read(reader_named("uima-xmi"), {"a/b.xmi": xmi(NAMED, relation)}, "data")
    assert losses == (Loss("relations", 1, "a/b.xmi 5"),)
