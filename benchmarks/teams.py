"""Projects that three annotators have finished, who agree for the most part."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Final

from annotator.domain.claiming import fragment_at
from annotator.domain.identity import new_id, now
from annotator.domain.records import Assignment, Claim, Unit
from annotator.domain.steps import Edit, Step, Verb
from annotator.domain.work import Unwatched
from annotator.exchange.finding import find_files
from annotator.exchange.importing import import_texts
from annotator.store.making import in_the_making
from annotator.store.project import Project, create_project
from benchmarks.corpus import write_articles
from benchmarks.projects import ANNOTATOR

NAMES: Final = (ANNOTATOR, "Ben", "Chen")
CLAIMS: Final = 8
"""Each annotator's claims in an article."""
_LABELS: Final = ("confirmed", "disputed", "unverified")
_SLIPS: Final = 0.04
"""How often an annotator gives another label, other words, or overlooks a claim; each on its own."""
_TOGETHER: Final = 200


def make_team_project(path: Path, *, articles: int) -> Path:
    """A project of `articles` of 4 kB, each finished by three annotators. Returns the file's path."""
    project = create_project(path)
    sources = path.with_suffix(".articles")
    write_articles(sources, articles)
    with in_the_making(project):
        people = [project.join(name).id for name in NAMES]
        import_texts(Unwatched(), project, find_files([sources]), annotator_id=people[0])
        _annotate(project, people)
    found = project.path
    project.close()
    return found


def _annotate(project: Project, people: list[str]) -> None:
    draw = random.Random(7)
    steps: list[Step] = []
    for article in project.articles.each():
        text = project.articles.text(article.id)
        asked = [unit for unit in project.articles.units(article.id) if unit.annotatable]
        chosen = sorted(draw.sample(asked, min(CLAIMS, len(asked))), key=lambda unit: unit.start)
        truth = [(unit, draw.choice(_LABELS)) for unit in chosen]
        for who in people:
            claims = [
                _claim(draw, text, unit, label, article.id, who)
                for unit, label in truth
                if draw.random() >= _SLIPS
            ]
            done = Assignment(article.id, who, finished_at=now())
            edits = (*(Edit(None, claim) for claim in claims), Edit(None, done))
            steps.append(Step(new_id(), Verb.FINISH, who, article.id, edits))
        if len(steps) >= _TOGETHER:
            project.ledger.commit_all(steps)
            steps.clear()
    project.ledger.commit_all(steps)


def _claim(draw: random.Random, text: str, unit: Unit, label: str, article_id: str, who: str) -> Claim:
    """A claim on a sentence as an annotator makes it, now and then with a slip."""
    end = unit.end - 5 if draw.random() < _SLIPS and unit.end - unit.start > 20 else unit.end
    given = draw.choice(_LABELS) if draw.random() < _SLIPS else label
    return Claim(new_id(), article_id, who, given, (fragment_at(text, unit.start, end),))
