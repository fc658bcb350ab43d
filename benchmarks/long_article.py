"""An article of 1,000,000 characters with 5,000 claims, beside `QTextEdit` with the same plain text.

First paint and page by page, both in windows of one size with the same font and column. "Opened" counts
everything from the wish in the queue on: reading, all panes, painting.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median
from typing import Final

from PySide6.QtWidgets import QAbstractSlider, QMainWindow, QTextEdit

from benchmarks.display import display, numbers
from benchmarks.figures import Figure, share

CHARACTERS: Final = 1_000_000
CLAIMS: Final = 5_000
_ROUNDS: Final = 11
_PAGES: Final = 60


def measure(folder: Path, scale: float) -> Iterator[Figure]:
    from benchmarks.projects import make_project, running_text

    characters, claims = max(20_000, round(CHARACTERS * scale)), max(100, round(CLAIMS * scale))
    text = running_text(characters=characters)
    project = make_project(folder / "long", articles=1, text=text, claims=claims)
    with display(folder) as environment:
        found = numbers("benchmarks.long_article", project, environment=environment)
    plain = median(found["plain"])
    yield Figure(f"first paint of {characters:,} characters", median(found["shown"]), plain, 3.0, "ms")
    yield Figure("the same, opened from the queue", median(found["opened"]), plain, 3.0, "ms")
    yield Figure("a page further, median", median(found["page"]), median(found["plain page"]), 2.0, "ms")
    page, plain_page = (share(found[name], 0.95) for name in ("page", "plain page"))
    yield Figure("a page further, p95", page, plain_page, 2.0, "ms")


def _measured(project: Path) -> dict[str, list[float]]:
    from benchmarks.shown import open_window, painted, settle

    window = open_window(project)
    article, desk = window.parts.article, window.bench.desk
    long_id, short_id = (row.article_id for row in window.bench.queue.rows[:2])
    plain = QTextEdit()
    other = _window_of(plain, like=article)
    found: dict[str, list[float]] = {name: [] for name in ("opened", "shown", "plain", "page", "plain page")}
    for _ in range(_ROUNDS):
        window.activateWindow()
        desk.open_article(short_id)
        settle(0.3)
        found["opened"].append(painted(partial(desk.open_article, long_id, unit_start=0), article.viewport()))
        sheet = desk.require_sheet()
        article.show_sheet(None)
        settle(0.3)
        found["shown"].append(painted(partial(article.show_sheet, sheet), article.viewport()))
        plain.clear()
        settle(0.3)
        found["plain"].append(painted(partial(plain.setPlainText, sheet.text), plain.viewport()))
    settle(3.0)
    # In turns, so that what else the computer does falls on both.
    for _ in range(_PAGES):
        for name, pane in (("page", article), ("plain page", plain)):
            turn = partial(
                pane.verticalScrollBar().triggerAction, QAbstractSlider.SliderAction.SliderPageStepAdd
            )
            found[name].append(painted(turn, pane.viewport()))
    other.close()
    window.close()
    return found


def _window_of(text: QTextEdit, *, like: QTextEdit) -> QMainWindow:
    """A window with nothing but `text`, as large and in the same font as an article."""
    window = QMainWindow()
    text.setFont(like.document().defaultFont())
    text.setReadOnly(True)
    window.setCentralWidget(text)
    window.resize(like.viewport().size())
    window.show()
    return window


if __name__ == "__main__":
    print(json.dumps(_measured(Path(sys.argv[1]))))
