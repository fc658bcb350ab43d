"""Projects to open in a window: some articles, one of them labelled."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from annotator.domain.claiming import new_claim
from annotator.domain.identity import new_id
from annotator.domain.spans import Span
from annotator.domain.steps import Edit, Step, Verb
from annotator.domain.work import Unwatched
from annotator.exchange.finding import find_files
from annotator.exchange.importing import import_texts
from annotator.store.making import in_the_making
from annotator.store.project import Project, create_project
from benchmarks.corpus import article, write_articles

ANNOTATOR = "Ada"
_LABELS = ("confirmed", "disputed", "unverified")


def make_project(path: Path, *, articles: int = 0, text: str = "", claims: int = 0) -> Path:
    """A project with `articles` of 4 kB after one with `text` that has `claims`. Returns the file's path."""
    project = create_project(path)
    sources = path.with_suffix(".articles")
    write_articles(sources, articles)
    if text:
        (sources / "!.txt").write_text(text, encoding="utf-8", newline="\n")
    with in_the_making(project):
        annotator = project.join(ANNOTATOR)
        import_texts(Unwatched(), project, find_files([sources]), annotator_id=annotator.id)
        if claims:
            _label(project, annotator.id, claims)
    found = project.path
    project.close()
    return found


def running_text(*, words: int = 0, characters: int = 0) -> str:
    """An article of about so many words, or of exactly so many characters."""
    parts: list[str] = []
    length = counted = 0
    for number in count():
        if counted >= words and length >= characters:
            break
        parts.append(article(number))
        length += len(parts[-1]) + 2
        counted += len(parts[-1].split())
    text = "\n\n".join(parts)
    return text[:characters] if characters else " ".join(text.split(" ")[:words])


def _label(project: Project, annotator_id: str, claims: int) -> None:
    """Claims on every other sentence of the first article, round and round, each time on less of it."""
    first = next(project.articles.each())
    text = project.articles.text(first.id)
    asked = [unit for unit in project.articles.units(first.id) if unit.annotatable][::2]
    edits = []
    for number in range(claims):
        unit = asked[number % len(asked)]
        end = max(unit.start + 1, unit.end - 2 * (number // len(asked)))
        claim = new_claim(
            text,
            [Span(unit.start, end)],
            article_id=first.id,
            annotator_id=annotator_id,
            label=_LABELS[number % len(_LABELS)],
        )
        edits.append(Edit(None, claim))
    project.ledger.commit(Step(new_id(), Verb.MARK, annotator_id, first.id, tuple(edits)))
