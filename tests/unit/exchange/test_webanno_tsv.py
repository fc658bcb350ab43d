"""WebAnno TSV: our files come back, and INCEpTION's own are read and written as INCEpTION does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from annotator.domain.errors import Refused
from annotator.domain.offsets import OffsetMap
from annotator.domain.spans import Span
from annotator.domain.work import Unwatched
from annotator.exchange.annotations.foreign import ForeignArticle, Measure
from annotator.exchange.annotations.placing import Ground, Placed
from annotator.exchange.annotations.sources import open_source
from annotator.exchange.choices import ExportChoices
from annotator.exchange.formats import format_named
from annotator.exchange.formats.webanno_tsv_cells import (
    Value,
    escaped_text,
    escaped_value,
    unescaped_text,
    unescaped_value,
    values_of,
)
from annotator.exchange.formats.webanno_tsv_reader import TableReader
from annotator.exchange.formats.webanno_tsv_table import Layer, Piece, Table
from annotator.exchange.losses import Loss, Losses
from tests.unit.exchange.corpus import CASES, NOTES, Case, cases
from tests.unit.exchange.round_trip import Kept, MemorySource, Trip, dossier_of, read, round_trip, written

FORMAT = format_named("webanno-tsv")
CHOICES = ExportChoices("webanno-tsv", names=True, notes=True)
LINE_ENDS = "line ends of notes that are no line feeds"
BEFORE = "line ends and tabs before the first word of articles"
LOSSES = (
    "when claims were made and changed",
    "addresses, outlets, authors and dates of articles",
    LINE_ENDS,
    BEFORE,
)
SHARED = "data/tool_exports"
XMI_ID = "{http://www.omg.org/XMI}id"
ONE = "#FORMAT=WebAnno TSV 3.3\n#T_SP=custom.Span|label\n\n\n#Text=It is so.\n"


def as_tsv_has_it(kept: dict[str, list[Kept]]) -> dict[str, Counter[Kept]]:
    """What is before the first word is spaces, and the line ends of notes are line feeds."""
    found = {}
    for text, claims in kept.items():
        words = text.lstrip()
        notes = (claim.note.replace("\r\n", "\n").replace("\r", "\n") for claim in claims)
        pairs = zip(claims, notes, strict=True)
        found[" " * (len(text) - len(words)) + words] = Counter(
            replace(claim, note=note) for claim, note in pairs
        )
    return found


def check(trip: Trip) -> None:
    assert as_tsv_has_it(trip.back) == as_tsv_has_it(trip.sent)
    lost = {loss.what for loss in trip.lost}
    assert lost <= set(LOSSES)
    if not lost & {LINE_ENDS, BEFORE}:
        assert trip.back == trip.sent
    assert trip.not_taken == ()


@pytest.mark.timeout(180)
def test_every_case_of_the_corpus_comes_back() -> None:
    """Of the longest text only its short claims: a row for each word has all that is said of every claim."""
    few = [
        replace(case, claims=tuple(spans for spans in case.claims if spans[-1].end - spans[0].start < 1_000))
        for case in CASES
    ]
    assert sum(len(case.claims) for case in few) > 200
    trip = round_trip(FORMAT, few)
    check(trip)
    assert {loss.what for loss in trip.lost} == set(LOSSES)


@given(case=cases())
def test_what_is_drawn_comes_back(case: Case) -> None:
    check(round_trip(FORMAT, [case]))


@given(value=st.text() | st.text("\\[]|_;*-> tn\t\n") | st.sampled_from(NOTES))
def test_values_and_texts_come_back_from_their_marks(value: str) -> None:
    marked = escaped_value(value)
    assert unescaped_value(marked) == value
    assert unescaped_text(escaped_text(value), 3) == value
    if value and "\r" not in value:
        assert "\n" not in marked
        assert list(values_of(f"{marked}[1]|*[2]")) == [Value(marked, "1"), Value("*", "2")]


def test_a_folder_has_a_file_for_each_annotator_and_the_layers() -> None:
    assert FORMAT.writer
    dossier = dossier_of(CASES[0], FORMAT.writer, CHOICES)
    files, _ = written(FORMAT.writer, [dossier], CHOICES)
    folder = "annotation/Case_0-_plain"
    assert set(files) == {
        "TypeSystem.xml",
        "claimdesk.annotators.json",
        f"{folder}/Ada.tsv",
        f"{folder}/Ben, B.tsv",
    }
    assert b"claimdesk.Claim" in files["TypeSystem.xml"]
    assert TableReader().recognises(MemorySource(files))
    again, _ = written(FORMAT.writer, [dossier], CHOICES)
    assert again == files


def test_what_is_between_sentences_stays() -> None:
    text = "One. Two!\n\n\n  Three.\t\n"
    tokens = [[Span(0, 3), Span(3, 4)], [Span(5, 8), Span(8, 9)], [Span(14, 19), Span(19, 20)]]
    lines = "".join(
        f"{line}\n" for line in Table(text, tokens, OffsetMap(text).to_utf16).lines(Layer("x", ()), [])
    )
    (article,), _ = read(TableReader(), {"": lines.encode()}, "a.tsv")
    assert article.text == text


# ------------------------------------------------------------------------- files of INCEpTION


@dataclass(frozen=True)
class Reference:
    """A document of INCEpTION's own tests as TSV and as XMI, read here with nothing of ours."""

    name: str
    tsv: str
    text: str
    elements: Sequence[etree._Element]

    def span(self, element: etree._Element) -> Span:
        at = OffsetMap(self.text).from_utf16
        return Span(at(int(element.get("begin", ""))), at(int(element.get("end", ""))))

    def of(self, *names: str) -> list[etree._Element]:
        return [element for element in self.elements if etree.QName(element).localname in names]

    @property
    def annotations(self) -> list[etree._Element]:
        """All but those that every document has, and relations."""
        frame = self.of("Token", "Sentence", "DocumentMetaData")
        found = [element for element in self.elements if element.get("begin") and not element.get("Governor")]
        return [element for element in found if element not in frame]


def references(shared: Path) -> Iterator[Reference]:
    folder = shared / SHARED / "inception_webanno/tsv3_suite"
    if not folder.is_dir():
        pytest.skip(f"no tests of INCEpTION at {folder}")
    for path in sorted(folder.glob("*/reference.xmi")):
        elements = list(etree.parse(str(path)).getroot())
        (sofa,) = (element for element in elements if etree.QName(element).localname == "Sofa")
        tsv = path.with_name("reference.tsv").read_text("utf-8")
        yield Reference(path.parent.name, tsv, sofa.get("sofaString", ""), elements)


TRIMMED = "Whitespace"
"""In the name of those whose white space TSV can't hold."""
OTHERS = ("testSubTokenRelation", "testDependencyWithValues")
"""Where a relation alone makes a part of a token, which then comes first, and where it is between tokens."""
OF_WORDS = ("testTokenAttachedAnnotationsWithValues",)
NO_LABELS = ("begin", "end", "sofa", "next", "links", XMI_ID, "referenceRelation")


def test_documents_of_inception_hold_what_their_xmi_says(shared: Path) -> None:
    seen = 0
    for reference in references(shared):
        (article,), _ = read(TableReader(), {"": reference.tsv.encode()}, "a.tsv")
        if TRIMMED in reference.name or "ZeroWidth" in reference.name or reference.name in OF_WORDS:
            continue
        wanted: Counter[tuple[int, int, str]] = Counter()
        for element in reference.annotations:
            values = [value for name, value in element.attrib.items() if name not in NO_LABELS]
            wanted.update((*_edges(reference, element), value) for value in values or [""])
        found = Counter(
            (claim.spans[0].start, claim.spans[0].end, claim.label.partition("=")[2])
            for claim in article.claims
        )
        assert (article.text, found) == (reference.text, wanted), reference.name
        seen += 1
    assert seen == 65


def _edges(reference: Reference, element: etree._Element) -> tuple[int, int]:
    return int(element.get("begin", "")), int(element.get("end", ""))


def test_our_table_is_inceptions_byte_for_byte(shared: Path) -> None:
    """For documents with one layer of spans, and with no relations but between those."""
    same = 0
    for reference in references(shared):
        first, *others = [line for line in reference.tsv.split("\n") if line.startswith("#T_")] or ["#T_"]
        layer, *features = first.removeprefix("#T_SP=").split("|")
        spans = [reference.span(element) for element in reference.annotations]
        is_simple = "#T_SP" in first and features != [""] and "ROLE_" not in first and all(spans)
        is_between = all("#T_RL" in line and line.endswith(f"|BT_{layer}") for line in others)
        if TRIMMED in reference.name or reference.name in OTHERS or not (is_simple and is_between):
            continue
        ids = [element.get(XMI_ID) for element in reference.annotations]
        relations = [element for element in reference.elements if element.get("Governor")]
        pieces = [
            Piece(span, [element.get(name) for name in features])
            for span, element in zip(spans, reference.annotations, strict=True)
        ]
        links = [(ids.index(each.get("Governor")), ids.index(each.get("Dependent"))) for each in relations]
        tokens = [reference.span(element) for element in reference.of("Token")]
        sentences = [
            [token for token in tokens if reference.span(element).contains(token)]
            for element in reference.of("Sentence")
        ]
        relation, *said = others[0].removeprefix("#T_RL=").split("|")[:-1] if others else [""]
        table = Table(reference.text, sentences, OffsetMap(reference.text).to_utf16)
        lines = table.lines(Layer(layer, features), pieces, relation=relation, links=links)
        ours = "".join(f"{line}\n" for line in lines)
        assert ours == without(reference.tsv, len(features), said), reference.name
        same += 1
    assert same == 34


def without(tsv: str, spans: int, said: Sequence[str]) -> str:
    """A file without the columns of what is said of relations, which ours have none of."""
    lines = tsv.split("\n")
    for number, line in enumerate(lines):
        if line.startswith("#T_RL="):
            lines[number] = "|".join(part for part in line.split("|") if part not in said)
        elif line[:1].isdigit():
            cells = line.split("\t")
            lines[number] = "\t".join(cells[: 3 + spans] + cells[3 + spans + len(said) :])
    return "\n".join(lines)


def test_all_genuine_files_come_in(shared: Path) -> None:
    folder = shared / SHARED
    files = [
        path for path in sorted(folder.rglob("*.tsv")) if path.read_bytes().startswith(b"#FORMAT=WebAnno")
    ]
    if not files:
        pytest.skip(f"no files of WebAnno at {folder}")
    losses = Losses()
    articles: list[ForeignArticle] = []
    for path in files:
        with open_source(path) as source:
            assert TableReader().recognises(source)
            articles += TableReader().articles(source, Unwatched(), losses)
    assert len(articles) == len(files) == 152
    assert not [loss for loss in losses.found if "should be" in loss.what]
    for article in articles:
        places = [Ground(article.text).place(claim, article.measure) for claim in article.claims]
        empty = sum(claim.spans[0].start == claim.spans[0].end for claim in article.claims)
        assert sum(not isinstance(place, Placed) for place in places) == empty, article.name


def test_gum_comes_in_whole(shared: Path) -> None:
    """Counted in the columns of the files by the numbers in brackets, and by cells without one."""
    folder = shared / SHARED / "gum_webanno_tsv"
    if not folder.is_dir():
        pytest.skip(f"no documents of GUM at {folder}")
    wanted: Counter[str] = Counter()
    for path in folder.glob("*.tsv"):
        for column, feature in enumerate(("entity", "infstat", "salience", "identity"), 3):
            rows = [line.split("\t") for line in path.read_text("utf-8").split("\n") if line[:1].isdigit()]
            said = [value for row in rows for value in row[column].split("|") if value != "_"]
            numbered = {value for value in said if value.endswith("]") and not value.startswith("*[")}
            alone = [value for value in said if not value.endswith("]") and value != "*"]
            wanted[feature] += len({value.rpartition("[")[2] for value in numbered}) + len(alone)
    with open_source(folder) as source:
        articles = list(TableReader().articles(source, Unwatched(), losses := Losses()))
    found = Counter(claim.label.split("=")[0] for article in articles for claim in article.claims)
    assert found == {f"webanno.custom.Referent.{name}": count for name, count in wanted.items()}
    assert found["webanno.custom.Referent.entity"] == 5_018
    assert len(articles) == 24
    assert "(human1) A team of six Afghan teenage girls" in str(articles[0].metadata["Summary1"])
    assert {claim.annotator for article in articles for claim in article.claims} == {""}
    assert [loss.what for loss in losses.found] == ["relations"]


def test_files_of_one_text_are_called_after_people(shared: Path) -> None:
    folder = shared / SHARED / "inception_webanno/curation_testsuite"
    if not folder.is_dir():
        pytest.skip(f"no tests of INCEpTION at {folder}")
    case = next(path.parent for path in sorted(folder.rglob("curator.tsv")))
    with open_source(case) as source:
        articles = list(TableReader().articles(source, Unwatched(), Losses()))
    assert {claim.annotator for article in articles for claim in article.claims} <= {
        "user1",
        "user2",
        "curator",
    }
    assert [article.name for article in articles] == ["curator", "user1", "user2"]


# -------------------------------------------------------------------------------- other files


def read_one(tsv: str) -> tuple[list[ForeignArticle], dict[str, int]]:
    articles, losses = read(TableReader(), {"": tsv.encode()}, "a.tsv")
    return articles, told(losses)


def told(losses: Sequence[Loss]) -> dict[str, int]:
    return {loss.what: loss.count for loss in losses}


def test_offsets_in_code_points_tell_themselves_by_the_words() -> None:
    tsv = (
        ONE.replace("It", "😊").replace("\n\n\n", "\r\n\r\n\r\n")
        + "1-1\t0-1\t😊\t_\t\r\n1-2\t2-4\tis\tX\t\r\n"
    )
    (article,), _ = read_one(tsv)
    (claim,) = article.claims
    place = Ground(article.text).place(claim, article.measure)
    assert isinstance(place, Placed)
    assert place.spans == (Span(2, 4),)
    assert (article.measure, article.text) == (Measure.UTF16, "😊 is so.")
    assert article.said_measure is Measure.CODE_POINT


def test_older_versions_write_characters_in_codes() -> None:
    tsv = ONE.replace("3.3", "3.1").replace("It", r"\ud83d\ude0a") + "1-1\t0-2\t😊\t_\t\n1-2\t3-5\tis\tX\t\n"
    (article,), _ = read_one(tsv)
    assert article.text == "😊 is so."


@pytest.mark.parametrize(
    ("tsv", "why"),
    [
        (ONE + "1-1\t0-2\tNo\t_\t\n", "its words are not where it says that they are"),
        (ONE + "1-1\t999999999999-999999999999\tIt\t_\t\n", "its words are not where it says that they are"),
        (ONE + "1-1\t0-2\tIt\n", "a line of words has too few columns or no place"),
        (ONE + "1-1\n", "a line of words has too few columns or no place"),
        (ONE + "1-1\tx-y\tIt\t_\t\n", "a line of words has too few columns or no place"),
        (ONE.replace("#Text=It is so.\n", "") + "1-1\t0-2\tIt\t_\t\n", "a line of words comes before"),
        (ONE.replace("3.3", "3.x"), "it does not begin as WebAnno TSV 3 does"),
    ],
)
def test_files_that_are_wrong_are_left_out(tsv: str, why: str) -> None:
    articles, losses = read_one(tsv)
    assert articles == []
    ((what, count),) = losses.items()
    assert why in what
    assert count == 1


def test_columns_that_come_late_and_numbers_without_sense_do_no_harm() -> None:
    tsv = (
        ONE
        + "1-1\t0-2\tIt\tX[1]|Y[1_2]|Z->1-1\t\n#T_SP=late|x\n1-2\t3-5\tis\tX[1]|Y\t\n#T_RL=r|BT_custom.Span\n"
    )
    (article,), losses = read_one(tsv)
    assert len(article.claims) == 4
    assert losses == {}


def test_relations_to_nothing_are_relations() -> None:
    head = ONE.replace("\n\n\n", "\n#T_RL=custom.Relation|BT_custom.Span\n\n\n")
    (article,), losses = read_one(head + "1-1\t0-2\tIt\tX\t9-9[3_4]\t\n1-2\t3-5\tis\t_\t1-1\t\n")
    assert len(article.claims) == 1
    assert losses == {"relations": 2}


@pytest.mark.parametrize(
    "head", [b"", b" # webanno.custom.Claim | value # de.tudarmstadt.POS | PosValue\n", b"# a.B\r\n"]
)
def test_earlier_versions_are_refused_by_their_name(head: bytes) -> None:
    source = MemorySource({"a.tsv": head + b"#id=1\n#text=It burns .\n1-1\tIt\tO\n"})
    assert TableReader().recognises(source)
    with pytest.raises(Refused, match="is WebAnno TSV of version 1 or 2"):
        list(TableReader().articles(source, Unwatched(), Losses()))


def test_what_is_no_webanno_tsv_is_refused() -> None:
    with pytest.raises(Refused, match="holds no file of WebAnno TSV 3"):
        read(TableReader(), {"a.tsv": b"title\ttext\n", "b.tsv": b""}, "news")
    assert not TableReader().recognises(MemorySource({"a.tsv": b"title\ttext\n"}))
