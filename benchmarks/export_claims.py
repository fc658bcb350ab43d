"""Export of 100,000 claims to JSONL, beside SELECT and `json.dumps` of the same rows into a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from statistics import median

from annotator.domain.work import Unwatched
from annotator.exchange.choices import ExportChoices
from annotator.exchange.exporting import export
from annotator.store.project import Project
from benchmarks.claims import dump, labelled_project, timed
from benchmarks.figures import Figure

CLAIMS = 100_000
_ROUNDS = 3


def measure(folder: Path, scale: float) -> Iterator[Figure]:
    count = max(1_000, round(CLAIMS * scale))
    project = labelled_project(folder, count)
    choices = ExportChoices("jsonl", finished_only=False, notes=True)
    rounds = [
        (
            timed(lambda: _export(project, choices, folder / "ours.jsonl", apart=False)),
            timed(lambda: _export(project, choices, folder / "ours.jsonl", apart=True)),
            timed(lambda: dump(project, folder / "floor.jsonl")),
        )
        for _ in range(_ROUNDS)
    ]
    project.close()
    plain, apart, floor = (median(times) for times in zip(*rounds, strict=True))
    yield Figure(f"export of {count:,} claims to JSONL", plain, floor, 2.5)
    yield Figure("the same from a copy, while others decide", apart, floor, 2.5)


def _export(project: Project, choices: ExportChoices, path: Path, *, apart: bool) -> None:
    report = export(Unwatched(), project, choices, path, apart=apart)
    assert report.is_complete
