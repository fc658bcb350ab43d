"""Opening a project of 1 GB (90,000 articles, 500,000 claims) beside one of a hundredth of that.

Counted is from asking for it in a window that is there until its article is painted and has the keyboard.
What is done beside that (the backup, the full check) goes on meanwhile, as it does for people.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Final

from annotator.domain.claiming import new_claim
from annotator.domain.identity import new_id
from annotator.domain.records import Article
from annotator.domain.steps import Edit, Step, Verb
from annotator.domain.work import Unwatched
from annotator.exchange.finding import find_files
from annotator.exchange.importing import import_texts
from annotator.store.making import in_the_making
from annotator.store.project import Project, create_project
from benchmarks.corpus import write_articles
from benchmarks.display import display, numbers
from benchmarks.figures import Figure, share
from benchmarks.projects import ANNOTATOR

ARTICLES: Final = 90_000
_SIZE: Final = 700
_CLAIMS: Final = 6
_LABELS: Final = ("confirmed", "disputed", "unverified")
_ROUNDS: Final = 7


def measure(folder: Path, scale: float) -> Iterator[Figure]:
    count = max(200, round(ARTICLES * scale))
    large = _project(folder / "large", count)
    small = _project(folder / "small", max(20, count // 100))
    with display(folder) as environment:
        found = {
            path: numbers("benchmarks.open_project", path, environment=environment)["opened"]
            for path in (small, large)
        }
    megabytes = large.stat().st_size / 1e6
    name = f"{megabytes:,.0f} MB, {count:,} articles, {count * _CLAIMS:,} claims, opened, median"
    yield Figure(name, share(found[large], 0.5), share(found[small], 0.5), 1.5, "ms")


def _project(path: Path, articles: int) -> Path:
    """A project of so many articles with six claims of Ada each. Returns the file's path."""
    sources = path.with_suffix(".articles")
    write_articles(sources, articles, _SIZE)
    project = create_project(path)
    with in_the_making(project):
        annotator = project.join(ANNOTATOR)
        import_texts(Unwatched(), project, find_files([sources]), annotator_id=annotator.id)
        for article in list(project.articles.each()):
            project.ledger.commit(_labelled(project, article, annotator.id))
    found = project.path
    project.close()
    return found


def _labelled(project: Project, article: Article, annotator_id: str) -> Step:
    text = project.articles.text(article.id)
    asked = [unit for unit in project.articles.units(article.id) if unit.annotatable][:_CLAIMS]
    edits = tuple(
        Edit(
            None,
            new_claim(
                text,
                [unit.span],
                article_id=article.id,
                annotator_id=annotator_id,
                label=_LABELS[number % len(_LABELS)],
            ),
        )
        for number, unit in enumerate(asked)
    )
    return Step(new_id(), Verb.MARK, annotator_id, article.id, edits)


def _measured(path: Path) -> dict[str, list[float]]:
    """Milliseconds from asking for the project until its article is painted, again and again."""
    from annotator.app import make_window
    from annotator.desk.settings import Settings
    from benchmarks.shown import application, painted, settle

    settings = Settings(path.with_suffix(".json"))
    settings.change(annotator=ANNOTATOR)
    window = make_window(application(), settings)
    window.show()
    settle(0.5)
    opened = []
    for _ in range(_ROUNDS):
        start = perf_counter()
        window.session.open(path)
        opened.append((perf_counter() - start) * 1000 + painted(_nothing, window.parts.article.viewport()))
        settle(1.0)
        window.session.close()
        settle(0.2)
    window.close()
    return {"opened": opened}


def _nothing() -> None:
    """What is to be painted was asked for already."""


if __name__ == "__main__":
    print(json.dumps(_measured(Path(sys.argv[1]))))
