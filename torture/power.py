"""Cut the power while somebody works: the application's own writes, of which the disk kept what it liked.

A process works at a desk while `strace` records what it writes and waits for. That is replayed up to some
moment, and of what nobody waited for by then only some sectors, lengths and names come through
(`power_disk`). The project that is left must open, be whole and say what it said when the last thing was
done, or what it says after the next one; settings, exports and backups must be whole files of before or
after. So that this is known to find losses, the same is done with a process that does not wait for the disk.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from annotator.domain.errors import ClaimdeskError
from annotator.store.project import open_project
from tests.unit.store.samples import findings
from torture.campaign import Campaign, Tally
from torture.elsewhere import REPOSITORY
from torture.homes import data_in, memory
from torture.power_files import Kept
from torture.power_trace import Replay, traced
from torture.power_work import PROJECT, digest

_ACTS = 50
_CONTROL = 25
"""For so many cuts another one is made where the process does not wait for the disk, or not long enough."""
_THOROUGH = 0.1


@dataclass(frozen=True, slots=True)
class Recording:
    """A trace, the folder that it is about, and what the process said: kinds and digests.

    It was `ready` for a person to work with at that call of so many `calls`.
    """

    trace: Path
    folder: Path
    said: list[tuple[str, str]]
    ready: int
    calls: int


def run(cuts: int, seed: int) -> Tally:
    """Record one piece of work, cut the power so often in it, and count what is left."""
    tally, chance = Tally(), random.Random(seed)
    control = max(cuts // _CONTROL, 20)
    with tempfile.TemporaryDirectory(dir=memory()) as name:
        ground = Path(name)
        _cut(_record(ground / "safe", seed, "EXTRA"), cuts, chance, tally)
        synchronous, found = ("OFF", "NORMAL")[seed % 2], Tally()
        _cut(_record(ground / synchronous, seed, synchronous), control, chance, found)
        tally.count(f"cuts with synchronous={synchronous}", control)
        tally.count("faults found there", found.faulty)
    return tally


def _record(ground: Path, seed: int, synchronous: str) -> Recording:
    folder, trace = ground / "work", ground / "trace"
    for name in ("work", "data", "elsewhere"):
        (ground / name).mkdir(parents=True)
    command = [sys.executable, "-m", "torture.power_work", str(folder), str(seed), str(_ACTS), synchronous]
    homes = {
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_CONFIG_HOME": str(ground / "elsewhere"),
        "XDG_STATE_HOME": str(ground / "elsewhere"),
        "TMPDIR": str(ground / "elsewhere"),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(REPOSITORY),
    }
    traced(command, trace, folder=REPOSITORY, environment={**os.environ, **homes})
    told = list(Replay(folder).run(trace))
    said = [(kind, state) for kind, _, state in (word.rpartition(" ") for word in told if word)]
    ready = next(moment for moment, word in enumerate(told) if word)
    return Recording(trace, folder, said, ready, len(told))


def _cut(recording: Recording, cuts: int, chance: random.Random, tally: Tally) -> None:
    """Replay the recording and judge what the disk holds at so many moments after the first word."""
    replay, kept, said = Replay(recording.folder), Kept(recording.folder), -1
    moments = Counter(chance.choices(range(recording.ready, recording.calls), k=cuts))
    for moment, word in enumerate(replay.run(recording.trace)):
        if word:
            said += 1
            kept.acknowledge(replay.disk)
        else:
            kept.notice(replay.disk)
        for _ in range(moments[moment]):
            files = replay.disk.after_power_cut(chance)
            _judge(files, recording, said, kept, is_thorough=chance.random() < _THOROUGH, tally=tally)
    tally.count("acts", sum(kind not in ("ready", "refused", "closed") for kind, _ in recording.said))


def _judge(
    files: dict[str, bytes],
    recording: Recording,
    said: int,
    kept: Kept,
    *,
    is_thorough: bool,
    tally: Tally,
) -> None:
    """Open what a cut left. The digest tells whether it is whole; now and then all of it is checked, too."""
    tally.count("cuts")
    faults = list(kept.faults(files))
    tally.count("files lost or torn", len(faults))
    states = [state for _, state in recording.said]
    with tempfile.TemporaryDirectory(dir=recording.folder.parent) as name, data_in(Path(name) / "data"):
        for path, content in files.items():
            copy = Path(name) / Path(path).relative_to(recording.folder)
            if "backups" not in copy.parts:
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(content)
        try:
            with closing(open_project(Path(name) / PROJECT)) as project:
                found = digest(project)
                if project.database.rows("PRAGMA integrity_check") != [("ok",)]:
                    faults.append("corrupt: SQLite finds the file damaged")
                if is_thorough:
                    faults += [f"corrupt: {finding}" for finding in findings(project)]
        except ClaimdeskError as error:
            faults.append(f"corrupt: it does not open: {error}")
        else:
            is_there = found in states[said : said + 2]
            tally.count("lost", not is_there and found in states[:said])
            tally.count("half", not is_there and found not in states[:said])
            if not is_there:
                faults.append(f"after “{recording.said[said][0]}” it does not say what was said then")
    tally.count("corrupt", sum(fault.startswith("corrupt") for fault in faults))
    for fault in faults:
        tally.fault(fault)


CAMPAIGN = Campaign(
    promise="20,000 power cuts: 0 acknowledged decisions lost, 0 corrupt",
    run=run,
    short=500,
    long=20_000,
    portion=1000,
    counted=("cuts", "acts", "faults found there"),
)
