"""Kills a process at every part of what it does, and looks at what it leaves.

The process is forked from one that has done the same before, so that nothing is loaded any more. A third of
the kills come right before something is done to a file, one after the other; a third at calls of Python
functions that are as far apart from each other, and a third at moments, in the middle of SQLite's work too.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any, Final

from annotator.store.project import open_project
from tests.unit.store.samples import findings
from torture.campaign import Campaign, Tally
from torture.elsewhere import tally_of
from torture.homes import own_home

State = tuple[Any, ...]
_NEVER: Final = 1 << 60
_TIMED: Final = 3
_CHANGES: Final = frozenset(
    {"os.rename", "os.remove", "os.link", "os.mkdir", "os.rmdir", "os.chmod", "os.utime", "os.truncate"}
    | {"shutil.rmtree", "shutil.copyfile", "shutil.move", "sqlite3.connect"}
)
_LONGEST: Final = 30.0
"""Seconds in which what a killed process had started has to end."""
_DAYS: Final = 2 * 24 * 60 * 60

Arm = Callable[[int], Callable[[], int]]
"""Has this process killed when something was counted so often, and returns what tells how often it was."""


@dataclass(frozen=True, slots=True)
class Victim:
    """`prepare` makes the ground in an empty folder, `act` works on it and is killed, `state` looks.

    Two states are equal where a person finds the same, whatever ids and times are in them. `is_whole` says
    whether a state is one of those that were promised, given those before and after `act`.
    """

    prepare: Callable[[Path], object]
    act: Callable[[Path], object]
    state: Callable[[Path], State]
    is_whole: Callable[[State, State, State], bool] = field(
        default=lambda found, before, after: found in (before, after)
    )


def killing(module: str, promise: str, *, portion: int) -> Campaign:
    """The campaign of a module that is run by itself, tries kills and tells what they left."""
    return Campaign(
        promise=promise,
        run=lambda kills, seed: tally_of(module, kills, seed),
        short=3,
        long=200,
        portion=portion,
        counted=("kills",),
    )


def try_kills(victim: Victim, kills: int, seed: int) -> Tally:
    """Kill so often; after each kill the same is done once more, which has to end as if nobody was killed."""
    chance, tally = random.Random(seed), Tally()
    with own_home() as home:
        ground = _Ground(victim, home)
        ways = [(arm, ground.counted(arm)) for arm in (_at_files, _at_calls)]
        # As often as it is needed, up to what makes it sure.
        seconds = ground.seconds(times=min(_TIMED, -(-kills // 3)))
        for number in range(kills):
            share = (number + chance.random()) / kills
            kind = number % 3
            if kind < len(ways):
                arm, count = ways[kind]
                pid, status = ground.kill_at(arm, max(1, round(count * share)))
            else:
                pid, status = ground.kill_after(seconds * share)
            _judge(ground, pid, status, tally)
    return tally


class _Ground:
    """One place to work on, made anew for each kill."""

    def __init__(self, victim: Victim, home: Path) -> None:
        self.victim = victim
        self._ground, self.place = home / "ground", home / "place"
        self._ground.mkdir()
        self._live_at(self._ground)
        victim.prepare(self._ground)
        self.fresh()
        self.before = victim.state(self.place)
        # The first time may also have to load what it needs.
        victim.act(self.place)
        self.after = victim.state(self.place)

    def fresh(self) -> Path:
        """The place as it is before anything was done."""
        shutil.rmtree(self.place, ignore_errors=True)
        shutil.copytree(self._ground, self.place)
        self._live_at(self.place)
        return self.place

    def counted(self, arm: Arm) -> int:
        """How much a whole run counts."""
        pid, reader = self._forked(arm, _NEVER)
        with os.fdopen(reader) as told:
            lines = told.readlines()
        os.waitpid(pid, 0)
        return int(lines[-1])

    def seconds(self, *, times: int) -> float:
        """How long a whole run takes, the shortest of so many times."""
        return min(self._timed() for _ in range(times))

    def kill_at(self, arm: Arm, number: int) -> tuple[int, int]:
        """A process that kills itself at the place of this number, and how it ended."""
        pid, reader = self._forked(arm, number)
        with os.fdopen(reader) as told:
            told.read()
        return os.waitpid(pid, 0)

    def kill_after(self, seconds: float) -> tuple[int, int]:
        """A process that is killed so long after it began, and how it ended."""
        pid, reader = self._forked(_nothing, _NEVER)
        with os.fdopen(reader) as told:
            told.readline()
            end = time.perf_counter() + seconds
            while time.perf_counter() < end:
                pass
            os.kill(pid, signal.SIGKILL)
        return os.waitpid(pid, 0)

    def _timed(self) -> float:
        pid, reader = self._forked(_nothing, _NEVER)
        with os.fdopen(reader) as told:
            told.readline()
            start = time.perf_counter()
            told.read()
            seconds = time.perf_counter() - start
        os.waitpid(pid, 0)
        return seconds

    def _forked(self, arm: Arm, number: int) -> tuple[int, int]:
        self.fresh()
        reader, writer = os.pipe()
        child = os.fork()
        if not child:
            os.close(reader)
            self._work(arm, number, writer)
        os.close(writer)
        return child, reader

    def _work(self, arm: Arm, number: int, pipe: int) -> None:
        """In the forked process: never returns."""
        code = 1
        try:
            os.setpgid(0, 0)
            os.write(pipe, b"begun\n")
            counted = arm(number)
            self.victim.act(self.place)
            sys.setprofile(None)
            os.write(pipe, f"{counted()}\n".encode())
            code = 0
        except BaseException as error:  # noqa: BLE001 - whatever it is, the other process counts it
            sys.setprofile(None)
            sys.stderr.write(f"{type(error).__name__}: {error}\n")
        finally:
            os._exit(code)

    def _live_at(self, place: Path) -> None:
        """Backups, settings and logs belong to the place."""
        os.environ |= {f"XDG_{room}_HOME": str(place / "home") for room in ("CONFIG", "DATA", "STATE")}


def _judge(ground: _Ground, pid: int, status: int, tally: Tally) -> None:
    """Count what a killed process left, and what doing the same once more makes of it."""
    tally.count("kills")
    if os.WIFEXITED(status):
        tally.count("too late")
        if os.WEXITSTATUS(status):
            tally.fault(f"it ended by itself with {os.WEXITSTATUS(status)}")
    if not _all_ended(pid):
        tally.fault("a process that it had started lived on")
    place, victim = ground.place, ground.victim
    try:
        found = victim.state(place)
        kind = "before" if found == ground.before else "after" if found == ground.after else "in part"
        tally.count(kind)
        if not victim.is_whole(found, ground.before, ground.after):
            tally.fault(f"neither before nor after: {found}")
        tally.count("parts left", len(list(_parts(place))))
        _age(place)
        victim.act(place)
        if (again := victim.state(place)) != ground.after:
            tally.fault(f"doing it again does not help: {again}")
    except Exception as error:  # noqa: BLE001 - whatever it is, it is counted
        tally.fault(f"afterwards {type(error).__name__}: {error}")
    wrong = [*_unsound(place), *(f"{part.name} was left behind" for part in _parts(place))]
    for said in wrong:
        tally.fault(said)


def _all_ended(group: int) -> bool:
    """Whether every process of the group ends soon, such as one that reads files for the killed one."""
    end = time.monotonic() + _LONGEST
    while time.monotonic() < end:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.01)
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)
    return False


def _parts(place: Path) -> Iterator[Path]:
    return place.rglob(".*.part*")


def _age(place: Path) -> None:
    """Let two days pass for the parts that were left: before, somebody might still be writing them."""
    for part in _parts(place):
        past = part.stat().st_mtime - _DAYS
        os.utime(part, (past, past))


def _unsound(place: Path) -> Sequence[str]:
    """What is wrong with the projects and the backups at the place."""
    wrong = []
    for path in sorted(place.rglob("*.claimdesk")):
        try:
            with closing(open_project(path, read_only="home" in path.parts)) as project:
                wrong += [f"{path.name}: {finding}" for finding in findings(project)]
        except Exception as error:  # noqa: BLE001 - a project that can't be opened is a fault, whatever is raised
            wrong.append(f"{path.name}: {type(error).__name__}: {error}")
    return wrong


def _at_files(kill_at: int) -> Callable[[], int]:
    """Kill this process right before it does something to a file for the given time."""
    count = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        if event in _CHANGES or (event == "open" and _is_to_write(arguments)):
            count += 1
            if count == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    return lambda: count


def _is_to_write(arguments: tuple[object, ...]) -> bool:
    flags = arguments[2]
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def _at_calls(kill_at: int) -> Callable[[], int]:
    """Kill this process at the given call, or return from a call, of any function."""
    count = 0

    def hook(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += 1
        if count == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(hook)
    return lambda: count


def _nothing(_kill_at: int) -> Callable[[], int]:
    return lambda: 0
