"""From the start of the process to a painted, usable window on a project with 1,000 articles.

Usable is: the article is painted and has the keyboard. The floor is a bare PySide6 process that shows an
empty QTextEdit in a window of the same size. Both are started in turn.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.display import display
from benchmarks.figures import Figure

ARTICLES: Final = 1_000
_ROUNDS: Final = 9


def measure(folder: Path, scale: float) -> Iterator[Figure]:
    from benchmarks.projects import ANNOTATOR, make_project

    count = max(20, round(ARTICLES * scale))
    project = make_project(folder / "start", articles=count)
    with display(folder) as environment:
        settings = Path(environment["XDG_CONFIG_HOME"], "claimdesk", "settings.json")
        settings.parent.mkdir(parents=True)
        settings.write_text(f'{{"annotator": "{ANNOTATOR}"}}', encoding="utf-8")
        # The first start of each side reads everything from the disk.
        for side in ("ours", "bare"):
            _started(side, project, environment)
        rounds = [
            (_started("ours", project, environment), _started("bare", project, environment))
            for _ in range(_ROUNDS)
        ]
    ours, bare = zip(*rounds, strict=True)
    yield Figure(f"start on {count:,} articles, median", median(ours), median(bare), 2.0)
    yield Figure("the same, best", min(ours), min(bare), 2.0)


def _started(side: str, project: Path, environment: Mapping[str, str]) -> float:
    """Seconds from the start of the process to the moment that it tells."""
    start = time.monotonic()
    command = [sys.executable, "-m", "benchmarks.start_probe", side, str(project)]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return float(done.stdout.split()[-1]) - start
