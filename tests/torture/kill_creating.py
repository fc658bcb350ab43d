"""Kill a process that makes a project, at every part of it: afterwards there is a whole one or none.

python -m tests.torture.kill_creating 200
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from annotator.store.project import create_project, open_project
from tests.unit.store.samples import findings

REPOSITORY = Path(__file__).resolve().parents[2]
_NEVER = 10**9


@dataclass(slots=True)
class Tally:
    """How many kills left no project, a whole one, or something `between`, which has to be 0."""

    none: int = 0
    whole: int = 0
    between: int = 0


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


def run(kills: int) -> Tally:
    """Kill at so many places of what making a project calls, most of them near its end."""
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        # The first one may also have to compile what it imports.
        calls = [int(_create(Path(folder) / f"whole{n}.claimdesk", _NEVER).stdout) for n in range(2)][1]
        for number in range(kills):
            path = Path(folder) / f"{number}.claimdesk"
            killed = _create(path, calls - int(calls * ((number + 0.5) / kills) ** 4))
            if killed.returncode not in (-signal.SIGKILL, 0):
                raise RuntimeError(killed.stderr)
            _judge(path, tally)
    return tally


def _create(path: Path, kill_at: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.torture.kill_creating", "create", str(path), str(kill_at)]
    return subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)


def _judge(path: Path, tally: Tally) -> None:
    if not path.exists():
        tally.none += 1
        create_project(path).close()
        return
    project = open_project(path)
    is_whole = len(project.labels()) == 3 and project.fact("id") and not findings(project)
    project.close()
    if is_whole:
        tally.whole += 1
    else:
        tally.between += 1


if __name__ == "__main__":
    if sys.argv[1] == "create":
        print(create_counting(Path(sys.argv[2]), kill_at=int(sys.argv[3])))
        sys.exit()
    result = run(int(sys.argv[1]))
    print(result)
    sys.exit(bool(result.between))
