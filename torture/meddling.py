"""Meddle with projects that are open: move, replace, copy, hold and rewrite the file, and turn the clock."""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from pathlib import Path

from torture.campaign import Campaign, Tally
from torture.homes import data_in
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
        with tempfile.TemporaryDirectory() as name, data_in(Path(name) / "home"):
            folder = Path(name) / "work"
            folder.mkdir()
            for fault in scene(folder, chance):
                tally.fault(f"{scene.__name__} {number}: {fault}")
    return tally


CAMPAIGN = Campaign(
    promise="whatever is done to the file from outside: 0 lost, nothing of others overwritten, told",
    run=run,
    short=9,
    long=450,
    portion=45,
    counted=tuple(scene.__name__.replace("_", " ") for scene in SCENES if scene is not read_only),
)
