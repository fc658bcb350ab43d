"""Runs a part of a campaign in a process of its own, whose death is a crash that is counted."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from torture.campaign import Tally

REPOSITORY: Final = Path(__file__).resolve().parents[1]
_LONGEST: Final = 3_600.0
_END_OF_WORDS: Final = 400


def tally_of(module: str, runs: int, seed: int, *, environment: Mapping[str, str] | None = None) -> Tally:
    """What `python -m module runs seed` counted, which ends with `tell`.

    Where it counted a fault, what it wrote to stderr stands beside it.
    """
    command = [sys.executable, "-m", module, str(runs), str(seed)]
    ended = subprocess.run(
        command,
        cwd=REPOSITORY,
        env=environment,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        timeout=_LONGEST,
    )
    if ended.returncode:
        tally = Tally(Counter(crashes=1))
        tally.fault(f"{module} ended with {ended.returncode}: …{ended.stderr[-_END_OF_WORDS:]}")
        return tally
    tally = Tally.from_values(json.loads(ended.stdout.splitlines()[-1]))
    if tally.faulty and ended.stderr.strip():
        tally.explain(f"{module} said: …{ended.stderr[-_END_OF_WORDS:]}")
    return tally


def tell(run: Callable[[int, int], Tally]) -> None:
    """Run what this process was started for, and print what it counted."""
    tally = run(int(sys.argv[1]), int(sys.argv[2]))
    tally.count("crashes", 0)
    print(json.dumps(tally.values(), ensure_ascii=True))
