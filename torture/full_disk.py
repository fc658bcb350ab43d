"""Do everything that writes on a disk that is full, or becomes full while it is done.

On a small disk in memory, which only a privileged user can make. The file is as before or as after, a person
was told where it is as before, and once there is room the same operation does its work.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from torture.campaign import Campaign, NotPossible, Tally
from torture.operations import OPERATIONS
from torture.trying import Ground

_SIZE = 4 << 20
_MOST_FREE = 300_000
_FULL = 0.25
"""In such a share of the runs there is no byte free from the beginning."""


def run(runs: int, seed: int) -> Tally:
    """Each operation so often as there are runs for it, with more or less room."""
    tally, chance = Tally(), random.Random(seed)
    with tempfile.TemporaryDirectory() as name, _disk(Path(name) / "disk") as disk:
        for number, operation in enumerate(OPERATIONS):
            ground = Ground(operation, Path(name) / str(number), disk / "place", lambda _: nullcontext())
            for _ in range(len(range(number, runs, len(OPERATIONS)))):
                free = 0 if chance.random() < _FULL else chance.randrange(_MOST_FREE)
                _count(ground, operation, free, tally)
    return tally


def _count(ground: Ground, operation: str, free: int, tally: Tally) -> None:
    tally.count("full disks" if not free else "disks that filled up")
    for fault in ground.faults(lambda place: _filled(place.parent, free)):
        tally.fault(f"{operation} with {free} bytes free: {fault}")
    tally.count("told", ground.was_told)
    tally.count("there was room enough", not ground.was_told)


@contextmanager
def _filled(disk: Path, free: int) -> Iterator[None]:
    """Leave so many bytes of the disk free."""
    ballast = disk / "ballast"
    ballast.write_bytes(bytes(max(shutil.disk_usage(disk).free - free, 0)))
    try:
        yield
    finally:
        ballast.unlink()


@contextmanager
def _disk(folder: Path) -> Iterator[Path]:
    """A disk of its own. Raises NotPossible where none can be made."""
    folder.mkdir()
    try:
        command = ["mount", "-t", "tmpfs", "-o", f"size={_SIZE}", "tmpfs", str(folder)]
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise NotPossible("only a privileged user can mount a small disk, and this one is not") from error
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


CAMPAIGN = Campaign(
    promise="filled to 0 bytes in each of 11 operations: 0 lost, told, works again with room",
    run=run,
    short=11,
    long=550,
    portion=55,
    counted=("full disks", "disks that filled up", "told"),
)
