"""Four programs that write to one project: who may not yet is told so, and nothing of anybody is lost.

First they take turns, as windows do, which open the project, decide a little and close it. Then they write at
the same time, as on a network drive where no computer sees the locks of another: there SQLite alone keeps
them apart, and who waits too long is told that and tries again.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from annotator.domain.errors import Unavailable
from annotator.domain.identity import new_id
from annotator.store.database import Database
from annotator.store.lock import AlreadyOpen
from annotator.store.project import Project, open_project
from tests.unit.store.samples import findings, mark, new_project
from torture.campaign import Campaign, Tally
from torture.elsewhere import REPOSITORY
from torture.homes import own_home

_WRITERS: Final = 4
_A_TURN: Final = 10
_PAUSE: Final = 0.002
_PIPE: Final = subprocess.PIPE


def write_in_turns(path: Path, decisions: int) -> dict[str, float]:
    """Open, decide a little and close, so often that all is decided."""
    refused, alone = 0, path.with_suffix(".alone")
    for _ in range(0, decisions, _A_TURN):
        while (project := _opened(path)) is None:
            refused += 1
            time.sleep(_PAUSE)
        with closing(project):
            # Fails where another one is inside.
            os.close(os.open(alone, os.O_CREAT | os.O_EXCL))
            for _ in range(_A_TURN):
                mark(project)
            alone.unlink()
    return {"refused": refused}


def _opened(path: Path) -> Project | None:
    try:
        return open_project(path)
    except AlreadyOpen:
        return None


def write_at_once(path: Path, decisions: int) -> dict[str, float]:
    """Decide without having locked the project, each decision until it is written."""
    told, longest = 0, 0.0
    with closing(Project(Database(path, read_only=False), device=new_id())) as project:
        for _ in range(decisions):
            start, is_written = time.perf_counter(), False
            while not is_written:
                try:
                    mark(project)
                    is_written = True
                except Unavailable:
                    told += 1
            longest = max(longest, time.perf_counter() - start)
    return {"told to wait": told, "longest": longest}


WAYS: Final[dict[str, Callable[[Path, int], dict[str, float]]]] = {
    "turns": write_in_turns,
    "at once": write_at_once,
}


def run(decisions: int, seed: int) -> Tally:
    """Let four writers decide so often in each way. There is no chance in it but that of the system."""
    tally = Tally()
    with own_home() as home:
        for number, way in enumerate(WAYS):
            path = home / f"{number}-{seed}.claimdesk"
            new_project(path).close()
            _let_write(way, path, decisions, tally)
            _look(way, path, decisions, tally)
    return tally


def _let_write(way: str, path: Path, decisions: int, tally: Tally) -> None:
    command = [sys.executable, "-m", "torture.several_writers", way, str(path), str(decisions)]
    writers = [
        subprocess.Popen(command, cwd=REPOSITORY, stdin=_PIPE, stdout=_PIPE, stderr=_PIPE, text=True)
        for _ in range(_WRITERS)
    ]
    # They begin together: else the first has written what it wants while the others are loaded.
    for writer in writers:
        assert writer.stdout is not None
        writer.stdout.readline()
    for writer in writers:
        assert writer.stdin is not None
        with suppress(BrokenPipeError):
            writer.stdin.write("begin\n")
            writer.stdin.flush()
    for writer in writers:
        told, trouble = writer.communicate()
        if writer.returncode:
            tally.fault(f"{way}: a writer ended with {writer.returncode}: …{trouble[-300:]}")
            continue
        counted = json.loads(told)
        tally.peak("s for one decision", counted.pop("longest", 0.0))
        for what, times in counted.items():
            tally.count(what, times)


def _look(way: str, path: Path, decisions: int, tally: Tally) -> None:
    """Every decision of every writer is there, and the project is whole."""
    expected = _WRITERS * -(-decisions // _A_TURN) * _A_TURN if way == "turns" else _WRITERS * decisions
    with closing(open_project(path)) as project:
        there = sum(1 for _ in project.claims.each())
        tally.count(f"decisions {way}", there)
        tally.count("lost", expected - there)
        if there != expected:
            tally.fault(f"{way}: {there} decisions of {expected} are there")
        for finding in findings(project):
            tally.fault(f"{way}: {finding}")


CAMPAIGN = Campaign(
    promise="4 writers with 1,000 decisions each: 0 lost, in turns and at once",
    run=run,
    short=10,
    long=1_000,
    portion=250,
    counted=("decisions turns", "decisions at once", "refused"),
)

if __name__ == "__main__":
    print("ready", flush=True)
    sys.stdin.readline()
    print(json.dumps(WAYS[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3]))))
