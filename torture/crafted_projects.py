"""Open project files that are made to do harm, each with the verdict that it has to get.

What is refused is refused for writing and for reading, stays as it was to the byte, and nothing is made
beside it. What opens says what it said before, or `check` says what is not so.
"""

from __future__ import annotations

import random
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Final

from annotator.domain.errors import ClaimdeskError
from annotator.store.project import open_project
from tests.unit.store.samples import findings
from torture.campaign import Campaign, Tally
from torture.crafted_project import CraftedProject, Verdict
from torture.crafted_project_list import ALL
from torture.elsewhere import tally_of, tell
from torture.projects import seed_project, told

_MOST_SECONDS: Final = 20.0
"""Of the processor: a project may make the window wait that long, and no longer."""

Said = dict[str, list[str]]


def try_projects(count: int, seed: int) -> Tally:
    """Open so many of the projects in this process."""
    tally = Tally()
    chosen = random.Random(seed).sample(ALL, min(count, len(ALL)))
    with tempfile.TemporaryDirectory(prefix="claimdesk-torture-") as name:
        sound = Path(name) / "sound.claimdesk"
        seed_project(sound)
        with closing(open_project(sound, read_only=True)) as project:
            said = told(project)
        for number, crafted in enumerate(chosen):
            folder = Path(name) / str(number)
            folder.mkdir()
            path = folder / "crafted.claimdesk"
            path.write_bytes(sound.read_bytes())
            crafted.make(path)
            begun = time.process_time()
            _try(crafted, path, said, tally)
            _time(crafted, time.process_time() - begun, tally)
    return tally


def _try(crafted: CraftedProject, path: Path, said: Said, tally: Tally) -> None:
    tally.count("projects")
    before = _picture(path.parent)
    verdict, words = _verdict(path, said)
    tally.count(verdict.value)
    if verdict is not crafted.verdict or crafted.says not in words:
        tally.fault(f"{crafted}: {verdict.value} with “{words[:200]}”")
    if _picture(path.parent) != before:
        tally.fault(f"{crafted}: it was changed by opening it for reading")
    if verdict is not Verdict.REFUSED:
        return
    try:
        open_project(path).close()
        tally.fault(f"{crafted}: it is refused for reading and opens for writing")
    except ClaimdeskError:
        pass
    if _picture(path.parent) != before:
        tally.fault(f"{crafted}: it was changed by refusing it")


def _verdict(path: Path, said: Said) -> tuple[Verdict, str]:
    """What comes of opening it for reading, and the words that a person gets."""
    try:
        with closing(open_project(path, read_only=True)) as project:
            found = findings(project)
            if found:
                return Verdict.FOUND, "; ".join(map(str, found))
            return (Verdict.SAME if told(project) == said else Verdict.OTHER), ""
    except ClaimdeskError as error:
        return Verdict.REFUSED, str(error)
    except Exception as error:  # noqa: BLE001 - whatever it is, a person would have met a bug
        return Verdict.BUG, f"{type(error).__name__}: {error}"


def _picture(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, byte for byte."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def _time(crafted: CraftedProject, seconds: float, tally: Tally) -> None:
    tally.peak("seconds of the processor for one project", seconds)
    if seconds > _MOST_SECONDS:
        tally.fault(f"{crafted}: it took {seconds:.0f} s")


def run(count: int, seed: int) -> Tally:
    """Open so many of the projects, in a process whose death is counted as a crash."""
    return tally_of("torture.crafted_projects", count, seed)


CAMPAIGN = Campaign(
    promise="every crafted project gets its exact verdict, and what is refused stays as it was to the byte",
    run=run,
    short=len(ALL),
    long=len(ALL),
    portion=len(ALL),
    counted=("projects", Verdict.REFUSED.value, Verdict.FOUND.value, Verdict.SAME.value),
)

if __name__ == "__main__":
    tell(try_projects)
