"""Kill a process that merges a pack, again and again: all of the pack has to be there, or nothing of it.

The process is killed at no particular moment between having read the pack and having closed the project.
Then the same pack is merged once more, which has to end as if nobody had been killed.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from annotator.exchange.packs.layout import PackKind
from annotator.exchange.packs.merging import merge
from annotator.exchange.packs.reading import read_pack
from annotator.exchange.packs.writing import annotator_to_pack, write_pack
from annotator.store.project import open_project
from tests.packs import do, given_out, lead_project, marking, state
from tests.unit.store.samples import findings
from torture.campaign import Campaign, Tally
from torture.elsewhere import REPOSITORY

_CLAIMS = 60


def merge_once(lead: Path, pack: Path) -> None:
    """Merge, telling when it begins."""
    found = read_pack(pack)
    with closing(open_project(lead)) as project:
        print("ready", flush=True)
        merge(project, found)


def run(kills: int, seed: int) -> Tally:
    """Kill a merge so often and count what is found afterwards."""
    chance, tally = random.Random(seed), Tally()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lead, pack = _ground(folder)
        target = folder / "target.claimdesk"
        expected, seconds = _whole_merge(lead, target, pack)
        for _ in range(kills):
            shutil.copyfile(lead, target)
            _kill_merge(target, pack, within=seconds * 1.2, chance=chance)
            _look(target, pack, expected, tally)
        for path in folder.glob(".*"):
            if ".part" in path.name:
                tally.fault(f"{path.name} was left behind")
    return tally


def _ground(folder: Path) -> tuple[Path, Path]:
    """A lead's project with nobody's work, and a pack of sixty claims for it."""
    lead = lead_project(folder)
    hers = given_out(lead, folder / "anna", "Anna")
    for number in range(_CLAIMS):
        do(hers, marking(number % 4 + 1), article_number=number % 2)
    pack = folder / "anna.annpack"
    with closing(open_project(hers)) as project:
        write_pack(project, pack, annotator=annotator_to_pack(project), kind=PackKind.WORK)
    return lead, pack


def _whole_merge(lead: Path, target: Path, pack: Path) -> tuple[list[tuple[object, ...]], float]:
    """The rows after a merge that nobody kills, and how long it takes."""
    shutil.copyfile(lead, target)
    found = read_pack(pack)
    with closing(open_project(target)) as project:
        start = time.perf_counter()
        merge(project, found)
        return state(project), time.perf_counter() - start


def _kill_merge(target: Path, pack: Path, *, within: float, chance: random.Random) -> None:
    command = [sys.executable, "-m", "torture.kill_merging", str(target), str(pack)]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        end = time.perf_counter() + chance.random() * within
        while time.perf_counter() < end:
            pass
        process.kill()


def _look(target: Path, pack: Path, expected: list[tuple[object, ...]], tally: Tally) -> None:
    """What the kill left, and what a second merge makes of it."""
    with closing(open_project(target)) as project:
        rows = state(project)
        tally.count("kills")
        tally.count("before", not rows)
        tally.count("after", rows == expected)
        if rows not in ([], expected):
            tally.fault(f"{len(rows)} of {len(expected)} rows after a kill")
        merge(project, read_pack(pack))
        if state(project) != expected:
            tally.fault("merging once more did not end as if nobody had been killed")
        for finding in findings(project):
            tally.fault(f"{finding.where}: {finding.what}")


CAMPAIGN = Campaign(
    promise="state is before or after, never between; merging again ends as without a kill",
    run=run,
    short=4,
    long=200,
    portion=20,
    counted=("kills",),
)

if __name__ == "__main__":
    merge_once(Path(sys.argv[1]), Path(sys.argv[2]))
