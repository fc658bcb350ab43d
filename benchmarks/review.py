"""Review of 10,000 articles that three annotators have finished, with 240,000 claims: opening it, and keys.

Opening is from asking for it until the first item is painted and can be decided. Its floor is making and
opening the main window on the same project until its article is painted. A key decides an item; it counts
until that is committed and painted, and until the next item is painted, without the moment for which the
window holds the result on purpose. The floor is one durable commit of the statements that the
key wrote, by SQLite alone in a copy of the file with the same settings, and one repaint of the window.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from annotator.app import make_window
from annotator.desk.settings import Settings
from annotator.views.review.review_window import ReviewWindow
from benchmarks.display import display, numbers
from benchmarks.durable import DurableCommit
from benchmarks.figures import Figure, share
from benchmarks.projects import ANNOTATOR

ARTICLES: Final = 10_000
_ROUNDS: Final = 7
_PRESSES: Final = 300
_BESIDE: Final = 10
_BETWEEN: Final = 0.4
"""Seconds between two presses: the window has long shown the next item."""
_KEYS: Final = (Qt.Key.Key_1, Qt.Key.Key_0, Qt.Key.Key_A, Qt.Key.Key_2, Qt.Key.Key_P)


def measure(folder: Path, scale: float) -> Iterator[Figure]:
    from benchmarks.teams import CLAIMS, NAMES, make_team_project

    count = max(100, round(ARTICLES * scale))
    project = make_team_project(folder / "review", articles=count)
    with display(folder) as environment:
        found = numbers("benchmarks.review", project, environment=environment)
    claims = count * CLAIMS * len(NAMES)
    review, window = found["review"], found["window"]
    name = f"review of {count:,} articles and about {claims:,} claims"
    yield Figure(f"{name}, opened, median", share(review, 0.5), share(window, 0.5), 1.5, "ms")
    key, floor = found["key"], found["floor"]
    yield Figure(
        "a key, until the next item is painted, p95", share(key, 0.95), share(floor, 0.95), 2.0, "ms"
    )
    yield Figure("their median", share(key, 0.5), share(floor, 0.5), 2.0, "ms")
    beside = found["beside"]
    yield Figure("the same while articles are read, p95", share(beside, 0.95), share(floor, 0.95), 4.0, "ms")


def _measured(project: Path) -> dict[str, list[float]]:
    from benchmarks.shown import application, open_window, painted, settle

    found: dict[str, list[float]] = {"window": [], "review": [], "beside": [], "key": [], "floor": []}
    for _ in range(_ROUNDS):
        settings = Settings(project.with_suffix(".json"))
        settings.change(annotator=ANNOTATOR)
        start = perf_counter()
        window = make_window(application(), settings)
        window.show()
        window.session.open(project)
        found["window"].append(
            (perf_counter() - start) * 1000 + painted(_nothing, window.parts.article.viewport())
        )
        settle(1.0)
        found["review"].append(painted(window.table.action("view.review").trigger))
        _review_window().close()
        window.close()
        window.deleteLater()
        settle(0.5)
    window = open_window(project)
    window.table.action("view.review").trigger()
    shown = _review_window()
    floor = DurableCommit(window.bench.desk.project.database.connection, project.with_name("floor"))
    found["beside"] = _pressed(shown, _BESIDE, floor)[0]
    while shown.review.queue.is_reading or shown.figures.is_working:
        settle(0.1)
    settle(1.0)
    found["key"], found["floor"] = _pressed(shown, _PRESSES, floor)
    floor.close()
    window.close()
    return found


def _pressed(window: ReviewWindow, presses: int, floor: DurableCommit) -> tuple[list[float], list[float]]:
    """Milliseconds of each key until the next item is painted, and of the floor after each."""
    from benchmarks.shown import painted, settle

    viewport = window.text.viewport()

    def repaint() -> None:
        for part in (window, *window.findChildren(QWidget)):
            part.update()

    ours, least = list[float](), list[float]()
    for key in islice(cycle(_KEYS), presses):
        settle(_BETWEEN)
        with floor.listening():
            until_result = painted(partial(QTest.keyClick, window.text, key), viewport)
            is_next_to_come = window.showing.is_holding
            ours.append(until_result + (painted(window.showing.flush, viewport) if is_next_to_come else 0.0))
        least.append(floor.commit() + painted(repaint, viewport))
    return ours, least


def _review_window() -> ReviewWindow:
    return next(
        one for one in QApplication.topLevelWidgets() if isinstance(one, ReviewWindow) and one.isVisible()
    )


def _nothing() -> None:
    """What was asked for before is under way."""


if __name__ == "__main__":
    print(json.dumps(_measured(Path(sys.argv[1]))))
