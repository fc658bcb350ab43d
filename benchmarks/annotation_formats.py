"""100,000 claims out to each format of text, and in from those that other tools write.

Out beside SELECT and `json.dumps` of the same rows into a file; in beside the time that is promised.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from statistics import median
from typing import Final, TypeVar

from annotator.domain.work import Unwatched
from annotator.exchange.annotation_reading import AnnotationReading
from annotator.exchange.annotations.survey import survey
from annotator.exchange.annotations.taking_in import bring_in
from annotator.exchange.annotations.translation import Translation
from annotator.exchange.choices import ExportChoices
from annotator.exchange.exporting import export
from annotator.exchange.formats import writer_named, writers
from annotator.store.project import Project, create_project
from benchmarks.claims import LABELS, dump, labelled_project, timed
from benchmarks.figures import Figure

T = TypeVar("T")
Seconds = tuple[float, ...]

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
    """A new project is shown what the file holds and takes it in, as when a person imports it.

    The process that reads is started for the look, and is there when claims are taken in. What it used of the
    processor is known once it has ended. The median of a few rounds.
    """
    path, promised = _path(folder, name), count / A_SECOND
    rounds = [_round(name, path, folder / f"from {name} {number}", count) for number in range(_ROUNDS)]
    of_look, of_claims, of_reader = (
        [median(times) for times in zip(*seconds, strict=True)] for seconds in zip(*rounds, strict=True)
    )
    yield from _figures(f"a look at {count:,} claims from {name}", of_look, promised)
    yield from _figures(f"{count:,} claims in from {name}", of_claims, promised)
    yield Figure("  the reader's processor for both", of_reader[0], 2 * promised, 1.0)


def _round(name: str, path: Path, target: Path, count: int) -> tuple[Seconds, Seconds, Seconds]:
    """By the clock and of the processor here: of the look, and of taking in. Of the reader's for both."""
    project = create_project(target)
    translation = Translation({label: label for label in LABELS}, {"Ada": project.join("Ada").id})
    before = _of_children()
    with closing(AnnotationReading()) as reading:
        look, of_look = _measured(lambda: survey(Unwatched(), project, reading.file(path, name)))
        taken, of_claims = _measured(lambda: bring_in(Unwatched(), project, look, translation))
    assert (taken.claims, taken.unplaced) == (count, ())
    project.close()
    return of_look, of_claims, (_of_children() - before,)


def _figures(what: str, seconds: Sequence[float], promised: float) -> Iterator[Figure]:
    clock, processor = seconds
    yield Figure(what, clock, promised, 1.0)
    yield Figure("  the window's processor", processor, promised, 1.0)


def _measured(work: Callable[[], T]) -> tuple[T, Seconds]:
    """What `work` gives, with seconds by the clock and of the processor here."""
    start, here = time.perf_counter(), time.process_time()
    result = work()
    return result, (time.perf_counter() - start, time.process_time() - here)


def _of_children() -> float:
    used = os.times()
    return used.children_user + used.children_system


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
