"""100,000 claims out to each format of text, and in from those that other tools write.

Out beside SELECT and `json.dumps` of the same rows into a file; in beside the time that is promised.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median
from typing import Final

from annotator.domain.work import Unwatched
from annotator.exchange.annotations.sources import open_source
from annotator.exchange.annotations.survey import FileSurvey, survey
from annotator.exchange.annotations.taking_in import bring_in
from annotator.exchange.annotations.translation import Translation
from annotator.exchange.choices import ExportChoices
from annotator.exchange.exporting import export
from annotator.exchange.formats import reader_named, writer_named, writers
from annotator.store.project import Project, create_project
from benchmarks.claims import LABELS, dump, labelled_project, timed
from benchmarks.figures import Figure

CLAIMS: Final = 100_000
A_SECOND: Final = 20_000
_ROUNDS: Final = 3
_OUT: Final = (
    *("jsonl", "articles-jsonl", "csv", "csv-spreadsheet", "w3c", "label-studio", "doccano", "brat"),
    *("webanno-tsv", "prodigy", "huggingface", "conll", "lewidi"),
)
_IN: Final = ("label-studio", "doccano", "brat")


def measure(folder: Path, scale: float) -> Iterator[Figure]:
    count = max(1_000, round(CLAIMS * scale))
    project = labelled_project(folder, count)
    for name in filter(_OUT.__contains__, writers()):
        rounds = [
            (
                timed(partial(_export, project, name, folder)),
                timed(partial(dump, project, folder / "floor.jsonl")),
            )
            for _ in range(_ROUNDS)
        ]
        ours, floor = (median(times) for times in zip(*rounds, strict=True))
        yield Figure(f"{count:,} claims out to {name}", ours, floor, 3.0)
        if name not in _IN:
            _remove(_path(folder, name))
    project.close()
    for name in _IN:
        yield from _in(name, folder, count)


def _in(name: str, folder: Path, count: int) -> Iterator[Figure]:
    """A new project is shown what the file holds and takes it in, as when a person imports it."""
    project = create_project(folder / f"from {name}")
    translation = Translation({label: label for label in LABELS}, {"Ada": project.join("Ada").id})
    promised = count / A_SECOND
    with open_source(_path(folder, name)) as source:
        look = partial(survey, Unwatched(), project, reader_named(name), source, format_name=name)
        yield Figure(f"a look at {count:,} claims from {name}", timed(look), promised, 1.0)
        seconds = timed(partial(_take_in, project, look(), translation, count))
        yield Figure(f"{count:,} claims in from {name}", seconds, promised, 1.0)
    project.close()


def _take_in(project: Project, found: FileSurvey, translation: Translation, count: int) -> None:
    taken = bring_in(Unwatched(), project, found, translation)
    assert (taken.claims, taken.unplaced) == (count, ())


def _path(folder: Path, name: str) -> Path:
    return folder / f"{name}{writer_named(name).suffix}"


def _export(project: Project, name: str, folder: Path) -> None:
    choices = ExportChoices(name, names=True, finished_only=False, offset_unit=writer_named(name).unit)
    report = export(Unwatched(), project, choices, _path(folder, name))
    assert report.is_complete


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
