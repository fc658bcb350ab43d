"""Kill a process that merges a pack, again and again: all of the pack has to be there, or nothing of it.

    python -m tests.torture.kill_merging 200

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
from dataclasses import dataclass
from pathlib import Path

from annotator.exchange.packs.layout import PackKind
from annotator.exchange.packs.merging import merge
from annotator.exchange.packs.reading import read_pack
from annotator.exchange.packs.writing import annotator_to_pack, write_pack
from annotator.store.project import open_project
from tests.packs import do, given_out, lead_project, marking, state
from tests.unit.store.samples import findings

REPOSITORY = Path(__file__).resolve().parents[2]
_CLAIMS = 60


@dataclass(slots=True)
class Tally:
    """What was found after the kills: nothing of the pack, all of it, or `between`, which has to be 0."""

    before: int = 0
    after: int = 0
    between: int = 0
    damage: tuple[str, ...] = ()
    strays: tuple[str, ...] = ()

    @property
    def is_clean(self) -> bool:
        return not (self.between or self.damage or self.strays)


def merge_once(lead: Path, pack: Path) -> None:
    """Merge, telling when it begins."""
    found = read_pack(pack)
    with closing(open_project(lead)) as project:
        print("ready", flush=True)
        merge(project, found)


def run(kills: int, *, seed: int = 0) -> Tally:
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
        tally.strays = tuple(path.name for path in folder.glob(".*") if ".part" in path.name)
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
    command = [sys.executable, "-m", "tests.torture.kill_merging", "merge", str(target), str(pack)]
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
        tally.before += not rows
        tally.after += rows == expected
        tally.between += rows not in ([], expected)
        merge(project, read_pack(pack))
        tally.between += state(project) != expected
        tally.damage += tuple(f"{finding.where}: {finding.what}" for finding in findings(project))


if __name__ == "__main__":
    if sys.argv[1] == "merge":
        merge_once(Path(sys.argv[2]), Path(sys.argv[3]))
        sys.exit()
    result = run(int(sys.argv[1]), seed=time.time_ns())
    print(result)
    sys.exit(not result.is_clean)
