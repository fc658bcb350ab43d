"""brat: our folders come back, its own are understood, and brat itself finds nothing wrong with ours."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.errors import Refused
from annotator.domain.records import Confidence
from annotator.domain.spans import Span
from annotator.exchange.annotations.foreign import ForeignArticle, ForeignClaim, Measure
from annotator.exchange.annotations.placing import Ground, How, Placed, vote
from annotator.exchange.annotations.sources import open_source
from annotator.exchange.choices import ExportChoices
from annotator.exchange.dossier import Dossier
from annotator.exchange.formats import format_named, writer_named
from annotator.exchange.formats.ascii_labels import ascii_label, label_of
from annotator.exchange.formats.brat_standoff import StandoffReader
from tests.consumers import consumer
from tests.unit.exchange.corpus import CASES, LABELS, Case, cases
from tests.unit.exchange.round_trip import Kept, MemorySource, dossier_of, read, round_trip, written

FORMAT = format_named("brat")
CHOICES = ExportChoices("brat", names=True, notes=True)
TIMES = "when claims were made and changed"
FACTS = "addresses, outlets, authors and dates of articles"
LINE_ENDS = "line ends of notes that are no line feeds"
PARTS = "parts of a claim that nothing but a line end keeps apart"
ENDS = "\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
TEXT = "The mayor said\nthat 😊 the bridge is open."


def as_brat_has_it(claim: Kept, text: str) -> Kept:
    """Line ends of notes are line feeds, and nothing but a line end keeps no parts of a claim apart."""
    spans = [claim.spans[0]]
    for span in claim.spans[1:]:
        gap = text[spans[-1].end : span.start]
        if gap.isspace() and not set(gap).isdisjoint(ENDS):
            spans[-1] = spans[-1].hull(span)
        else:
            spans.append(span)
    return Kept(claim.label, tuple(spans), claim.annotator, "\n".join(claim.note.splitlines()))


def in_brats_way(kept: Mapping[str, list[Kept]]) -> dict[str, Counter[Kept]]:
    return {text: Counter(as_brat_has_it(claim, text) for claim in claims) for text, claims in kept.items()}


def read_one(annotations: str, text: str = TEXT) -> tuple[tuple[ForeignClaim, ...], dict[str, int]]:
    """The claims in one file of annotations, and what of it could not be taken."""
    files = {"ada/a.txt": text.encode(), "ada/a.ann": annotations.encode()}
    (article,), losses = read(StandoffReader(), files, "news")
    return article.claims, {loss.what: loss.count for loss in losses}


def test_every_case_of_the_corpus_comes_back() -> None:
    trip = round_trip(FORMAT, CASES)
    assert in_brats_way(trip.back) == in_brats_way(trip.sent)
    assert {loss.what for loss in trip.lost} == {TIMES, FACTS, LINE_ENDS, PARTS}
    assert trip.not_taken == ()


@given(case=cases())
def test_what_is_drawn_comes_back(case: Case) -> None:
    trip = round_trip(FORMAT, [case])
    assert in_brats_way(trip.back) == in_brats_way(trip.sent)
    if PARTS not in {loss.what for loss in trip.lost}:
        assert places(trip.back) == places(trip.sent)
    assert trip.not_taken == ()


def places(kept: Mapping[str, list[Kept]]) -> dict[str, list[tuple[Span, ...]]]:
    return {text: sorted(claim.spans for claim in claims) for text, claims in kept.items()}


def test_how_sure_somebody_was_and_flags_come_back() -> None:
    dossiers, files = exported()
    articles, _ = read(StandoffReader(), files, "news")
    found = {claim.confidence for article in articles for claim in article.claims}
    assert found == set(Confidence)
    flags = sum(claim.flag for article in articles for claim in article.claims)
    assert flags == sum(claim.flag for dossier in dossiers for claim in dossier.claims) > 0


def test_every_annotator_has_a_folder_with_every_text() -> None:
    dossiers, files = exported()
    assert {name.split("/")[0] for name in files if "/" in name} == {"Ada", "Ben, B"}
    for folder in ("Ada", "Ben, B"):
        texts = [data.decode() for name, data in files.items() if name.startswith(folder) and "txt" in name]
        assert texts == [dossier.text for dossier in dossiers]
    assert StandoffReader().recognises(MemorySource(files))


def test_a_parser_of_its_own_finds_the_words_at_their_offsets() -> None:
    """Reads the lines as the description of the format has them, and in no other way."""
    dossiers, files = exported()
    wanted = sum(len(dossier.claims) for dossier in dossiers)
    found = 0
    for name, data in files.items():
        if not name.endswith(".ann"):
            continue
        text = files[name.replace(".ann", ".txt")].decode()
        for line in data.decode().split("\n")[:-1]:
            id_, middle, words = line.split("\t", 2) if line[0] in "T#" else (*line.split("\t"), "")
            if id_.startswith("T"):
                type_, _, offsets = middle.partition(" ")
                pieces = [[int(edge) for edge in piece.split()] for piece in offsets.split(";")]
                assert words == " ".join(text[start:end] for start, end in pieces)
                assert type_.isascii()
                found += 1
    assert found == wanted


def test_the_configuration_names_and_colours_every_label() -> None:
    _, files = exported()
    annotation, visual = files["annotation.conf"].decode(), files["visual.conf"].decode()
    entities = annotation.split("[relations]")[0].splitlines()[1:]
    assert [label_of(entity) for entity in entities] == [*LABELS, "no_claim"]
    drawing = visual.split("[drawing]\n")[1]
    for label in LABELS:
        assert f"{ascii_label(label)}\tfgColor:white, bgColor:#2b66d9\n" in drawing


@given(label=st.text(min_size=1) | st.from_regex(r"_?u[0-9a-f]{6}_u?[0-9a-f]{0,6}", fullmatch=True))
def test_any_label_has_a_type_that_brat_takes(label: str) -> None:
    type_ = ascii_label(label)
    assert not type_.strip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")
    assert label_of(type_) == label


def test_pieces_notes_and_attributes_are_read() -> None:
    (claim,), losses = read_one(
        "A1\tConfidence T3 Neutral\n#2\tAnnotatorNotes T3\tsee line 2\n"
        "T3\tContent 4 9;15 19\tmayor that\n#3\tAnnotatorNotes T3\tand 3\n"
    )
    assert [(span.start, span.end, span.quote) for span in claim.spans] == [(4, 9, "mayor"), (15, 19, "that")]
    assert (claim.id, claim.label, claim.annotator) == ("T3", "Content", "ada")
    assert claim.note == "see line 2\nand 3"
    assert claim.extra == {"Confidence": "Neutral"}
    assert losses == {}


def test_pieces_that_a_line_end_parts_are_one_span_again() -> None:
    (claim,), _ = read_one("T1\tX 10 14;15 19;22 25\tsaid that the\n")
    assert [(span.start, span.end) for span in claim.spans] == [(10, 19), (22, 25)]


def test_a_line_end_that_became_a_space_does_no_harm() -> None:
    (claim,), _ = read_one("T1\tX 10 19\tsaid that\n")
    place = Ground(TEXT).place(claim, Measure.CODE_POINT)
    assert isinstance(place, Placed)
    assert place.how is How.AS_STATED


def test_what_is_said_of_an_event_is_said_of_its_trigger() -> None:
    (claim, _), losses = read_one(
        "T1\tAttribution 10 14\tsaid\nT2\tSource 4 9\tmayor\nE1\tAttribution:T1 Who:T2 What:T2\n"
        "M1\tNegation E1\n#1\tAnnotatorNotes E1\tsure?\nR1\tof Arg1:T1 Arg2:T2\n*\tEquiv T1 T2\n"
        "N1\tReference T2 Wikidata:Q1\tMayor\n#2\tAnnotatorNotes R1\tno\n#3\tAnnotationError T1\tx\n"
    )
    assert claim.note == "sure?"
    assert claim.extra == {"Negation": ""}
    assert losses == {
        "roles in events": 2,
        "relations": 2,
        "references to entries elsewhere": 1,
        "notes of the kind “AnnotationError”": 1,
        "notes and attributes of what is no annotation of words": 1,
    }


def test_offsets_in_utf16_tell_themselves_by_the_words() -> None:
    claims, _ = read_one("T1\tX 20 26;27 33\t😊 the bridge\nT2\tX 37 41\topen\n")
    article = ForeignArticle("a", TEXT, claims=claims)
    assert vote([article]).most_common(1)[0][0] is Measure.UTF16


def test_line_ends_of_two_characters_that_brat_counts_as_one_are_found_out() -> None:
    text = TEXT.replace("\n", "\r\n")
    claims, _ = read_one("T1\tX 10 14;15 19\tsaid that\r\nT2\tX 36 40\topen\r\n", text)
    assert [len(claim.spans) for claim in claims] == [1, 1]
    votes = vote([ForeignArticle("a", text, claims=claims)])
    assert votes[Measure.CRLF_AS_ONE] == 2 > votes[Measure.CODE_POINT]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("T1\tX 4\tmayor", "lines that are not as brat writes them"),
        ("T1\tX 4 -9\tmayor", "lines that are not as brat writes them"),
        ("T1 X 4 9 mayor", "lines that are not as brat writes them"),
        ("T1\tX 4 " + "9" * 5000 + "\tmayor", "lines that are not as brat writes them"),
        ("E1\tX", "lines that are not as brat writes them"),
        ("Z1\tX", "lines that are not as brat writes them"),
        ("#1\tAnnotatorNotes", "lines that are not as brat writes them"),
        ("T1\tX 9 4;0 3\tmayor", "annotations whose words do not fit their offsets"),
        ("T1\tX 4 9;10 14\tmayor", "annotations whose words do not fit their offsets"),
    ],
)
def test_lines_that_make_no_sense_are_told_of(line: str, what: str) -> None:
    claims, losses = read_one(f"{line}\nT2\tX 4 9\tmayor\n")
    assert [claim.id for claim in claims] == ["T2"]
    assert losses == {what: 1}


def test_an_id_is_taken_once() -> None:
    claims, losses = read_one("T1\tX 4 9\tmayor\nT1\tX 10 14\tsaid\n")
    assert [claim.spans[0].start for claim in claims] == [4]
    assert losses == {"annotations that are called as others before them": 1}


def test_a_text_may_lie_above_the_folders_of_the_annotators() -> None:
    files = {"a.txt": TEXT.encode(), "ada/a.ann": b"T1\tX 4 9\tmayor", "b.txt": b"", "ben/c.ann": b""}
    articles, losses = read(StandoffReader(), files, "news")
    assert [(article.text, len(article.claims)) for article in articles] == [(TEXT, 1)]
    assert {loss.what for loss in losses} == {"annotations without their text", "texts without annotations"}


def test_a_folder_without_annotations_is_refused() -> None:
    with pytest.raises(Refused, match=r"no file that ends in \.ann"):
        read(StandoffReader(), {"a.txt": b"x"}, "news")


def test_brats_own_tutorials_come_in_whole(shared: Path) -> None:
    """Every line of theirs starts with the letter of its kind, and is counted by it alone."""
    folder = shared / "data/tool_exports/brat/tutorials/news"
    if not folder.is_dir():
        pytest.skip(f"no tutorials of brat at {folder}")
    kinds = Counter(line[0] for path in folder.glob("*.ann") for line in path.read_text().splitlines())
    with open_source(folder) as source:
        assert StandoffReader().recognises(source)
        files = {name: source.read(name) for name in source.files()}
    articles, losses = read(StandoffReader(), files, "news")
    claims = [claim for article in articles for claim in article.claims]
    assert (len(articles), len(claims)) == (13, kinds["T"]) == (13, 119)
    told = {loss.what: loss.count for loss in losses}
    assert told.pop("roles in events") > kinds["E"]
    assert told == {
        "relations": kinds["R"] + kinds["*"],
        "references to entries elsewhere": kinds["N"],
        "notes and attributes of what is no annotation of words": 1,
    }
    assert sum(len(claim.extra) for claim in claims) == kinds["A"] == 11
    assert sum(bool(claim.note) for claim in claims) == kinds["#"] - 1 == 3
    placed = [Ground(article.text).place(claim, None) for article in articles for claim in article.claims]
    assert all(isinstance(place, Placed) and place.how is How.AS_STATED for place in placed)


@pytest.mark.consumer
def test_brat_itself_finds_nothing_wrong(tmp_path: Path) -> None:
    brat = consumer("brat")
    dossiers, files = exported()
    for name, data in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    program = [sys.executable, str(Path(__file__).parent / "brat_verifier.py")]
    server = Path(brat.__path__[0]) / "server/src"
    said = subprocess.run(
        [*program, server, tmp_path], capture_output=True, text=True, timeout=50, check=True
    )
    claims = sum(len(dossier.claims) for dossier in dossiers)
    assert said.stdout == f"{claims} annotations of words, 0 lines that fail, no issues\n"


def exported() -> tuple[list[Dossier], dict[str, bytes]]:
    """The corpus without its longest text, and the files of it."""
    writer = writer_named("brat")
    few = [case for case in CASES if len(case.text) < 10_000]
    dossiers = [dossier_of(case, writer, CHOICES, number=number) for number, case in enumerate(few)]
    return dossiers, written(writer, dossiers, CHOICES)[0]
