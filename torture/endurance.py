"""One window in which somebody decides without end: what it takes of memory and time stays the same.

Times are of the processor, as other programs may be at work; those by the clock are only told.
"""

from __future__ import annotations

import gc
import os
import random
import statistics
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from annotator.domain.steps import Step
from annotator.domain.work import Unwatched
from annotator.exchange.finding import find_files
from annotator.exchange.importing import import_texts
from annotator.store.making import in_the_making
from annotator.store.project import create_project, open_project
from benchmarks.corpus import write_articles
from tests.unit.store.samples import findings
from torture.annotating import ANNOTATOR, Annotating
from torture.campaign import Campaign, Tally
from torture.elsewhere import tally_of, tell
from torture.homes import own_home
from torture.window_driver import Took, drive

_ARTICLE: Final = 2_500
"""Bytes of an article, which is some twenty sentences."""
_DECISIONS_OF_AN_ARTICLE: Final = 30
_MOST_GROWTH: Final = 50.0
"""Megabytes, after a tenth of the decisions."""
_FEWER_NONE: Final = 100
_MORE_NONE: Final = 0.1
"""References to None by which the count may go up for each decision. PySide 6.11 keeps one for each virtual
method that Qt calls for the first time on an object that Python made, which takes no memory: six for a
picture that is painted on, three for a document that is laid out, one for `deleteLater`. Fewer would end the
process."""
_LOADED_ONCE: Final = 500
"""References to None of what is loaded, and of claims that are shown, at one moment and not at another."""
_SLOWER: Final = 1.5
_LONGEST_PRESS: Final = 0.5
"""Seconds of the processor for one key, the opening of the next article included."""
_SAMPLES: Final = 100


@dataclass(slots=True)
class _Watched:
    """What was seen of the window: the time of each decision, and now and then its memory and None."""

    every: int
    took: list[Took] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)
    nones: list[int] = field(default_factory=list)
    verbs: set[str] = field(default_factory=set)

    def painted(self, step: Step, took: Took) -> None:
        self.took.append(took)
        self.verbs.add(step.verb)
        if len(self.took) % self.every == 0:
            gc.collect()
            self.megabytes.append(_megabytes())
            self.nones.append(sys.getrefcount(None))


def run(decisions: int, seed: int) -> Tally:
    """Let somebody decide so often in one window of this process."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    tally, watched = Tally(), _Watched(max(1, decisions // _SAMPLES))
    with own_home() as home:
        path = _project(home, decisions // _DECISIONS_OF_AN_ARTICLE + 2)
        anna = Annotating(random.Random(seed))
        drive(path, seed * 4, watched.painted, seat=anna, until=lambda: len(watched.took) >= decisions)
        with closing(open_project(path)) as project:
            tally.count("findings", len(found := findings(project)))
            for finding in found:
                tally.fault(str(finding))
    tally.count("decisions", len(watched.took))
    tally.count("verbs", len(watched.verbs))
    _judge_times(watched.took, tally)
    _judge_memory(watched, tally)
    return tally


def _project(folder: Path, articles: int) -> Path:
    write_articles(folder / "articles", articles, _ARTICLE)
    with closing(create_project(folder / "long")) as project, in_the_making(project):
        anna = project.join(ANNOTATOR)
        import_texts(Unwatched(), project, find_files([folder / "articles"]), annotator_id=anna.id)
        return project.path


def _judge_times(took: Sequence[Took], tally: Tally) -> None:
    """The last decisions take no longer than the first ones after the window was warm.

    The p99 of less than a hundred is the one that took longest, which is told and not judged so.
    """
    warm = took[len(took) // 10 :]
    some = max(1, min(1_000, len(warm) // 3))
    first, last = warm[:some], warm[-some:]
    for name, part in (("median", 0.5), ("p99", 0.99)):
        early, late = (_share([t.processor for t in times], part) for times in (first, last))
        tally.peak(f"{name} of the last by that of the first {some}", late / early)
        tally.peak(f"ms of the processor, {name} of the last {some}", late * 1000)
        is_of_one = some * (1 - part) < 1
        if late > early * _SLOWER and late - early > 0.01 and not is_of_one:
            tally.fault(f"{name} was {early * 1000:.1f} ms and became {late * 1000:.1f} ms")
    tally.peak(f"ms by the clock, p99 of the last {some}", _share([t.clock for t in last], 0.99) * 1000)
    longest = max(t.processor for t in warm)
    tally.peak("ms of the processor for one key", longest * 1000)
    if longest > _LONGEST_PRESS:
        tally.fault(f"a key kept the window for {longest:.2f} s")


def _judge_memory(watched: _Watched, tally: Tally) -> None:
    """Memory and the count of None go up and down with the article, and stay where they are."""
    tenth = max(1, len(watched.nones) // 10)
    megabytes, nones = watched.megabytes[tenth:], watched.nones[tenth:]
    growth = statistics.median(megabytes[-tenth:]) - statistics.median(megabytes[:tenth])
    added = round(statistics.median(nones[-tenth:]) - statistics.median(nones[:tenth]))
    tally.peak("MB", max(megabytes))
    tally.peak("MB more at the end", growth)
    tally.peak("references to None more at the end", added)
    if growth > _MOST_GROWTH:
        tally.fault(f"{growth:.1f} MB more at the end")
    if not -_FEWER_NONE < added < len(watched.took) * _MORE_NONE + _LOADED_ONCE:
        tally.fault(f"{added:+} references to None")


def _share(values: Sequence[float], part: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]


def _megabytes() -> float:
    """The memory of this process that is in use now."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20)


CAMPAIGN = Campaign(
    promise="50,000 decisions in one window: < 50 MB more, None never fewer, p99 of the last as of the first",
    run=lambda decisions, seed: tally_of("torture.endurance", decisions, seed),
    short=200,
    long=50_000,
    portion=50_000,
    counted=("decisions",),
)

if __name__ == "__main__":
    tell(run)
