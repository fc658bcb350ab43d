"""Import of 10,000 articles of 4 kB, beside decoding, segmenting and one `executemany` of the same rows.

Each side runs in a fresh process. Memory is the most that ours held, beside ours with a tenth of the files.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.corpus import write_articles
from benchmarks.figures import Figure

ARTICLES = 10_000


def measure(folder: Path, scale: float) -> Iterator[Figure]:
    count = max(100, round(ARTICLES * scale))
    write_articles(folder / "all", count)
    write_articles(folder / "few", count // 10)
    _, few = _run("ours", folder / "few")
    floor, _ = _run("floor", folder / "all")
    ours, memory = _run("ours", folder / "all")
    yield Figure(f"import of {count:,} articles of 4 kB", ours, floor, 3.0)
    yield Figure(f"memory of it, beside that for {count // 10:,}", memory, few, 1.25, "MB")


def _run(side: str, articles: Path) -> tuple[float, float]:
    """Seconds and megabytes of one side over the articles of a folder."""
    command = [sys.executable, "-m", "benchmarks.import_articles", side, str(articles)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, megabytes = done.stdout.split()
    return float(seconds), float(megabytes)


def _ours(articles: Path) -> float:
    from annotator.domain.work import Unwatched
    from annotator.exchange.finding import find_files
    from annotator.exchange.importing import import_texts
    from annotator.store.project import create_project

    project = create_project(articles.with_suffix(".claimdesk"))
    start = time.perf_counter()
    found = find_files([articles])
    report = import_texts(Unwatched(), project, found)
    seconds = time.perf_counter() - start
    assert report.added == len(found)
    project.close()
    return seconds


def _floor(articles: Path) -> float:
    from annotator.domain.segmentation import segment
    from annotator.exchange.language_data import boilerplate_rules
    from annotator.store.project import create_project
    from annotator.store.tables import UNIT

    project = create_project(articles.with_name("floor.claimdesk"))
    rules = boilerplate_rules()
    paths = sorted(articles.iterdir())
    start = time.perf_counter()
    texts = [path.read_bytes().decode() for path in paths]
    pieces = [segment(text, "en", rules) for text in texts]
    seconds = time.perf_counter() - start
    heads = [
        (f"{number}", number, f"{number:064}", text[:40], len(text), len(pieces[number]))
        for number, text in enumerate(texts)
    ]
    rows = [
        (
            f"{number}",
            piece.start,
            piece.end,
            piece.kind.value,
            int(piece.annotatable),
            "[]",
            piece.rule,
            0,
            1,
        )
        for number, found in enumerate(pieces)
        for piece in found
    ]
    start = time.perf_counter()
    with project.database.write():
        project.database.execute_many(
            "INSERT INTO article VALUES (?, ?, ?, ?, ?, ?, 'en', 'ltr', '', '', '', '', '', '', '', '', "
            "'text/plain', '', '{}', '', NULL, 1)",
            heads,
        )
        project.database.execute_many(
            "INSERT INTO article_text VALUES (?, ?)",
            [(f"{number}", text) for number, text in enumerate(texts)],
        )
        project.database.execute_many(f"INSERT INTO unit ({UNIT}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    seconds += time.perf_counter() - start
    project.close()
    return seconds


if __name__ == "__main__":
    seconds = {"ours": _ours, "floor": _floor}[sys.argv[1]](Path(sys.argv[2]))
    # Linux counts kilobytes. The process that reads is a child, which has ended by now.
    kilobytes = [
        resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    ]
    print(seconds, sum(kilobytes) / 1000)
