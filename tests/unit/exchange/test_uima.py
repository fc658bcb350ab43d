"""UIMA: what we write comes back, and dkpro-cassis and INCEpTION find in it what they ask for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

import cassis
import pytest
from hypothesis import given

from annotator.domain.records import Confidence
from annotator.domain.spans import Span, uncovered
from annotator.exchange.choices import ExportChoices, OffsetUnit
from annotator.exchange.dossier import NO_CLAIM, Dossier
from annotator.exchange.formats import format_named, writer_named
from annotator.exchange.formats.uima_types import CLAIM, CONTINUES, SENTENCE, TOKEN
from annotator.exchange.formats.xml_text import held_in_xml
from tests.unit.exchange.corpus import CASES, Case, cases
from tests.unit.exchange.round_trip import Kept, Trip, dossier_of, read, round_trip, written
from tests.unit.exchange.uima import load

FORMATS = ("uima-xmi", "uima-json")
SHORT = [case for case in CASES if len(case.text) < 10_000]
LONG = [case for case in CASES if len(case.text) >= 10_000]
TIMES = "when claims were made and changed"
CONTROLS = "control characters, written as U+FFFD"
each_format = pytest.mark.parametrize("name", FORMATS)


def choices(name: str) -> ExportChoices:
    return ExportChoices(name, names=True, notes=True)


def as_xml_has_it(kept: Mapping[str, list[Kept]]) -> dict[str, list[Kept]]:
    return {
        held_in_xml(text): [
            replace(claim, label=held_in_xml(claim.label), note=held_in_xml(claim.note)) for claim in claims
        ]
        for text, claims in kept.items()
    }


def is_back(trip: Trip, name: str) -> bool:
    sent = as_xml_has_it(trip.sent) if name == "uima-xmi" else trip.sent
    return trip.back == sent and trip.not_taken == ()


@each_format
def test_every_case_of_the_corpus_comes_back(name: str) -> None:
    trip = round_trip(format_named(name), SHORT)
    assert is_back(trip, name)
    lost = {loss.what: loss.count for loss in trip.lost}
    claims = sum(len(found) for found in trip.sent.values())
    assert lost == {TIMES: claims} | ({CONTROLS: 1} if name == "uima-xmi" else {})


@each_format
def test_a_long_article_comes_back(name: str) -> None:
    assert is_back(round_trip(format_named(name), LONG), name)


@each_format
@given(case=cases())
def test_what_is_drawn_comes_back(name: str, case: Case) -> None:
    assert is_back(round_trip(format_named(name), [case]), name)


@each_format
def test_how_sure_somebody_was_and_flags_come_back_and_ids_too(name: str) -> None:
    writer = writer_named(name)
    dossier = dossier_of(CASES[0], writer, choices(name))
    files, _ = written(writer, [dossier], choices(name))
    articles, _ = read(format_named(name).reader, files, "data")  # type: ignore[arg-type]
    found = {claim.id: (claim.confidence, claim.flag) for each in articles for claim in each.claims}
    assert found == {claim.id: (claim.confidence, claim.flag) for claim in dossier.claims}
    assert {Confidence.LOW, Confidence.HIGH} <= {confidence for confidence, _ in found.values()}


@each_format
def test_notes_and_flags_are_written_only_where_they_were_chosen(name: str) -> None:
    writer, chosen = writer_named(name), replace(choices(name), notes=False)
    files, lost = written(writer, [dossier_of(CASES[0], writer, chosen)], chosen)
    articles, _ = read(format_named(name).reader, files, "data")  # type: ignore[arg-type]
    assert not any(claim.note or claim.flag for each in articles for claim in each.claims)
    assert [loss.what for loss in lost] == [TIMES]


@each_format
def test_what_is_known_of_an_article_comes_back_or_is_told(name: str) -> None:
    writer = writer_named(name)
    dossier = dossier_of(CASES[0], writer, choices(name))
    unit = replace(dossier.units[0], annotatable=False)
    article = replace(dossier.article, outlet="The Times", title="A <b>&amp;\n“title”")
    files, lost = written(writer, [replace(dossier, article=article, units=[unit])], choices(name))
    (one, _), _ = read(format_named(name).reader, files, "data")  # type: ignore[arg-type]
    assert (one.title, one.url, one.language) == (article.title, article.url, "en")
    assert one.units is not None
    assert [(each.start, each.end) for each in one.units] == [(unit.start, unit.end)]
    assert {loss.what for loss in lost} == {
        TIMES,
        "outlets, authors and dates of articles",
        "that pieces of articles are no sentences to decide on",
    }


@each_format
def test_each_annotator_has_a_file_and_an_article_without_claims_has_one_too(name: str) -> None:
    writer = writer_named(name)
    dossiers = [dossier_of(case, writer, choices(name)) for case in (CASES[0], CASES[0], SHORT[-1])]
    files, _ = written(writer, dossiers, choices(name))
    member = name.removeprefix("uima-")
    assert [*files] == [
        "TypeSystem.xml",
        "claimdesk.annotators.json",
        f"annotation/Case_0-_plain/Ada.{member}",
        f"annotation/Case_0-_plain/Ben, B.{member}",
        f"annotation/Case_0-_plain-2/Ada.{member}",
        f"annotation/Case_0-_plain-2/Ben, B.{member}",
        f"annotation/Case_0-_an_article_without_claims/INITIAL_CAS.{member}",
    ]
    articles, _ = read(format_named(name).reader, files, "data")  # type: ignore[arg-type]
    assert sorted((article.name, len(article.claims)) for article in articles) == [
        ("Case_0-_an_article_without_claims", 0),
        ("Case_0-_plain", 5),
        ("Case_0-_plain", 5),
        ("Case_0-_plain-2", 5),
        ("Case_0-_plain-2", 5),
    ]
    assert {claim.annotator for article in articles for claim in article.claims} == {"Ada", "Ben, B."}


@each_format
def test_the_same_choices_give_the_same_bytes(name: str) -> None:
    writer = writer_named(name)
    first, second = (written(writer, dossiers_of(name), choices(name)) for _ in range(2))
    assert first == second


@each_format
def test_a_sentence_without_a_claim_says_so(name: str) -> None:
    writer = writer_named(name)
    dossier = dossier_of(CASES[0], writer, replace(choices(name), no_claims=True))
    claim = replace(dossier.claims[0], label=NO_CLAIM)
    files, _ = written(writer, [replace(dossier, claims=[claim])], replace(choices(name), no_claims=True))
    (article,), _ = read(format_named(name).reader, files, "data")  # type: ignore[arg-type]
    assert [each.label for each in article.claims] == [NO_CLAIM]


def dossiers_of(name: str) -> list[Dossier]:
    writer = writer_named(name)
    return [dossier_of(case, writer, choices(name), number=number) for number, case in enumerate(SHORT)]


def loaded(name: str) -> Iterator[tuple[Dossier, list[cassis.Cas]]]:
    """Each article with its CASes, as dkpro-cassis reads them."""
    for dossier in dossiers_of(name):
        files, _ = written(writer_named(name), [dossier], choices(name))
        types = files["TypeSystem.xml"]
        yield dossier, [load(data, types) for path, data in files.items() if path.startswith("annotation/")]


@each_format
def test_cassis_finds_every_piece_with_its_words(name: str) -> None:
    assert writer_named(name).unit is OffsetUnit.UTF16
    pieces = 0
    for dossier, cases_ in loaded(name):
        text = held_in_xml(dossier.text) if name == "uima-xmi" else dossier.text
        assert all(cas.sofa_string == text for cas in cases_)
        found = Counter(
            (each.begin, each.end, each.get_covered_text(), each.label)
            for cas in cases_
            for each in cas.select(CLAIM)
        )
        expected = [
            (part.start, part.end, text[part.start : part.end], claim.label)
            for claim in dossier.claims
            for part in claim.fragments
        ]
        assert found == Counter(expected)
        pieces += len(expected)
    assert pieces > 150


@each_format
def test_inception_would_find_nothing_wrong(name: str) -> None:
    """What its CAS Doctor asks: sentences and tokens apart, tokens inside, relations where they lead to."""
    for dossier, cases_ in loaded(name):
        for cas in cases_:
            sentences = [(each.begin, each.end) for each in cas.select(SENTENCE)]
            tokens = [(each.begin, each.end) for each in cas.select(TOKEN)]
            for spans in (sentences, tokens):
                assert all(begin < end for begin, end in spans)
                assert all(one[1] <= other[0] for one, other in pairwise(spans))
            assert all(any(b <= begin and end <= e for b, e in sentences) for begin, end in tokens)
            gaps = uncovered(Span(0, len(dossier.text)), [Span(*token) for token in tokens])
            assert not any(gap.of(dossier.text).strip() for gap in gaps)
            for relation in cas.select(CONTINUES):
                target = relation.Dependent
                assert (relation.begin, relation.end) == (target.begin, target.end)
                assert relation.Governor.label == target.label
            incoming = Counter(relation.Dependent.xmiID for relation in cas.select(CONTINUES))
            assert all(count == 1 for count in incoming.values())
        relations = sum(len(cas.select(CONTINUES)) for cas in cases_)
        assert relations == sum(len(claim.fragments) - 1 for claim in dossier.claims)


@each_format
def test_what_cassis_writes_of_ours_comes_back(name: str) -> None:
    reader = format_named(name).reader
    assert reader
    for dossier in dossiers_of(name):
        files, _ = written(writer_named(name), [dossier], choices(name))
        types = files["TypeSystem.xml"]
        again = dict(files)
        for path, data in files.items():
            if path.startswith("annotation/"):
                cas = load(data, types)
                again[path] = (cas.to_xmi() if name == "uima-xmi" else cas.to_json()).encode()
        first, _ = read(reader, files, "data")
        second, losses = read(reader, again, "data")
        assert [Counter(map(repr, each.claims)) for each in first] == [
            Counter(map(repr, each.claims)) for each in second
        ]
        assert losses == ()
