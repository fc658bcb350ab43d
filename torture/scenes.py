"""What happens to an open project from outside: each scene meddles with the file and tells what went wrong.

A scene gets an empty folder and chance. Nothing that was acknowledged may be lost, nothing that somebody else
put there may be overwritten, and people are told in their words.
"""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Final, TypeAlias
from unittest import mock

from annotator.domain.errors import ClaimdeskError, Unavailable
from annotator.store.backups import back_up, backups_of
from annotator.store.lock import AlreadyOpen
from annotator.store.project import Project, open_project
from annotator.store.troubles import Hindrance, NotWritten
from tests.unit.store.samples import findings, half_written, mark, new_project
from torture.elsewhere import REPOSITORY

Scene: TypeAlias = Callable[[Path, random.Random], Iterator[str]]

_WORDS: Final = ("bridge is closed", "Experts doubt", "A letter warns")
_YEARS: Final = timedelta(days=3653)


def _project(folder: Path, chance: random.Random) -> tuple[Project, list[str]]:
    """An open project, and the ids of what was acknowledged in it."""
    project = new_project(folder / "a.claimdesk")
    return project, [mark(project, chance.choice(_WORDS)).id for _ in range(chance.randrange(1, 6))]


def _lost(project: Project, acknowledged: list[str]) -> Iterator[str]:
    there = {claim.id for claim in project.claims.each()}
    if missing := [claim_id for claim_id in acknowledged if claim_id not in there]:
        yield f"{len(missing)} of {len(acknowledged)} acknowledged claims are lost"
    yield from map(str, findings(project))


def _refuses(project: Project, why: Hindrance) -> Iterator[str]:
    """Whether nothing is taken any more, and why not is told."""
    try:
        mark(project)
    except NotWritten as error:
        if error.why is not why:
            yield f"refused for another reason: {error}"
        return
    yield "a claim was taken by a file that is not ours any more"


def moved(folder: Path, chance: random.Random) -> Iterator[str]:
    """The file is moved or removed while it is open: a copy is whole; put back, work goes on."""
    project, acknowledged = _project(folder, chance)
    with closing(project):
        aside = project.path.rename(folder / "elsewhere")
        yield from _refuses(project, Hindrance.MOVED)
        project.copy_to(folder / "copy.claimdesk")
        aside.rename(project.path)
        acknowledged.append(mark(project).id)
        yield from _lost(project, acknowledged)
    with closing(open_project(folder / "copy.claimdesk")) as copy:
        yield from _lost(copy, acknowledged[:-1])


def replaced(folder: Path, chance: random.Random) -> Iterator[str]:
    """An older copy is put in the file's place: it is left alone, and what was saved is copied."""
    project, acknowledged = _project(folder, chance)
    with closing(project):
        older = folder / "older"
        shutil.copyfile(_copied_by_another_program(project.path, folder), older)
        acknowledged += [mark(project).id for _ in range(3)]
        content = older.read_bytes()
        os.replace(older, project.path)
        yield from _refuses(project, Hindrance.MOVED)
        if project.path.read_bytes() != content:
            yield "the file that was put there was written to"
        project.copy_to(folder / "copy.claimdesk")
    with closing(open_project(folder / "copy.claimdesk")) as copy:
        yield from _lost(copy, acknowledged)
    with closing(open_project(folder / "a.claimdesk")) as restored:
        if restored.journal.last_sequence():
            yield "the older copy goes on with a chain that went on elsewhere"
        mark(restored)
        yield from _lost(restored, acknowledged[:-3])


def copied(folder: Path, chance: random.Random) -> Iterator[str]:
    """Another program copies the file while it is open: the copy opens and holds everything acknowledged."""
    project, acknowledged = _project(folder, chance)
    with closing(project):
        copy = _copied_by_another_program(project.path, folder)
        acknowledged_then = list(acknowledged)
        mark(project)
    with closing(open_project(copy)) as found:
        yield from _lost(found, acknowledged_then)


def _copied_by_another_program(path: Path, folder: Path) -> Path:
    """Not by us: closing the file would drop SQLite's own locks on it."""
    copy = folder / "of another.claimdesk"
    subprocess.run(["cp", str(path), str(copy)], check=True)
    return copy


def read_only(folder: Path, chance: random.Random) -> Iterator[str]:
    """File, folder or medium can't be written to: it opens for reading, and nothing changes."""
    project, acknowledged = _project(folder, chance)
    project.close()
    what = chance.choice((project.path, folder))
    before = project.path.read_bytes()
    with _immutable(what), closing(open_project(project.path)) as opened:
        if not opened.read_only:
            yield f"{what.name} may not be written to, and it was opened for writing"
        try:
            mark(opened)
            yield "a claim was taken"
        except Unavailable:
            pass
        yield from _lost(opened, acknowledged)
    if project.path.read_bytes() != before or os.listdir(folder) != [project.path.name]:
        yield "something was changed"


@contextmanager
def _immutable(path: Path) -> Iterator[None]:
    """Nobody may write to it meanwhile, not even a privileged user."""
    subprocess.run(["chattr", "+i", str(path)], check=True, capture_output=True)
    try:
        yield
    finally:
        subprocess.run(["chattr", "-i", str(path)], check=True)


def clock_set_back(folder: Path, chance: random.Random) -> Iterator[str]:
    """The clock goes back ten years and comes right again: the order of things stays that of the chain."""
    project, acknowledged = _project(folder, chance)
    with closing(project):
        back_up(project.database, why="time")
        with _clock_back():
            acknowledged.append(mark(project).id)
            back_up(project.database, why="time")
        acknowledged.append(mark(project).id)
        back_up(project.database, why="time")
        last = [entry.entity_id for entry in project.journal.entries() if entry.entity == "claim"]
        if last != acknowledged:
            yield "the journal is not in the order in which things were done"
        newest = backups_of(project.fact("id"))[0]
    for path in (project.path, newest.path):
        with closing(open_project(path)) as again:
            yield from _lost(again, acknowledged)


@contextmanager
def _clock_back() -> Iterator[None]:
    """It is ten years ago meanwhile."""

    class Earlier(datetime):
        @classmethod
        def now(cls, tz: object = None) -> Earlier:
            then = datetime.now(UTC) - _YEARS
            return cls.fromtimestamp(then.timestamp(), UTC)

    nanoseconds = int(_YEARS.total_seconds()) * 10**9
    clock = SimpleNamespace(time_ns=lambda: time.time_ns() - nanoseconds, time=time.time)
    with (
        mock.patch("annotator.domain.identity.datetime", Earlier),
        mock.patch("annotator.domain.identity.time", clock),
        mock.patch("annotator.store.backups.datetime", Earlier),
    ):
        yield


def foreign_program(folder: Path, chance: random.Random) -> Iterator[str]:
    """Another program reads, writes, holds and tidies up the file between our claims."""
    project, acknowledged = _project(folder, chance)
    tidying = ("VACUUM", "REINDEX", "ANALYZE", "PRAGMA journal_mode = WAL", "PRAGMA optimize")
    with closing(project), closing(sqlite3.connect(project.path, isolation_level=None)) as other:
        for _ in range(6):
            statement = chance.choice(tidying)
            if statement == "ANALYZE":
                other.execute("BEGIN IMMEDIATE")
                try:
                    with project.patience(0):
                        mark(project)
                    yield "a claim was taken while another program held the file"
                except Unavailable:
                    pass
                other.execute("ROLLBACK")
            else:
                other.execute(statement).fetchall()
            acknowledged.append(mark(project, chance.choice(_WORDS)).id)
        yield from _lost(project, acknowledged)
    with closing(open_project(project.path)) as again:
        yield from _lost(again, acknowledged)


_HOLDER = """
import sys
from pathlib import Path
from annotator.store.project import open_project
project = open_project(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""


def two_programs(folder: Path, chance: random.Random) -> Iterator[str]:
    """A second one may only read; when the first one is killed, the second takes over at once."""
    project, acknowledged = _project(folder, chance)
    project.close()
    command = [sys.executable, "-c", _HOLDER, str(project.path)]
    with subprocess.Popen(
        command, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        try:
            open_project(project.path).close()
            yield "two programs write to one project"
        except AlreadyOpen:
            pass
        with closing(open_project(project.path, read_only=True)) as reader:
            yield from _lost(reader, acknowledged)
        holder.send_signal(signal.SIGKILL)
    with closing(open_project(project.path)) as again:
        acknowledged.append(mark(again).id)
        yield from _lost(again, acknowledged)


def journal_removed(folder: Path, chance: random.Random) -> Iterator[str]:
    """After a crash somebody removes the file that would mend it: damage is found, and never worked on."""
    project, acknowledged = _project(folder, chance)
    project.close()
    half_written(project.path)
    project.path.with_name(f"{project.path.name}-journal").unlink()
    try:
        with closing(open_project(project.path)) as again:
            if not findings(again):
                yield from _lost(again, acknowledged)
    except ClaimdeskError:
        return


def no_backup(folder: Path, chance: random.Random) -> Iterator[str]:
    """No backup can be made: that is told, and work goes on."""
    project, acknowledged = _project(folder, chance)
    with closing(project):
        home = Path(os.environ["XDG_DATA_HOME"]) / "claimdesk"
        shutil.rmtree(home / "backups", ignore_errors=True)
        home.mkdir(parents=True, exist_ok=True)
        (home / "backups").write_bytes(b"")
        try:
            back_up(project.database, why="time")
            yield "a backup was made of nothing"
        except Unavailable as error:
            if os.strerror(errno.ENOTDIR).lower() not in str(error) and "exists" not in str(error):
                yield f"told otherwise: {error}"
        acknowledged.append(mark(project).id)
        yield from _lost(project, acknowledged)


SCENES: Final[tuple[Scene, ...]] = (
    moved,
    replaced,
    copied,
    read_only,
    clock_set_back,
    foreign_program,
    two_programs,
    journal_removed,
    no_backup,
)
