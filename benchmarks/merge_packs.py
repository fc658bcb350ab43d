"""One annotator's pack merged into her lead's project, beside reading it and writing its claims."""

from __future__ import annotations

import json
import shutil
import zipfile
from contextlib import closing
from pathlib import Path
from statistics import median
from typing import Final

from annotator.exchange.packs.layout import PackKind
from annotator.exchange.packs.merging import merge
from annotator.exchange.packs.reading import read_pack
from annotator.exchange.packs.writing import annotator_to_pack, write_pack
from annotator.store.project import Project, create_project, open_project
from annotator.store.tables import CLAIM, claim_row
from benchmarks.claims import labelled_project, timed
from benchmarks.figures import Figure

_CLAIMS: Final = 20_000
_PROMISE: Final = 3.0
_ROUNDS: Final = 5


def measure(folder: Path, scale: float) -> list[Figure]:
    """Figures for a pack of 20,000 claims; the medians of rounds, each of them into a fresh copy."""
    count = max(200, round(_CLAIMS * scale))
    pack, lead = folder / "ada.annpack", folder / "lead.claimdesk"
    with closing(labelled_project(folder, count)) as project:
        write_pack(project, pack, annotator=annotator_to_pack(project, "Ada"), kind=PackKind.WORK)
        _same_articles(project, lead)
    rounds = [
        (
            _merging(_copy(lead), pack),
            timed(lambda: _read(pack)) + _written(_copy(lead), pack),
        )
        for _ in range(_ROUNDS)
    ]
    ours, floor = (median(times) for times in zip(*rounds, strict=True))
    return [Figure(f"merge of a pack of {count:,} claims", ours, floor, _PROMISE)]


def _same_articles(project: Project, path: Path) -> None:
    """A project of the same id with the same articles and nobody's work."""
    made = create_project(path, id_=project.fact("id"))
    articles = [
        (article, project.articles.text(article.id), project.articles.units(article.id))
        for article in project.articles.each()
    ]
    made.articles.add(articles, annotator_id="")
    made.join("Ada")
    made.close()


def _copy(lead: Path) -> Path:
    copy = lead.with_name("copy.claimdesk")
    shutil.copyfile(lead, copy)
    return copy


def _merging(path: Path, pack: Path) -> float:
    """The seconds from opening the project to closing it with the pack in it."""
    return timed(lambda: _merged(path, pack))


def _merged(path: Path, pack: Path) -> None:
    with closing(open_project(path)) as project:
        merge(project, read_pack(pack), name="Ada A.")


def _read(pack: Path) -> None:
    """Every record of the pack, as Python reads it."""
    with zipfile.ZipFile(pack) as archive:
        for name in archive.namelist():
            for line in archive.read(name).splitlines():
                json.loads(line)


def _written(path: Path, pack: Path) -> float:
    """The seconds of one `executemany` of the pack's claims, which are made into rows before."""
    found = read_pack(pack)
    rows = [claim_row(claim, "0" * 64) for claim, _ in found.claims]
    marks = ", ".join("?" * 18)
    with closing(open_project(path)) as project:
        database = project.database
        owner = found.cover.annotator
        with database.write():
            database.execute(
                "INSERT INTO main.annotator VALUES (?, ?, 'annotator', 'A', 1)", (owner.id, "Ada A.")
            )

        def write() -> None:
            with database.write():
                database.execute_many(f"INSERT INTO main.claim ({CLAIM}, checksum) VALUES ({marks})", rows)

        return timed(write)
