"""Import of 10,000 web pages of 8 kB, beside the library that finds articles in pages and the import of text.

The floor is that library alone over the same pages in one process, and our import of the texts it found. Each
side runs in a fresh process.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.corpus import article
from benchmarks.figures import Figure

PAGES = 10_000
SIZE = 8_000
_FILLER = "".join(
    f'<li class="item"><a href="/section/{number}?ref=nav">Section {number}</a></li>' for number in range(20)
)


def page(number: int) -> str:
    """The page of this number, with a menu, related links, comments and a footer around its article."""
    chance = random.Random(number)
    paragraphs = article(number).split("\n\n")
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs[1:])
    related = "".join(f'<a href="/{chance.random()}">Related story {chance.random()}</a>' for _ in range(8))
    markup = (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{paragraphs[0]} - The Paper</title>"
        '<meta property="og:site_name" content="The Paper">'
        f'<link rel="canonical" href="https://a.example/{number}">'
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "' + paragraphs[0] + '", '
        '"datePublished": "2021-08-20T10:00:00Z", "author": {"name": "Ada"}}</script></head>'
        f"<body><nav><ul>{_FILLER}</ul></nav><article><h1>{paragraphs[0]}</h1>{body}</article>"
        f'<aside class="related">{related}</aside>'
        '<div id="comments"><p>I like this paper very much.</p></div>'
    )
    padding = "x" * max(0, SIZE - len(markup.encode()) - 60)
    return f"{markup}<script>var state = '{padding}';</script><footer>Copyright</footer></body></html>"


def measure(folder: Path, scale: float) -> Iterator[Figure]:
    count = max(100, round(PAGES * scale))
    pages = folder / "pages"
    pages.mkdir()
    for number in range(count):
        (pages / f"{number:05}.html").write_text(page(number), encoding="utf-8", newline="\n")
    (folder / "texts").mkdir()
    found = _run("library", pages)
    texts = _run("ours", folder / "texts")
    ours = _run("ours", pages)
    yield Figure(f"import of {count:,} web pages of 8 kB", ours, found + texts, 1.3)


def _run(side: str, pages: Path) -> float:
    """Seconds of one side over the files of a folder."""
    command = [sys.executable, "-m", "benchmarks.import_pages", side, str(pages)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def _ours(files: Path) -> float:
    from annotator.domain.work import Unwatched
    from annotator.exchange.finding import find_files
    from annotator.exchange.importing import import_texts
    from annotator.store.project import create_project

    project = create_project(files.with_suffix(".claimdesk"))
    start = time.perf_counter()
    found = find_files([files])
    report = import_texts(Unwatched(), project, found)
    seconds = time.perf_counter() - start
    assert report.added == len(found)
    project.close()
    return seconds


def _library(pages: Path) -> float:
    """The library alone; its texts are left for the other part of the floor."""
    from trafilatura import extract

    # As our reader does, so that what else runs on the machine holds up both sides alike.
    os.nice(10)
    seconds = 0.0
    for path in sorted(pages.iterdir()):
        start = time.perf_counter()
        text = extract(path.read_bytes(), include_comments=False) or ""
        seconds += time.perf_counter() - start
        (pages.with_name("texts") / f"{path.stem}.txt").write_text(text, encoding="utf-8")
    return seconds


if __name__ == "__main__":
    print({"ours": _ours, "library": _library}[sys.argv[1]](Path(sys.argv[2])))
