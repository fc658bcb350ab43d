"""Overwrite pages of a project and repair it; then restore its newest backups, one after the other.

Each run overwrites twenty pages of about 850, and one page, and makes the project anew from what is left and
from one backup that was made before anybody decided anything. Of every damaged project the window's own
restore is drilled, too: each of the last five backups is opened, checked and counted.
"""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path
from random import Random

from annotator.store.backups import back_up, backups_of
from annotator.store.project import Project, open_project
from annotator.store.repair.repairing import repair
from tests.damaged_projects import PAGE, finished_project, overwrite, said
from tests.unit.store.samples import findings, mark, new_project
from torture.campaign import Campaign, Tally
from torture.homes import own_home

_PAGES = 20
_LEAST_BACK = 0.995
_BACKUPS = 5


def run(runs: int, seed: int) -> Tally:
    """Damage and repair so often, and restore backups once."""
    tally, chance = Tally(), Random(seed)
    with own_home() as home:
        whole = home / "whole.claimdesk"
        backup = finished_project(whole)
        tally.peak("pages", whole.stat().st_size // PAGE)
        with closing(open_project(whole, read_only=True)) as project:
            before = said(project)
        for _ in range(runs):
            where = chance.randrange(2**32)
            for pages, least in ((_PAGES, _LEAST_BACK), (1, 1.0)):
                name = f"{pages} pages, seed {where}"
                try:
                    back = _repaired(whole, backup, home / "again", pages, where, tally)
                except Exception as error:  # noqa: BLE001 - whatever it is, it is counted
                    tally.fault(f"{name}: {type(error).__name__}: {error}")
                    continue
                _judge(name, back, before, least, tally)
        _restore(home, chance, tally)
    return tally


def _repaired(
    whole: Path, backup: Path, folder: Path, pages: int, seed: int, tally: Tally
) -> set[tuple[object, ...]]:
    """What the project says that is made of a damaged copy of `whole`."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    damaged = Path(shutil.copyfile(whole, folder / "damaged.claimdesk"))
    overwrite(damaged, pages=pages, seed=seed)
    content = damaged.read_bytes()
    tally.count("repairs")
    project, _ = repair(damaged, folder / "new.claimdesk", backups=[backup])
    with closing(project):
        for finding in findings(project):
            tally.fault(f"{pages} pages, seed {seed}: {finding}")
        back = said(project)
    if damaged.read_bytes() != content:
        tally.fault(f"{pages} pages, seed {seed}: the damaged file was changed")
    return back


def _judge(
    name: str, back: set[tuple[object, ...]], before: set[tuple[object, ...]], least: float, tally: Tally
) -> None:
    lost = len(before - back)
    tally.count("decisions", len(before))
    tally.count("decisions lost", lost)
    tally.peak("% lost", 100 * lost / len(before))
    if len(before & back) < least * len(before):
        tally.fault(f"{name}: {lost} of {len(before)} decisions did not come back")
    if invented := back - before:
        tally.fault(f"{name}: {len(invented)} decisions that nobody made")


def _restore(home: Path, chance: Random, tally: Tally) -> None:
    """Work, back up, work on; then open each of the last backups as the project that it was."""
    there: dict[Path, int] = {}
    with closing(new_project(home / "worked.claimdesk")) as project:
        id_ = project.fact("id")
        for _ in range(_BACKUPS + 2):
            for _ in range(chance.randint(1, 9)):
                mark(project)
            if backup := back_up(project.database, why="time"):
                there[backup.path] = _claims_of_journal(project)
    kept = backups_of(id_)[:_BACKUPS]
    if len(kept) < _BACKUPS:
        tally.fault(f"only {len(kept)} backups are there")
    for number, backup in enumerate(kept):
        restored = Path(shutil.copyfile(backup.path, home / f"restored{number}.claimdesk"))
        with closing(open_project(restored)) as project:
            counted = len(list(project.claims.each()))
            if found := findings(project):
                tally.fault(f"{backup.path.name}: {found[0].where}: {found[0].what}")
            if not counted == _claims_of_journal(project) == there[backup.path]:
                tally.fault(f"{backup.path.name}: {counted} claims instead of {there[backup.path]}")
        tally.count("backups restored")


def _claims_of_journal(project: Project) -> int:
    return len({entry.entity_id for entry in project.journal.entries("WHERE entity = 'claim'")})


CAMPAIGN = Campaign(
    promise="20 of about 850 pages overwritten: at least 99.5 % of the decisions come back; 1 page: all; "
    "each of the last 5 backups is restored whole",
    run=run,
    short=2,
    long=50,
    portion=5,
    counted=("repairs", "decisions", "backups restored"),
)
