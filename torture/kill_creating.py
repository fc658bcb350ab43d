"""Kill a process that makes a project, at every part of it: afterwards there is a whole one or none."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from types import FrameType

from annotator.store.project import create_project, open_project
from tests.unit.store.samples import findings
from torture.campaign import Campaign, Tally
from torture.elsewhere import REPOSITORY

_NEVER = 10**9


def create_counting(path: Path, *, kill_at: int) -> int:
    """Make a project and return how many calls that took; kill this process at the given one."""
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += 1
        if calls == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(count)
    try:
        project = create_project(path)
    finally:
        sys.setprofile(None)
    project.close()
    return calls


def run(kills: int, seed: int) -> Tally:
    """Kill at so many places of what making a project calls, most of them near its end."""
    tally, chance = Tally(), random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        # The first one may also have to compile what it imports.
        calls = [int(_create(Path(folder) / f"whole{n}.claimdesk", _NEVER).stdout) for n in range(2)][1]
        for number in range(kills):
            path = Path(folder) / f"{number}.claimdesk"
            killed = _create(path, calls - int(calls * ((number + chance.random()) / kills) ** 4))
            if killed.returncode not in (-signal.SIGKILL, 0):
                raise RuntimeError(killed.stderr)
            _judge(path, tally)
    return tally


def _create(path: Path, kill_at: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "torture.kill_creating", str(path), str(kill_at)]
    return subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)


def _judge(path: Path, tally: Tally) -> None:
    tally.count("kills")
    if not path.exists():
        tally.count("before")
        create_project(path).close()
        return
    project = open_project(path)
    is_whole = len(project.labels()) == 3 and project.fact("id") and not findings(project)
    project.close()
    if is_whole:
        tally.count("after")
    else:
        tally.fault(f"{path.name}: a project that is not whole")


CAMPAIGN = Campaign(
    promise="state is before or after, never between",
    run=run,
    short=4,
    long=200,
    portion=20,
    counted=("kills", "before"),
)

if __name__ == "__main__":
    print(create_counting(Path(sys.argv[1]), kill_at=int(sys.argv[2])))
