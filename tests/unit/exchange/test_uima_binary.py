"""UIMA: what INCEpTION keeps in its binary files is read as what it exports."""

from __future__ import annotations

import struct
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.spans import Span
from annotator.domain.work import Unwatched
from annotator.exchange.annotations.foreign import ForeignArticle, Measure
from annotator.exchange.annotations.placing import Ground, Placed
from annotator.exchange.formats.recognising import recognised
from annotator.exchange.losses import Losses
from tests.unit.exchange.java_files import ANNOTATION, Memory, Numbers, U, frame, framed
from tests.unit.exchange.round_trip import MemorySource
from tests.unit.exchange.uima import TEXT, cas_json, read_cas, span, xmi

DKPRO = "de.tudarmstadt.ukp.dkpro.core.api"
TOKEN, SENTENCE = (f"{DKPRO}.segmentation.type.{name}" for name in ("Token", "Sentence"))
SPAN = {"custom.Span": (ANNOTATION, {"label": f"{U}String"})}
TYPES = {
    **SPAN,
    "custom.Tag": (f"{U}String", {}),
    "custom.Finer": ("custom.Span", {"tag": "custom.Tag", "Comment": f"{U}String"}),
    SENTENCE: (ANNOTATION, {}),
    TOKEN: (ANNOTATION, {"lemma": ANNOTATION}),
}
PATH = "p/annotation_ser/a.txt/ada.ser"
UNFIT = "files that are not as they should be: "


def read(data: bytes) -> tuple[ForeignArticle, dict[str, int]]:
    (article,), losses = read_cas({PATH: data})
    return article, losses


def words(article: ForeignArticle) -> list[tuple[str, str]]:
    """The label and the words of each claim."""
    found = []
    for claim in article.claims:
        placed = Ground(article.text).place(claim, Measure.UTF16)
        assert isinstance(placed, Placed)
        found += [(claim.label, article.text[each.start : each.end]) for each in placed.spans]
    return found


def test_spans_are_claims_of_the_person_whose_file_it_is() -> None:
    memory = Memory(TYPES)
    memory.mark("custom.Span", 0, 4, label="EVENT")
    memory.mark("custom.Finer", 15, 19, label="PLACE", tag="harbour", Comment="why")
    memory.mark(SENTENCE, 0, 30)
    memory.mark(TOKEN, 0, 4, lemma=999_999)
    article, losses = read(memory.data())
    assert losses == {}
    assert (article.name, article.text) == ("a.txt", TEXT)
    assert words(article) == [
        ("custom.Span.label=EVENT", "Fire"),
        ("custom.Finer.label=PLACE", "port"),
        ("custom.Finer.tag=harbour", "port"),
    ]
    assert [(claim.annotator, claim.note) for claim in article.claims] == [
        ("ada", ""),
        ("ada", "why"),
        ("ada", "why"),
    ]
    assert [(unit.start, unit.end) for unit in article.units or ()] == [(0, 30)]


def test_offsets_are_utf16() -> None:
    """The picture in the text is one code point and two units."""
    memory = Memory(TYPES)
    memory.mark("custom.Span", 8, 10, label="A")
    (claim,) = read(memory.data())[0].claims
    placed = Ground(TEXT).place(claim, Measure.UTF16)
    assert isinstance(placed, Placed)
    assert placed.spans == (Span(7, 9),)
    assert TEXT[7:9] == "in"


@given(
    text=st.text(st.sampled_from("a😊ä\0\n\r‍👩"), min_size=1, max_size=20),
    label=st.text(min_size=1, max_size=8),
    is_packed=st.booleans(),
)
def test_whatever_characters_a_text_has_it_is_the_same(text: str, label: str, is_packed: bool) -> None:
    memory = Memory(TYPES, text)
    memory.mark("custom.Span", 0, len(text.encode("utf-16-le")) // 2, label=label)
    data = memory.data()
    article, losses = read(framed() + frame(1, bytes(4) + data) if is_packed else data)
    assert (article.text, losses) == (text, {})
    assert [claim.label for claim in article.claims] == [f"custom.Span.label={label}"]


def test_a_span_without_words_is_labelled_with_its_layer() -> None:
    memory = Memory(TYPES)
    memory.mark("custom.Span", 0, 4, label=None)
    assert words(read(memory.data())[0]) == [("custom.Span", "Fire")]


def test_lists_and_arrays_of_words_give_a_label_for_each() -> None:
    memory = Memory({"custom.Span": (ANNOTATION, {"tags": f"{U}StringArray", "more": f"{U}TOP"})})
    end = memory.put(f"{U}EmptyStringList")
    second = memory.put(f"{U}NonEmptyStringList", head="d", tail=end)
    first = memory.put(f"{U}NonEmptyStringList", head="c", tail=second)
    memory.mark("custom.Span", 0, 4, tags=memory.array(f"{U}StringArray", "a b", None, "b"), more=first)
    memory.mark("custom.Span", 5, 7, tags=memory.array(f"{U}StringArray"), more=end)
    article, losses = read(memory.data())
    assert [claim.label for claim in article.claims] == [
        "custom.Span.tags=a b",
        "custom.Span.tags=b",
        "custom.Span.more=c",
        "custom.Span.more=d",
        "custom.Span",
    ]
    assert losses == {}


def bits(code: str, value: float) -> int:
    (found,) = struct.unpack(code.replace("f", "i").replace("d", "q"), struct.pack(code, value))
    return int(found)


def test_numbers_and_truths_of_every_size_are_told() -> None:
    kinds = ("Integer", "Short", "Byte", "Boolean", "Float", "Long", "Double")
    far = {"Byte": "byteHeapArray", "Boolean": "byteHeapArray", "Short": "shortHeapArray"}
    far |= dict.fromkeys(("Long", "Double"), "longHeapArray")
    one = {kind.lower(): f"{U}{kind}" for kind in kinds}
    many = {f"{kind.lower()}s": f"{U}{kind}Array" for kind in kinds}
    memory = Memory({"custom.Span": (ANNOTATION, one | many)})
    raw = {"Integer": [-5], "Short": [-2], "Byte": [-1], "Boolean": [1], "Float": [bits("f", 0.5)]}
    raw |= {"Long": [2**40], "Double": [bits("d", -0.25)]}
    said: dict[str, int | str | None] = {}
    for kind, (value,) in raw.items():
        said[kind.lower()] = memory.far(value) if kind in ("Long", "Double") else value
        values = (value, value)
        type_ = f"{U}{kind}Array"
        place = memory.far_array(type_, far[kind], *values) if kind in far else memory.array(type_, *values)
        said[f"{kind.lower()}s"] = place
    memory.mark("custom.Span", 0, 4, **said)
    (claim,) = read(memory.data())[0].claims
    expected = {"Integer": -5, "Short": -2, "Byte": -1, "Boolean": True, "Float": 0.5}
    expected |= {"Long": 2**40, "Double": -0.25}
    assert claim.extra == {
        **{f"custom.Span.{kind.lower()}": value for kind, value in expected.items()},
        **{f"custom.Span.{kind.lower()}s": [value, value] for kind, value in expected.items()},
    }


def test_relations_links_and_pieces_are_what_they_are_in_xmi() -> None:
    ours = {
        "claimdesk.Claim": (ANNOTATION, {"label": f"{U}String", "id": f"{U}String"}),
        "claimdesk.Continues": (ANNOTATION, {"Governor": "claimdesk.Claim", "Dependent": "claimdesk.Claim"}),
        "custom.Relation": (ANNOTATION, {"Governor": ANNOTATION, "Dependent": ANNOTATION}),
        "custom.Host": (ANNOTATION, {"slots": "custom.Slot[]", "others": f"{U}TOP", "label": f"{U}String"}),
        "custom.Slot[]": (f"{U}FSArray", {}),
    }
    memory = Memory(ours)
    first = memory.mark("claimdesk.Claim", 0, 4, label="disputed", id="c1")
    second = memory.mark("claimdesk.Claim", 15, 19, label="disputed", id="c1-2")
    memory.mark("claimdesk.Continues", 15, 19, Governor=first, Dependent=second)
    memory.mark("custom.Relation", 15, 19, Governor=second, Dependent=first)
    slots = memory.array("custom.Slot[]", first, 0, second)
    others = memory.put(f"{U}NonEmptyFSList", head=first)
    memory.mark("custom.Host", 8, 10, slots=slots, others=others, label="X")
    memory.mark("custom.Host", 8, 10, slots=memory.array("custom.Slot[]", 0), label="Y")
    article, losses = read(memory.data())
    assert words(article) == [
        ("disputed", "Fire"),
        ("disputed", "port"),
        ("custom.Host.label=X", "in"),
        ("custom.Host.label=Y", "in"),
    ]
    assert losses == {"relations": 1, "links between annotations": 2}


def test_what_was_deleted_is_not_there() -> None:
    memory = Memory(TYPES)
    memory.mark("custom.Span", 0, 4, label="A")
    memory.put("custom.Span", sofa=memory.sofa, begin=5, end=7, label="deleted")
    assert words(read(memory.data())[0]) == [("custom.Span.label=A", "Fire")]


def test_every_text_has_what_is_in_its_index() -> None:
    memory = Memory(TYPES, None)
    memory.mark("custom.Span", 0, 1, label="nowhere")
    second = memory.put(f"{U}Sofa", sofaNum=2, sofaID="other", sofaString="Two.")
    marked = memory.put("custom.Span", sofa=second, begin=0, end=3, label="B")
    index = Numbers("[I", [2, 2, memory.sofa, second, 1, memory.index[0], 1, marked])
    article, losses = read(memory.data(fsIndex=index))
    assert (article.text, words(article)) == ("Two.", [("custom.Span.label=B", "Two")])
    assert losses == {"documents whose text is elsewhere": 1}


def sound() -> bytes:
    memory = Memory(TYPES)
    memory.mark("custom.Span", 0, 4, label="A")
    return memory.data()


def test_in_a_project_the_format_that_was_chosen_comes_first_and_the_binary_one_fills_the_gaps() -> None:
    marked = {"%TYPE": "custom.Span", "begin": 0, "end": 4, "label": "json"}
    project = {
        "annotation/a.txt/ada.json": cas_json(marked),
        PATH.removeprefix("p/"): sound(),
        "annotation_ser/a.txt/eve.ser": sound(),
        "annotation_ser/a.txt/INITIAL_CAS.ser": sound(),
        "curation_ser/a.txt/CURATION_USER.ser": sound(),
        "annotation_ser/b.txt/INITIAL_CAS.ser": sound(),
    }
    articles, losses = read_cas(project, "uima-json")
    found = [(each.name, claim.annotator, claim.label) for each in articles for claim in each.claims]
    assert found == [
        ("a.txt", "ada", "custom.Span.label=json"),
        ("a.txt", "eve", "custom.Span.label=A"),
        ("b.txt", "", "custom.Span.label=A"),
        ("a.txt", "adjudicator", "custom.Span.label=A"),
    ]
    assert losses == {}


def test_a_binary_file_that_can_not_be_read_is_named_and_the_others_are_read() -> None:
    losses = Losses()
    project = {
        "annotation_ser/a.txt/ada.ser": sound(),
        "annotation_ser/b.txt/ada.ser": sound()[:-1],
        "annotation_ser/c.pdf/ada.ser": b"",
        "source/a.txt": b"elsewhere",
        "source/b.txt": b"Plain.",
        "source/c.pdf": b"%PDF",
        "source/d.txt": b"In no folder of annotations.",
    }
    (reader,) = (found.reader for found in recognised(MemorySource(project)))
    assert reader is not None
    articles = list(reader.articles(MemorySource(project), Unwatched(), losses))
    assert [(each.name, each.text, len(each.claims)) for each in articles] == [
        ("a.txt", TEXT, 1),
        ("b.txt", "Plain.", 0),
    ]
    assert {(loss.what, loss.example) for loss in losses.found} == {
        (f"{UNFIT}it ends too early", "annotation_ser/b.txt/ada.ser"),
        (f"{UNFIT}it is no stream of Java objects", "annotation_ser/c.pdf/ada.ser"),
    }


TABLE = b"#FORMAT=WebAnno TSV 3.2\n\n\n#Text=Fire.\n1-1\t0-4\tFire\t\n1-2\t4-5\t.\t\n"


@pytest.mark.parametrize(
    ("others", "format_name"),
    [
        ({"curation/a.txt/CURATION_USER.tsv": TABLE}, "webanno-tsv"),
        ({"curation/a.txt/CURATION_USER.tsv": TABLE, "annotation_ser/a.txt/eve.ser": b""}, "uima-xmi"),
        ({"annotation_ser/b.txt/INITIAL_CAS.ser": b""}, "uima-xmi"),
        ({"annotation_ser/a.txt/INITIAL_CAS.ser": b""}, "webanno-tsv"),
        ({"annotation/a.txt/eve.json": cas_json(), "annotation_ser/a.txt/eve.ser": b""}, "uima-json"),
        ({"annotation/a.txt/eve.xmi": xmi(), "annotation_ser/a.txt/eve.ser": b""}, "uima-xmi"),
    ],
)
def test_a_project_is_one_of_tables_where_nobody_has_more_in_a_binary_file(
    others: Mapping[str, bytes], format_name: str
) -> None:
    project = {"annotation/a.txt/ada.tsv": TABLE, PATH.removeprefix("p/"): b"", **others}
    found = [each.name for each in recognised(MemorySource(project))]
    assert found == [format_name]


def test_who_asks_for_tables_is_told_what_is_only_in_binary_files() -> None:
    project = {"annotation/a.txt/ada.tsv": TABLE, "annotation_ser/a.txt/eve.ser": sound()}
    articles, losses = read_cas(project, "webanno-tsv")
    assert len(articles) == 1
    assert losses == {
        "annotations in a binary form alone: import the project as UIMA CAS XMI, which reads them": 1
    }


def test_the_same_in_xmi_gives_the_same_claims() -> None:
    article, _ = read(sound())
    (other,), _ = read_cas({"annotation/a.txt/ada.xmi": xmi(span("c:Span", 2, 0, 4, label="A"))})
    assert [(claim.label, claim.spans, claim.annotator) for claim in article.claims] == [
        (claim.label, claim.spans, claim.annotator) for claim in other.claims
    ]
    assert (article.name, article.text) == (other.name, other.text)
