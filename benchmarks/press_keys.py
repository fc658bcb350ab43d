"""From a key press to the decision committed and painted in an article of 5,000 words with 300 claims.

The floor is one durable commit of the very statements that the press wrote, by SQLite alone on a copy of the
file with the same settings, and one repaint of the whole viewport. It is measured after each press. Then the
same presses while the window imports 10,000 articles.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from benchmarks.corpus import write_articles
from benchmarks.display import display, numbers
from benchmarks.durable import DurableCommit
from benchmarks.figures import Figure, share

PRESSES: Final = 300
CLAIMS: Final = 300
WORDS: Final = 5_000
IMPORTED: Final = 10_000
_LONGEST: Final = 50.0
_BETWEEN: Final = 0.12
"""Seconds between two presses: as fast as anybody presses."""


def measure(folder: Path, scale: float) -> Iterator[Figure]:
    from benchmarks.projects import make_project, running_text

    presses = max(30, round(PRESSES * scale))
    project = make_project(folder / "keys", articles=20, text=running_text(words=WORDS), claims=CLAIMS)
    write_articles(folder / "imported", max(200, round(IMPORTED * scale)))
    with display(folder) as environment:
        found = numbers(
            "benchmarks.press_keys", project, folder / "imported", str(presses), environment=environment
        )
    alone, floor, beside = found["alone"], found["floor"], found["beside"]
    last = share(alone, 0.99)
    yield Figure(
        f"{presses} key presses, committed and painted, p95",
        share(alone, 0.95),
        share(floor, 0.95),
        2.0,
        "ms",
    )
    yield Figure("their median", share(alone, 0.5), share(floor, 0.5), 2.0, "ms")
    everywhere = found["everywhere"]
    yield Figure("until every pane is painted, median", share(everywhere, 0.5), share(floor, 0.5), 3.0, "ms")
    yield Figure("their p99, beside 50 ms", last, _LONGEST, 1.0, "ms")
    yield Figure(
        f"{len(beside)} presses during an import, p99, beside that", share(beside, 0.99), last, 2.0, "ms"
    )


def _measured(project: Path, imported: Path, presses: int) -> dict[str, list[float]]:
    from benchmarks.shown import PaneClock, open_window, painted, settle

    clock = PaneClock()
    window = open_window(project)
    article, desk = window.parts.article, window.bench.desk
    viewport = article.viewport()
    window.bench.movement.to_undecided(1)
    settle(1.0)
    floor = DurableCommit(desk.project.database.connection, project.with_name("floor"))
    alone, everywhere, least, beside = list[float](), list[float](), list[float](), list[float]()
    for act in islice(cycle(_acts(article)), presses):
        settle(_BETWEEN)
        saved = desk.saved_at
        with floor.listening():
            in_article, in_all = clock.measure(act, viewport)
        alone.append(in_article)
        everywhere.append(in_all)
        assert desk.saved_at != saved
        least.append(floor.commit() + painted(viewport.repaint, viewport))
    floor.close()
    is_over: list[object] = []
    window.bench.queue.loaded.connect(lambda: is_over.append(True))
    window.parts.intake.import_files([imported])
    for act in islice(cycle(_acts(article)), presses):
        settle(_BETWEEN)
        if is_over:
            break
        beside.append(clock.measure(act, viewport)[0])
    window.close()
    return {"alone": alone, "everywhere": everywhere, "floor": least, "beside": beside}


def _acts(widget: QWidget) -> tuple[Callable[[], None], ...]:
    """Labels, each going on to the next sentence, and two steps back."""

    def label(digit: Qt.Key) -> Callable[[], None]:
        return lambda: QTest.keyClick(widget, digit)

    def undo() -> None:
        QTest.keyClick(widget, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    return label(Qt.Key.Key_1), label(Qt.Key.Key_2), undo, label(Qt.Key.Key_3), undo


if __name__ == "__main__":
    print(json.dumps(_measured(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))))
