"""Take each guard out of a copy of the sources, in turn: a test that is named beside it has to fail.

The tests are run on the whole copy first, where they have to pass, so that what fails afterwards fails for
want of the guard. The guards are in guards.toml.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from torture.campaign import Campaign, Tally, portion_number
from torture.elsewhere import REPOSITORY

_PORTION = 5
_COPIED = ("annotator", "resources", "tests", "torture", "docs")
_PASSED, _FAILED = 0, 1
"""What pytest ends with."""
_LONGEST = 900
"""Seconds for the tests of some guards."""


@dataclass(frozen=True, slots=True)
class Guard:
    """`whole` stands once in the file `path`; with `without` in its place one of `tests` fails."""

    name: str
    path: str
    whole: str
    without: str
    tests: tuple[str, ...]


def _guards() -> list[Guard]:
    values = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))["guard"]
    return [Guard(**{**guard, "tests": tuple(guard["tests"])}) for guard in values]


GUARDS = _guards()


def run(guards: int, seed: int) -> Tally:
    """Take out so many guards, from the one on at which the portion of this seed begins."""
    tally, first = Tally(), portion_number(seed) * _PORTION
    chosen = GUARDS[first : first + guards]
    with tempfile.TemporaryDirectory(prefix="claimdesk-guards-") as name:
        folder = Path(name)
        _copy(folder)
        tests = sorted({test for guard in chosen for test in guard.tests})
        ended, said = _pytest(folder, tests)
        if ended != _PASSED:
            tally.fault(f"with all guards: {said}")
            return tally
        times = count(1)
        for guard in chosen:
            tally.count("guards")
            tally.count("noticed", _is_missed(folder, guard, next(times), tally))
    return tally


def _copy(folder: Path) -> None:
    for name in _COPIED:
        # With what is compiled of them, which goes by size and second, as it is copied.
        shutil.copytree(REPOSITORY / name, folder / name)
    for file in ("pyproject.toml", "README.md"):
        shutil.copyfile(REPOSITORY / file, folder / file)


def _is_missed(folder: Path, guard: Guard, number: int, tally: Tally) -> bool:
    """Whether a test fails without the guard."""
    path = folder / guard.path
    whole = path.read_text("utf-8")
    if whole.count(guard.whole) != 1:
        tally.fault(f"{guard.name}: it is {whole.count(guard.whole)} times in {guard.path}")
        return False
    try:
        _write(path, whole.replace(guard.whole, guard.without), number)
        ended, said = _pytest(folder, guard.tests)
    finally:
        _write(path, whole, 0)
    if ended != _FAILED:
        tally.fault(f"{guard.name}: no test fails without it ({said})")
    return ended == _FAILED


def _write(path: Path, text: str, number: int) -> None:
    """Write what Python compiles anew: it goes by size and second."""
    path.write_text(text, "utf-8")
    os.utime(path, (10**9 + number, 10**9 + number))


def _pytest(folder: Path, tests: Iterable[str]) -> tuple[int, str]:
    """What it ends with on these tests, until the first that fails, and its last line."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-x",
        "-p",
        "no:randomly",
        "-p",
        "no:cacheprovider",
        *tests,
    ]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    ended = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=_LONGEST
    )
    lines = (ended.stdout or ended.stderr).strip().splitlines()
    return ended.returncode, lines[-1] if lines else ""


CAMPAIGN = Campaign(
    promise="without any guard at least one test fails",
    run=run,
    short=2,
    long=len(GUARDS),
    portion=_PORTION,
    counted=("guards", "noticed"),
)
