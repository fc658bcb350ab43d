"""Our own seed articles, finished by several annotators who differ in every way that a review knows.

`python -m tests.seed_team FILE.claimdesk` makes such a project to look at.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from annotator.domain.spans import Span
from annotator.domain.work import Unwatched
from annotator.exchange.finding import find_files
from annotator.exchange.importing import import_texts
from annotator.store.project import Project, create_project
from tests.teams import LABELS, finish_spans

_ARTICLES: Final = Path(__file__).resolve().parent.parent / "seeds" / "articles"
FIVE: Final = ("Anna", "Ben", "Chen", "Dora", "Emil")
_PERIOD: Final = 7
"""Every so many sentences the ways to differ come round again; on some of them everybody agrees."""


def seed_team(
    path: Path, *, names: Sequence[str] = FIVE[:3], articles: Sequence[str] = ("01", "02", "04")
) -> Project:
    """A new project of the seeds whose file names start so; everybody has finished all of them."""
    project = create_project(path, title="Seeds of a team")
    for name in names:
        project.join(name)
    files = sorted(file for file in _ARTICLES.iterdir() if file.name.startswith(tuple(articles)))
    for file in files:
        import_texts(Unwatched(), project, find_files([file]))
    for article_id in [article.id for article in project.articles.each()]:
        units = [unit.span for unit in project.articles.units(article_id) if unit.annotatable]
        text = project.articles.text(article_id)
        for place, name in enumerate(names):
            marks = [mark for number, unit in enumerate(units) for mark in _marks(text, number, unit, place)]
            finish_spans(project, article_id, name, marks)
    return project


def _marks(text: str, number: int, unit: Span, place: int) -> Iterator[tuple[Span, str]]:
    """What the annotator at `place` marks in a sentence: the first two differ, others go with one of them."""
    label = LABELS[number % len(LABELS)]
    is_odd = place % 2 == 1
    match number % _PERIOD:
        case 0:
            yield unit, LABELS[(number + 1) % len(LABELS)] if is_odd else label
        case 1 if is_odd:
            yield _first_half(text, unit), label
        case 2 if place == 0:
            return
        case 3 if is_odd:
            half = _first_half(text, unit)
            rest = Span(half.end + 1, unit.end)
            yield half, label
            yield rest, label
        case 5:
            return
        case _:
            yield unit, label


def _first_half(text: str, unit: Span) -> Span:
    """The words of the first three fifths."""
    cut = text.rfind(" ", unit.start, unit.start + len(unit) * 3 // 5)
    return Span(unit.start, cut) if cut > unit.start else unit


if __name__ == "__main__":
    seed_team(Path(sys.argv[1]), names=FIVE[: int(sys.argv[2])] if len(sys.argv) > 2 else FIVE[:3]).close()
