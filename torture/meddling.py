"""Meddle with projects that are open: move, replace, copy, hold and rewrite the file, and turn the clock."""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from torture.campaign import Campaign, Tally
from torture.scenes import SCENES, read_only


def run(runs: int, seed: int) -> Tally:
    """So many scenes, one after the other, each with another project and another chance."""
    tally, chance = Tally(), random.Random(seed)
    for number in range(runs):
        scene = SCENES[number % len(SCENES)]
        if scene is read_only and not (shutil.which("chattr") and os.geteuid() == 0):
            tally.count("read_only scenes left out, as nobody here may make a file immutable")
            continue
        tally.count(scene.__name__.replace("_", " "))
        # Not in memory: the scenes are about disks.
        with tempfile.TemporaryDirectory() as name, _home(Path(name) / "home"):
            folder = Path(name) / "work"
            folder.mkdir()
            for fault in scene(folder, chance):
                tally.fault(f"{scene.__name__} {number}: {fault}")
    return tally


@contextmanager
def _home(folder: Path) -> Iterator[None]:
    """Keep what belongs to this computer in `folder` meanwhile."""
    before = os.environ.get("XDG_DATA_HOME")
    os.environ["XDG_DATA_HOME"] = str(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ["XDG_DATA_HOME"]
        else:
            os.environ["XDG_DATA_HOME"] = before


CAMPAIGN = Campaign(
    promise="whatever is done to the file from outside: 0 lost, nothing of others overwritten, told",
    run=run,
    short=9,
    long=450,
    portion=45,
    counted=tuple(scene.__name__.replace("_", " ") for scene in SCENES if scene is not read_only),
)
