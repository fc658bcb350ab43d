"""Kill the real window while somebody labels in it: whatever was painted has to be in the file.

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
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

from annotator.domain.cursor import Cursor
from annotator.domain.progress import progress_of
from annotator.domain.steps import Step, entity_of, key_of
from annotator.domain.work import Unwatched
from annotator.exchange.finding import find_files
from annotator.exchange.importing import import_texts
from annotator.exchange.sheets import load_sheet
from annotator.store.plain_records import canonical_record
from annotator.store.project import Project, create_project, open_project
from benchmarks.corpus import write_articles
from tests.unit.store.samples import findings
from torture.campaign import Campaign, Tally
from torture.elsewhere import tally_of, tell
from torture.homes import own_home
from torture.window_driver import ANNOTATOR, LONGEST, Took, drive

_ARTICLE: Final = 2_500
"""Bytes."""
_PAINTED_AT_MOST: Final = 212
_FEW: Final = 8
"""For so few kills there are as many articles, and windows are killed sooner."""
_ARTICLES: Final = 60
_UNPAINTED_AT_MOST: Final = 2
"""Decisions that one key press writes: a note that was being typed, and what the key itself means."""


@dataclass(slots=True)
class _Seen:
    """What was painted since the project was made: the rows of each step by its id."""

    rows: dict[str, set[tuple[str, str, str]]] = field(default_factory=dict)


def work_for_ever(project: Path, seed: int, pipe: int) -> None:
    """Be a window in which somebody labels, and tell what is painted, until this process is killed."""

    def painted(step: Step, _took: Took) -> None:
        rows = [
            (entity_of(edit.after), key_of(edit.after), canonical_record(edit.after)) for edit in step.edits
        ]
        os.write(pipe, json.dumps([step.id, rows]).encode() + b"\n")

    drive(project, seed, painted)


def try_kills(kills: int, seed: int) -> Tally:
    """Kill so many windows on one project, one after the other."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with own_home() as folder:
        path = _project(folder, articles=_FEW if kills <= _FEW else _ARTICLES)
        return _killed(path, kills, random.Random(seed))


def _killed(path: Path, kills: int, chance: random.Random) -> Tally:
    tally, seen = Tally(), _Seen()
    before, most = _steps(path), _PAINTED_AT_MOST // (4 if kills <= _FEW else 1)
    for number in range(kills):
        _kill_window(path, chance, chance.randrange(1, most), seen, tally)
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
        _compare_counts(project, tally)
    _look_at_log(tally)
    return tally


def _project(folder: Path, *, articles: int) -> Path:
    write_articles(folder / "articles", articles, _ARTICLE)
    with closing(create_project(folder / "killed")) as project:
        anna = project.join(ANNOTATOR)
        import_texts(Unwatched(), project, find_files([folder / "articles"]), annotator_id=anna.id)
        return project.path


def _kill_window(path: Path, chance: random.Random, enough: int, seen: _Seen, tally: Tally) -> None:
    """Let a window work until `enough` is painted and a moment longer, and read to the end what it told."""
    reader, writer = os.pipe()
    seed = chance.randrange(1 << 30)
    child = os.fork()
    if not child:
        os.close(reader)
        _be_window(path, seed, writer)
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


def _be_window(path: Path, seed: int, pipe: int) -> None:
    """In the forked process: never returns."""
    code = 1
    try:
        signal.alarm(round(LONGEST * 30))
        work_for_ever(path, seed, pipe)
    except BaseException as error:  # noqa: BLE001 - whatever it is, the other process counts it
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
    finally:
        os._exit(code)


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


def _compare_counts(project: Project, tally: Tally) -> None:
    """The counts of the queue are written with each decision: half of a write would leave them apart."""
    anna = project.people.named(ANNOTATOR)
    assert anna is not None
    for article in project.articles.each():
        kept = project.people.progress(article.id, anna.id)
        if kept is None:
            continue
        now = progress_of(load_sheet(project, article.id, anna.id), anna.id, Cursor())
        for name in ("asked", "undecided", "skipped", "claims", "flags"):
            if getattr(kept, name) != getattr(now, name):
                tally.fault(f"{article.title}: {name} is {getattr(now, name)}, and its queue has another")


def _look_at_log(tally: Tally) -> None:
    """Whatever the windows wrote of bugs and warnings is a fault."""
    log = Path(os.environ["XDG_STATE_HOME"], "claimdesk", "log", "claimdesk.log")
    told = log.read_text(encoding="utf-8") if log.exists() else ""
    tally.count("crashes", told.count("ERROR"))
    if told:
        tally.fault(f"the log says: {told[-400:]}")


CAMPAIGN = Campaign(
    promise="1,000 kills with 100,000 painted decisions: 0 lost, 0 half, 0 integrity errors",
    run=lambda kills, seed: tally_of("torture.kill_window", kills, seed),
    short=3,
    long=1000,
    portion=25,
    counted=("kills", "decisions"),
)

if __name__ == "__main__":
    tell(try_kills)
