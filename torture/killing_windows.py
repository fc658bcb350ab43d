"""Kills real windows in which somebody decides: whatever was painted has to be in the file.

Each window is a process of its own, forked from this one before it has anything of Qt but its libraries. It
writes each decision to a pipe after the paint event that shows it, and is killed at no particular moment.
The next window opens the same file and goes on; every other time it is the first to see what the kill left.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

from annotator.domain.steps import Step, entity_of, key_of
from annotator.store.plain_records import canonical_record
from annotator.store.project import Project, open_project
from tests.unit.store.samples import findings
from torture.campaign import Tally
from torture.homes import own_home
from torture.window_driver import LONGEST, Seat, Took, drive

_UNPAINTED_AT_MOST: Final = 2
"""Decisions that one key press writes: a note that was being typed, and what the key itself means."""


_FEW: Final = 20
"""For so few kills there is less to work on, and windows are killed sooner."""

_NO_DESKTOP: Final = "Qt: This plugin does not support raise()"
"""What Qt says of a second window where there is no desktop."""


@dataclass(frozen=True, slots=True)
class Killed:
    """Windows that are killed: `prepare` makes their project in a folder, for few kills or many.

    `seat` is whoever sits at one, given what chance gives her. Each is killed after fewer than `most` painted
    decisions. `compare` counts what does not fit in the project that is left at the end.
    """

    prepare: Callable[[Path, bool], Path]
    seat: Callable[[random.Random], Seat]
    most: int
    compare: Callable[[Project, Tally], None]


@dataclass(slots=True)
class _Seen:
    """What was painted since the project was made: the rows of each step by its id."""

    rows: dict[str, set[tuple[str, str, str]]] = field(default_factory=dict)


def try_kills(killed: Killed, kills: int, seed: int) -> Tally:
    """Kill so many windows on one project, one after the other."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with own_home() as folder:
        path = killed.prepare(folder, kills <= _FEW)
        return _tried(killed, path, kills, random.Random(seed))


def _tried(killed: Killed, path: Path, kills: int, chance: random.Random) -> Tally:
    tally, seen = Tally(), _Seen()
    before, most = _steps(path), killed.most // (8 if kills <= _FEW else 1)
    for number in range(kills):
        _kill_window(killed, path, chance, chance.randrange(1, most), seen, tally)
        tally.count("kills")
        journal = path.with_name(f"{path.name}-journal")
        tally.count("in a write", journal.exists() and journal.stat().st_size > 0)
        if number % 2 or number == kills - 1:
            _look(path, seen, tally)
    unpainted = _steps(path) - before - len(seen.rows)
    tally.count("written, not painted", unpainted)
    if not 0 <= unpainted <= kills * _UNPAINTED_AT_MOST:
        tally.fault(f"{unpainted} decisions that nobody saw, in {kills} windows")
    with closing(open_project(path)) as project:
        for finding in findings(project):
            tally.fault(str(finding))
        killed.compare(project, tally)
    _look_at_log(tally)
    return tally


def _kill_window(
    killed: Killed, path: Path, chance: random.Random, enough: int, seen: _Seen, tally: Tally
) -> None:
    """Let a window work until `enough` is painted and a moment longer, and read to the end what it told."""
    reader, writer = os.pipe()
    seed = chance.randrange(1 << 30)
    child = os.fork()
    if not child:
        os.close(reader)
        _be_window(killed, path, seed, writer)
    os.close(writer)
    with os.fdopen(reader, "rb") as told:
        lines = list(_first(told, enough))
        end = time.perf_counter() + chance.random() * 0.03
        while time.perf_counter() < end:
            pass
        os.kill(child, signal.SIGKILL)
        lines += told.readlines()
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status) or os.WTERMSIG(status) != signal.SIGKILL:
        tally.fault(f"the window ended by itself with {status} after {len(lines)} decisions")
    for line in lines:
        # What was cut off in the middle was about to be told.
        if line.endswith(b"\n"):
            step, rows = json.loads(line)
            # Moves of an edge that follow each other are one step, and painted each time.
            seen.rows.setdefault(step, set()).update(tuple(row) for row in rows)
            tally.count("decisions")


def _be_window(killed: Killed, path: Path, seed: int, pipe: int) -> None:
    """In the forked process: never returns."""
    code = 1
    try:
        signal.alarm(round(LONGEST * 30))
        _decide_for_ever(killed, path, seed, pipe)
    except BaseException as error:  # noqa: BLE001 - whatever it is, the other process counts it
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
    finally:
        os._exit(code)


def _decide_for_ever(killed: Killed, path: Path, seed: int, pipe: int) -> None:
    """Be a window in which somebody decides, and tell what is painted, until this process is killed."""

    def painted(step: Step, _took: Took) -> None:
        rows = [
            (entity_of(edit.after), key_of(edit.after), canonical_record(edit.after)) for edit in step.edits
        ]
        os.write(pipe, json.dumps([step.id, rows]).encode() + b"\n")

    drive(path, seed, painted, seat=killed.seat(random.Random(seed)))


def _first(told: IO[bytes], count: int) -> Iterator[bytes]:
    """The first `count` lines, or fewer where the window ends before."""
    for _ in range(count):
        if not (line := told.readline()):
            return
        yield line


def _look(path: Path, seen: _Seen, tally: Tally) -> None:
    """Open the file as a person does, and look for everything that was ever painted."""
    with closing(open_project(path)) as project:
        there: dict[str, set[tuple[str, str, str]]] = {}
        for step, *row in project.database.rows("SELECT step, entity, entity_id, after FROM journal"):
            there.setdefault(str(step), set()).add((str(row[0]), str(row[1]), str(row[2])))
        lost = [step for step in seen.rows if step not in there]
        half = [step for step, rows in seen.rows.items() if step in there and not rows <= there[step]]
        answer = project.database.row("PRAGMA integrity_check")
    tally.count("lost", len(lost))
    tally.count("half", len(half))
    tally.count("integrity errors", answer != ("ok",))
    for step in lost:
        tally.fault(f"painted and not in the file: {seen.rows[step]}")
    for step in half:
        tally.fault(f"painted, and not all of it in the file: {seen.rows[step] - there[step]}")
    if answer != ("ok",):
        tally.fault(f"integrity_check: {answer}")


def _steps(path: Path) -> int:
    with closing(open_project(path, read_only=True)) as project:
        row = project.database.row("SELECT count(DISTINCT step) FROM journal")
        return int(str(row[0])) if row else 0


def _look_at_log(tally: Tally) -> None:
    """Whatever the windows wrote of bugs and warnings is a fault."""
    log = Path(os.environ["XDG_STATE_HOME"], "claimdesk", "log", "claimdesk.log")
    lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
    told = "\n".join(line for line in lines if not line.endswith(_NO_DESKTOP))
    tally.count("crashes", told.count("ERROR"))
    if told:
        tally.fault(f"the log says: {told[-400:]}")
