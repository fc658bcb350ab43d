"""Let the real product work over hostile files, and hear whether it asks for a socket or a stranger's file.

A hook in every process writes down what it opens: only the project, what was chosen, the settings, the
program and its interpreter may be among it. What libraries in C open by themselves is not heard.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Final

from annotator.exchange.formats import formats
from torture import annotation_samples, article_samples
from torture.campaign import Campaign, Tally
from torture.crafted_files import ALL
from torture.elsewhere import REPOSITORY
from torture.import_annotations import mutants as annotation_mutants
from torture.import_articles import mutants as article_mutants
from torture.overhearing import ALLOWED, BEGUN, LOG

_IN_SHORT: Final = 4
"""Formats that a short form writes."""
_LONGEST: Final = 1_800
_CONTROLS: Final = ("open /etc/hostname", "socket.__new__ (2,")
"""What the work does on purpose, once each, to show that it would be heard."""
_ALWAYS: Final = (
    "/dev/null",
    "/dev/urandom",
    "/usr/share/zoneinfo",
    "/etc/localtime",
    "/proc/self/mountinfo",
)
"""Besides what is chosen: the system's time zones, and the list of disks, which tells a shared folder."""
_HOOK: Final = "from torture.overhearing import listen\n\nlisten()\n"


def run(count: int, seed: int) -> Tally:
    """Work over so many hostile files and as many with annotations, in processes of its own."""
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="claimdesk-torture-") as name:
        folder = Path(name)
        _write_files(folder, count, random.Random(seed))
        ended = subprocess.run(
            [
                sys.executable,
                "-m",
                "torture.network_work",
                str(folder),
                *_formats(count, random.Random(seed)),
            ],
            cwd=REPOSITORY,
            env=_environment(folder),
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            timeout=_LONGEST,
        )
        tally.count("hostile files", count)
        if ended.returncode:
            tally.fault(f"the work ended with {ended.returncode}: …{ended.stderr[-400:]}")
        _judge((folder / "log" / "heard").read_text(encoding="utf-8").splitlines(), tally)
    return tally


def _formats(count: int, chance: random.Random) -> list[str]:
    """All that are written where much is asked for, else some."""
    names = [found.name for found in formats() if found.writer is not None]
    return names if count > len(names) else chance.sample(names, _IN_SHORT)


def _write_files(folder: Path, count: int, chance: random.Random) -> None:
    """Sound, crafted and damaged files, in the folders that are chosen later."""
    for name in ("articles", "annotations", "hook", "log", "home", "out"):
        (folder / name).mkdir()
    sound = article_samples.samples()
    files = [(f"sound{number}{end}", contents[0]) for number, (end, contents) in enumerate(sound.items())]
    crafted = chance.sample([each for each in ALL if not each.is_slow], min(count // 2, len(ALL) // 2))
    files += [(f"crafted{number}-{each.name}", each.make()) for number, each in enumerate(crafted)]
    files += article_mutants(count - len(crafted), chance)
    for name, content in files:
        (folder / "articles" / name).write_bytes(content)
    own = annotation_samples.samples()
    samples = [*chance.sample(own, min(count // 4, len(own))), *annotation_mutants(count // 8, chance)]
    for number, sample in enumerate(samples):
        (folder / "annotations" / f"{number:04}~{sample.format_name}~{sample.name}").write_bytes(
            sample.content
        )
    (folder / "hook" / "sitecustomize.py").write_text(_HOOK, encoding="utf-8")


def _environment(folder: Path) -> dict[str, str]:
    home = str(folder / "home")
    allowed = (str(folder), sys.prefix, sys.base_prefix, str(REPOSITORY), *_ALWAYS)
    return {
        **os.environ,
        **dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "TMPDIR"), home),
        "PYTHONPATH": os.pathsep.join((str(folder / "hook"), str(REPOSITORY))),
        "QT_QPA_PLATFORM": "offscreen",
        LOG: str(folder / "log" / "heard"),
        ALLOWED: os.pathsep.join(allowed),
    }


def _judge(heard: list[str], tally: Tally) -> None:
    """Everything but the beginnings of processes and what was done on purpose is a fault."""
    tally.count("processes heard", sum(line.startswith(BEGUN) for line in heard))
    strangers = Counter(line for line in heard if not line.startswith(BEGUN))
    for control in _CONTROLS:
        line = next((line for line in strangers if line.startswith(control)), None)
        if line is None:
            tally.fault(f"“{control}” was done and not heard")
        else:
            strangers.subtract([line])
            tally.count("controls heard")
    tally.count("strangers", sum(strangers.values()))
    for line, times in strangers.items():
        if times > 0:
            tally.fault(f"{times} x {line}")


CAMPAIGN = Campaign(
    promise="0 sockets and 0 files opened outside project, chosen files, program and settings",
    run=run,
    short=16,
    long=1_000,
    portion=250,
    counted=("hostile files", "processes heard", "controls heard"),
)
