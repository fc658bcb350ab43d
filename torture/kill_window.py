"""Kill the window while somebody labels in it: whatever was painted has to be in the file."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Final

from annotator.domain.cursor import Cursor
from annotator.domain.progress import progress_of
from annotator.domain.work import Unwatched
from annotator.exchange.finding import find_files
from annotator.exchange.importing import import_texts
from annotator.exchange.sheets import load_sheet
from annotator.store.project import Project, create_project
from benchmarks.corpus import write_articles
from torture.annotating import ANNOTATOR, Annotating
from torture.campaign import Campaign, Tally
from torture.elsewhere import tally_of, tell
from torture.killing_windows import Killed, try_kills

_ARTICLE: Final = 2_500
"""Bytes."""
_ARTICLES: Final = 60


def _prepare(folder: Path, few: bool) -> Path:
    write_articles(folder / "articles", 8 if few else _ARTICLES, _ARTICLE)
    with closing(create_project(folder / "killed")) as project:
        anna = project.join(ANNOTATOR)
        import_texts(Unwatched(), project, find_files([folder / "articles"]), annotator_id=anna.id)
        return project.path


def _compare_counts(project: Project, tally: Tally) -> None:
    """The counts of the queue are written with each decision: half of a write would leave them apart."""
    anna = project.people.named(ANNOTATOR)
    assert anna is not None
    for article in project.articles.each():
        kept = project.people.progress(article.id, anna.id)
        if kept is None:
            continue
        now = progress_of(load_sheet(project, article.id, anna.id), anna.id, Cursor())
        for name in ("asked", "undecided", "skipped", "claims", "flags"):
            if getattr(kept, name) != getattr(now, name):
                tally.fault(f"{article.title}: {name} is {getattr(now, name)}, and its queue has another")


_KILLED: Final = Killed(_prepare, Annotating, 212, _compare_counts)

CAMPAIGN = Campaign(
    promise="1,000 kills with 100,000 painted decisions: 0 lost, 0 half, 0 integrity errors",
    run=lambda kills, seed: tally_of("torture.kill_window", kills, seed),
    short=20,
    long=1000,
    portion=25,
    counted=("kills", "decisions"),
)

if __name__ == "__main__":
    tell(lambda kills, seed: try_kills(_KILLED, kills, seed))
