"""What we write comes back as it was, whatever the text."""

from __future__ import annotations

import pytest
from hypothesis import given

from annotator.exchange.choices import ExportChoices, OffsetUnit
from annotator.exchange.formats import format_named
from tests.unit.exchange.corpus import CASES, Case, cases, words_of
from tests.unit.exchange.round_trip import dossier_of, read, round_trip, written

OURS = ("jsonl", "articles-jsonl", "csv", "csv-spreadsheet")
each_format = pytest.mark.parametrize("name", OURS)


@each_format
@pytest.mark.parametrize("unit", OffsetUnit)
def test_every_case_of_the_corpus_comes_back(name: str, unit: OffsetUnit) -> None:
    trip = round_trip(
        format_named(name), CASES, ExportChoices(name, names=True, notes=True, offset_unit=unit)
    )
    assert trip.back == trip.sent
    assert trip.lost == trip.not_taken == ()


@each_format
@given(case=cases())
def test_what_is_drawn_comes_back(name: str, case: Case) -> None:
    trip = round_trip(format_named(name), [case])
    assert trip.back == trip.sent
    assert trip.not_taken == ()


@pytest.mark.parametrize("name", ["jsonl", "label-studio", "doccano", "brat"])
def test_claims_in_an_article_of_a_megabyte_come_back(name: str) -> None:
    text = "Fire 🔥 in the port, said the mayor. Nobody was hurt “so far”.\n" * 15_000
    assert len(text.encode()) > 1_000_000
    case = Case("a megabyte", text, tuple((span,) for span in words_of(text)))
    trip = round_trip(format_named(name), [case])
    ((_, sent),), ((_, back),) = trip.sent.items(), trip.back.items()
    places = [[(kept.label, kept.spans) for kept in each] for each in (sent, back)]
    assert places[0] == places[1] != []
    assert trip.not_taken == ()


def test_a_damaged_cell_costs_its_row_alone() -> None:
    found = format_named("csv")
    assert found.reader
    assert found.writer
    choices = ExportChoices("csv", names=True)
    dossiers = [dossier_of(case, found.writer, choices) for case in CASES if case.claims][:1]
    files, _ = written(found.writer, dossiers, choices)
    head, row, *rest = files[""].split(b"\r\n")
    damaged = b"\r\n".join([head, row.replace(b"[{", b"[[[", 1), row, *rest])
    (whole,), _ = read(found.reader, files, "data.csv")
    (kept,), losses = read(found.reader, {"": damaged}, "data.csv")
    assert kept.claims == whole.claims
    assert [(loss.what, loss.count) for loss in losses] == [
        ("rows that are not as they should be: its fragments are no JSON", 1)
    ]
