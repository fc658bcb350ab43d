"""Formats are known by name, ours and those of other packages, and loaded when they are asked for."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain.errors import Refused
from annotator.exchange import formats
from annotator.exchange.choices import ExportChoices, today
from annotator.exchange.formats import extras, format_named, plug_ins, reader_named, writer_named, writers
from annotator.exchange.formats.recognising import recognised
from annotator.exchange.formats.shape import Format
from tests.unit.exchange.corpus import CASES
from tests.unit.exchange.round_trip import MemorySource, in_order, round_trip


@pytest.fixture
def plugged(repository: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The package in tests/plug_in is installed."""
    monkeypatch.syspath_prepend(str(repository / "tests" / "plug_in"))
    for cached in (plug_ins, writers):
        cached.cache_clear()
    yield
    for cached in (plug_ins, writers):
        cached.cache_clear()
    sys.modules.pop("highlights", None)


def test_a_format_of_another_package_is_one_of_them(plugged: None) -> None:
    assert format_named("highlights").title == "Highlights"
    assert "highlights" in writers()
    assert format_named("highlights") in list(formats.formats())


def test_a_broken_plug_in_is_told_and_left_aside(plugged: None) -> None:
    assert list(plug_ins().formats) == ["highlights"]
    broken, jsonl, missing = plug_ins().troubles
    assert broken == "The format “broken” (highlights:NO_FORMAT) can't be used: it is no Format"
    assert "there is a format of this name already" in jsonl
    assert "No module named 'no_such_module_of_claimdesk'" in missing
    assert format_named("jsonl").name == "jsonl"


def test_the_example_carries_the_corpus(plugged: None) -> None:
    trip = round_trip(format_named("highlights"), CASES)
    whole = {
        text: [replace(kept, note="") for kept in claims if len(kept.spans) == 1]
        for text, claims in trip.sent.items()
    }
    assert in_order(trip.back) == in_order(whole)
    lost = {loss.what: loss.count for loss in trip.lost}
    left = sum(len(claims) for claims in trip.sent.values()) - sum(map(len, whole.values()))
    assert lost.pop("claims in several pieces") == left
    assert {"notes", "flags", "how sure the annotator was"} < set(lost)


def test_every_format_of_ours_says_its_own_name() -> None:
    for found in formats.formats():
        assert format_named(found.name) is found
        assert found.reader or found.writer
        assert not found.extra or extras.is_installed(found.extra) is not None


def test_a_name_that_there_is_not_is_refused() -> None:
    with pytest.raises(Refused, match=r"There is no format “xml”.*Choose one of jsonl, articles-jsonl"):
        format_named("xml")


def test_a_format_that_goes_one_way_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "plug_ins", lambda: formats.PlugIns({"half": Format("half", "Half")}, ()))
    with pytest.raises(Refused, match="Half can only be read"):
        writer_named("half")
    with pytest.raises(Refused, match="Half can only be written"):
        reader_named("half")


def test_names_of_earlier_versions_are_understood() -> None:
    assert format_named("claims-jsonl").name == "jsonl"
    assert format_named("claims-csv").name == "csv"
    assert today({"format": "claims-csv", "spreadsheet": True, "notes": True}) == {
        "format": "csv-spreadsheet",
        "notes": True,
    }
    assert today({"format": "claims-jsonl", "spreadsheet": True}) == {"format": "jsonl"}
    assert today({"format": 7}) == {"format": 7}
    assert today(ExportChoices()) == ExportChoices()


def test_a_missing_library_is_told_with_what_to_install() -> None:
    with pytest.raises(Refused, match=r"needs no_such_library.*pip install 'claimdesk\[some\]'"):
        extras.library("no_such_library", extra="some")
    assert extras.library("json", extra="some").__name__ == "json"


QUIET = """
import sys
families = []
def hear(event, arguments):
    if event == "socket.__new__":
        families.append(arguments[1])
sys.addaudithook(hear)
from annotator.exchange.formats import extras
print(extras.library("spacy", extra="spacy").__name__, families)
"""


def test_a_library_that_is_loaded_opens_no_socket() -> None:
    pytest.importorskip("spacy", reason="the extra spacy is not installed")
    answer = subprocess.run([sys.executable, "-c", QUIET], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "spacy []"


def test_what_is_not_surely_of_a_format_is_not_recognised() -> None:
    for data in (b"", b"Some words.", b"{}", b"[]", b'{"text": "x"}', b"a,b\n1,2\n"):
        assert recognised(MemorySource({"": data}, "x.json")) == []


def test_no_format_is_loaded_before_it_is_asked_for() -> None:
    program = (
        "import sys, annotator.exchange.formats, annotator.exchange.choices\n"
        "print([name for name in sys.modules if name.startswith('annotator.exchange.formats.')])"
    )
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "['annotator.exchange.formats.shape']"
