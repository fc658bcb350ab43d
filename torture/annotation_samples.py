"""Small sound files of every format that annotations are read from, to be damaged."""

from __future__ import annotations

import json
from dataclasses import dataclass

from annotator.exchange.choices import ExportChoices
from annotator.exchange.formats import formats
from annotator.exchange.formats.shape import Format
from tests.unit.exchange.articles.made_files import packed
from tests.unit.exchange.corpus import CASES
from tests.unit.exchange.round_trip import dossier_of, written
from tests.unit.exchange.test_fact_checks import AVERITEC, CLIMATE, REVIEW
from tests.unit.exchange.test_gate import DOCUMENT

_LARGEST = 400
"""Code points of a text that a sample holds: what is damaged in a short file matters more often."""
_MADE = {
    "claimreview": ("a.jsonld", json.dumps([REVIEW, REVIEW])),
    "gate": ("a.bdocjs", json.dumps(DOCUMENT)),
    "climate-fever": ("a.jsonl", json.dumps(CLIMATE)),
    "averitec": ("a.json", json.dumps([AVERITEC, AVERITEC])),
}


@dataclass(frozen=True, slots=True)
class Sample:
    """A file of a format; one of several files is a ZIP archive."""

    format_name: str
    name: str
    content: bytes


def samples() -> list[Sample]:
    """Files of the formats that are read: what we write ourselves, or what a test made."""
    found = [Sample(format_name, name, text.encode()) for format_name, (name, text) in _MADE.items()]
    written_ones = (each for each in formats() if each.reader and each.writer and each.name not in _MADE)
    found += [sample for each in written_ones for sample in _written(each)]
    return found


def _written(found: Format) -> list[Sample]:
    assert found.writer is not None
    choices = ExportChoices(found.name, names=True, notes=True)
    short = [case for case in CASES if len(case.text) <= _LARGEST]
    samples = []
    for number in range(0, 6, 2):
        cases = short[number : number + 2]
        dossiers = [dossier_of(case, found.writer, choices, number=at) for at, case in enumerate(cases)]
        files, _ = written(found.writer, dossiers, choices)
        if set(files) == {""}:
            samples.append(Sample(found.name, f"data{found.writer.suffix}", files[""]))
        else:
            named = {name or f"data{found.writer.suffix}": content for name, content in files.items()}
            samples.append(Sample(found.name, "data.zip", packed(named)))
    return samples
