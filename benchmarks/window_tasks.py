"""What else people wait for in the window, each beside the time that is promised for it.

The next article of 5,000 words, painted; the command palette and each letter in it; a filter over a queue of
10,000 articles; and the memory of that window beside that of one with 100.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from benchmarks.display import display, numbers
from benchmarks.figures import Figure, share

ARTICLES: Final = 10_000
WORDS: Final = 5_000
_ROUNDS: Final = 20
_TYPED: Final = "report 77"


def measure(folder: Path, scale: float) -> Iterator[Figure]:
    from benchmarks.projects import make_project, running_text

    count = max(200, round(ARTICLES * scale))
    text = running_text(words=WORDS)
    few = make_project(folder / "few", articles=100, text=text)
    many = make_project(folder / "many", articles=count, text=text)
    with display(folder) as environment:
        small = numbers("benchmarks.window_tasks", few, environment=environment)
        found = numbers("benchmarks.window_tasks", many, environment=environment)
    for name, values, least in (
        ("article of 5,000 words, opened and painted", found["article"], 100.0),
        ("palette opened", found["palette"], 100.0),
        (f"palette, each letter, {count:,} articles", found["letter"], 30.0),
        (f"filter of {count:,} articles, each letter", found["filter"], 100.0),
    ):
        yield Figure(f"{name}, p95", share(values, 0.95), least, 1.0, "ms")
    yield Figure(
        f"memory with {count:,} articles, beside 100", found["memory"][0], small["memory"][0], 1.25, "MB"
    )


def _measured(project: Path) -> dict[str, list[float]]:
    from benchmarks.shown import open_window, painted, settle

    window = open_window(project)
    article, bench = window.parts.article, window.bench
    # Linux counts kilobytes.
    found = {"memory": [resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000]}
    long_id = bench.queue.rows[0].article_id
    for name in ("article", "palette", "letter", "filter"):
        found[name] = []
    for _ in range(_ROUNDS):
        bench.queue.by(1)
        settle(0.2)
        found["article"].append(painted(lambda: bench.desk.open_article(long_id), article.viewport()))
        settle(0.2)
        ask = window.table.action("view.palette").trigger
        found["palette"].append(painted(ask))
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit)
        found["letter"] += [painted(partial(QTest.keyClicks, field, key), field) for key in _TYPED]
        QTest.keyClick(field, Qt.Key.Key_Escape)
        window.parts.queue.focus_filter()
        line = QApplication.focusWidget()
        assert isinstance(line, QLineEdit)
        found["filter"] += [painted(partial(QTest.keyClicks, line, key), line) for key in _TYPED]
        line.clear()
        article.setFocus()
    window.close()
    return found


if __name__ == "__main__":
    print(json.dumps(_measured(Path(sys.argv[1]))))
